/** Puts the gateway's process into one file: finding and reading each of its modules and those of its libraries would be most of its start. */
import path from 'node:path';
import { buildSync } from 'esbuild';

/** Loaded when they are first needed, if ever, or never: Fastify's compilers are replaced in `src/http/http-server.ts`. */
const NOT_BUNDLED = [
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  '@graphql-yoga/render-graphiql',
  '@opentelemetry/otlp-exporter-base',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace-base',
];

/**
 * Writes the module `entry` with all that it imports to `file`, and a source map beside it. Files that modules read from beside themselves are
 * then looked for beside `file`.
 *
 * @param {string} entry
 * @param {string} file
 */
export function bundle(entry, file) {
  const { metafile } = buildSync({
    absWorkingDir: path.dirname(entry),
    entryPoints: [entry],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    // graphql has its modules beside CommonJS, whose exports would each be read by way of a getter.
    mainFields: ['module', 'main'],
    format: 'esm',
    target: 'node20',
    external: NOT_BUNDLED,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    metafile: true,
    // Libraries in CommonJS call it.
    banner: { js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);" },
  });
  // A module of graphql's CommonJS would not know the types that its other modules make.
  const second = Object.keys(metafile.inputs).find((input) => /node_modules\/graphql\/.*\.js$/.test(input));
  if (second !== undefined) throw new Error(`graphql would be in the process twice: import from 'graphql' alone (${second}).`);
}
