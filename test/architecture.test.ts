/** The house rules that import lines and file sizes can be held against: who may import whom, no circles, no barrels, one reader of the environment. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** What a layer may import: other layers (a type of them, where it says so), and packages. `node:*` is all of Node; pure layers name what they need of it. */
interface Layer {
  readonly layers: readonly string[];
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
}

const LAYERS: Readonly<Record<string, Layer>> = {
  // Definitions are data: they know nobody but the library that checks them.
  schema: { layers: [], packages: ['zod'] },
  // The stand-in reads requests by itself. If it shared the gateway's code, one misreading would sit on both sides and cancel out.
  sandbox: {
    layers: ['schema'],
    packages: ['@duckdb/node-api', 'node:*', 'zod'],
  },
  // Pure: a question in, a v2 request out; bytes in, rows out.
  'src/query': { layers: ['schema', 'src/errors'], packages: ['graphql'] },
  'src/from-url': {
    layers: ['schema', 'src/config', 'src/errors', 'src/limits', 'src/load-catalogue', 'src/query', 'src/reports-base'],
    types: ['src/caller'],
    packages: ['graphql'],
  },
  'src/comparison': { layers: ['schema', 'src/errors', 'src/query'], types: ['src/reports'] },
  'src/rows': { layers: ['schema', 'src/errors'], packages: ['node:buffer', 'node:crypto'] },
  // Another language: what is compiled of it comes in as src/rows/kernel/kernel-code.ts.
  'src/rows/kernel/assembly': { layers: [] },
  // The way out. It is handed a reader of rows and never learns what GraphQL is.
  'src/upstream': {
    layers: ['src/caller', 'src/errors', 'src/leave-signal', 'src/query', 'src/rows'],
    packages: ['undici', 'node:*'],
  },
  // What processes share through Redis. It sees bytes and hashes, and never a row.
  'src/replicas': {
    layers: ['src/caller'],
    types: ['src/config-shape', 'src/upstream'],
    packages: ['@redis/client', 'lru-cache', 'node:crypto', 'node:module'],
  },
  // Kept replies. It sees bytes, questions and credentials, and never a row.
  'src/cache': {
    layers: ['schema', 'src/caller', 'src/comparison', 'src/errors', 'src/query', 'src/reports-base'],
    types: ['src/config-shape', 'src/http', 'src/limits', 'src/replicas', 'src/reports', 'src/upstream'],
    packages: ['lru-cache', 'node:crypto', 'node:util', 'node:zlib'],
  },
  'src/reports': { layers: ['schema', 'src/comparison', 'src/errors', 'src/query', 'src/rows'], packages: ['dataloader'] },
  // The schema and its resolvers. What fetches is in the context.
  'src/graph': {
    layers: [
      'schema',
      'src/comparison',
      'src/errors',
      'src/from-url',
      'src/limits',
      'src/query',
      'src/reports',
      'src/reports-base',
      'src/rows',
    ],
    packages: ['@graphql-tools/utils', '@pothos/core', 'graphql', 'graphql-scalars'],
  },
  // One GraphQL operation, from its text to the response written.
  'src/operation': {
    layers: [
      'src/caller',
      'src/comparison',
      'src/documents',
      'src/errors',
      'src/graph',
      'src/http',
      'src/iso-time',
      'src/leave-signal',
      'src/limits',
      'src/query',
      'src/reports',
      'src/reports-base',
      'src/rows',
    ],
    types: ['src/cache', 'src/config-shape', 'src/observe', 'src/upstream'],
    packages: ['@graphql-tools/executor', 'graphql', 'graphql-yoga', 'lru-cache'],
  },
  // The way in.
  'src/http': {
    layers: ['src/caller', 'src/errors', 'src/leave-signal', 'src/limits'],
    packages: ['fastify', 'lru-cache', 'node:*'],
  },
  // A command of its own: what it asks of the API and what it makes of the replies. Nothing imports it.
  'src/doctor': {
    layers: ['schema', 'src/config', 'src/load-catalogue', 'src/reports-base', 'src/rows'],
    packages: ['node:*', 'undici'],
  },
  // What an operator trusts, read from files and held against the schema by a function that is handed in.
  'src/documents': { layers: ['src/config', 'src/json-file', 'src/limits'], packages: ['graphql', 'node:*'] },
  // A command of its own. Nothing imports it.
  'src/documents/check': {
    layers: ['schema', 'src/config', 'src/documents', 'src/graph', 'src/limits', 'src/load-catalogue', 'src/operation'],
    packages: ['graphql'],
  },
  'src/graphiql': { layers: [], types: ['src/http'], packages: ['@graphql-yoga/render-graphiql', 'node:*'] },
  'src/observe': {
    layers: ['src/errors', 'src/iso-time', 'src/reports'],
    types: ['src/http', 'src/upstream', 'src/version'],
    packages: [
      '@opentelemetry/api',
      // Loaded where spans are to be sent, and optional.
      '@opentelemetry/otlp-exporter-base',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace-base',
      'node:fs',
      'pino',
      'prom-client',
    ],
  },
  // Single files that hold the parts together.
  'src/caller': { layers: [], packages: ['node:crypto'] },
  'src/errors': { layers: [] },
  'src/iso-time': { layers: [] },
  'src/leave-signal': { layers: [] },
  'src/reports-base': { layers: ['src/caller'] },
  'src/config': { layers: ['src/option-values', 'src/reports-base'], types: ['src/config-shape'] },
  'src/config-shape': { layers: [] },
  'src/option-values': { layers: [] },
  'src/limits': { layers: [], types: ['src/config-shape'] },
  'src/misspelt-variables': { layers: [] },
  'src/version': { layers: [], packages: ['node:fs'] },
  'src/json-file': { layers: ['src/config'], packages: ['node:fs'] },
  'src/load-catalogue': { layers: ['schema', 'src/config', 'src/json-file'] },
  'src/routes': { layers: [], types: ['src/http', 'src/observe'] },
  'src/gateway': {
    layers: [
      // Definitions are handed in; their names are put together with what the configuration says.
      'schema',
      'src/cache',
      'src/caller',
      'src/graph',
      'src/graphiql',
      'src/http',
      'src/limits',
      'src/observe',
      'src/operation',
      'src/replicas',
      'src/reports',
      'src/routes',
      'src/upstream',
      'src/version',
    ],
    types: ['src/config-shape', 'src/workers'],
    packages: ['fastify', 'graphql-yoga', 'node:timers/promises'],
  },
  'src/production': { layers: [] },
  // Several processes on one port.
  'src/workers': { layers: [], types: ['src/config-shape'], packages: ['node:cluster', 'node:timers/promises', 'prom-client'] },
  // What the package exports, and its commands.
  'src/package': {
    layers: ['schema', 'src/config', 'src/gateway', 'src/load-catalogue', 'src/production'],
    packages: ['fastify', 'graphql-yoga', 'pino'],
  },
  'src/bin': { layers: [], packages: ['node:url'] },
  'src/main': {
    layers: [
      'schema',
      'src/config',
      'src/gateway',
      'src/load-catalogue',
      'src/misspelt-variables',
      'src/observe',
      'src/production',
      'src/version',
      'src/workers',
    ],
    types: ['src/config-shape'],
    packages: ['node:cluster', 'node:crypto', 'node:os'],
  },
};

/** The longest a source file may be; the ones of the sandbox's data and of the examples are tables. */
const MAX_LINES = 300;

interface Import {
  readonly file: string;
  readonly from: string;
  readonly isType: boolean;
}

const files = ['schema', 'src', 'sandbox'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, ...file.split(path.sep))),
);
const sourceOf = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

const INNER_LAYERS = Object.keys(LAYERS).filter((layer) => layer.split('/').length > 2);

/** `src/query/sort.ts` is of the layer src/query, `src/errors.ts` of src/errors, all of the sandbox of sandbox. */
function layerOf(file: string): string {
  const inner = INNER_LAYERS.find((layer) => file.startsWith(`${layer}/`));
  if (inner !== undefined) return inner;
  const [folder = '', part = ''] = file.split('/');
  return folder === 'src' ? `src/${part.replace(/\.ts$/, '')}` : folder;
}

/** Every import line, `export … from` and `import()` of a file. */
function importsOf(file: string): readonly Import[] {
  const lines = /^(?:import|export)\s+(type\s)?(?:[^;]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...(sourceOf.get(file) ?? '').matchAll(lines)].map(([, type, named, dynamic]) => ({
    file,
    from: named ?? dynamic ?? '',
    isType: type !== undefined,
  }));
}

/** AssemblyScript names no ending. */
const resolved = ({ file, from }: Import): string | null =>
  from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from).replace(/(?:\.js)?$/, '.ts') : null;
const packageOf = (from: string) =>
  from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.startsWith('node:') ? from : from.split('/')[0];

/** Why an import breaks the table; null where it does not. */
function breach(line: Import): string | null {
  const layer = LAYERS[layerOf(line.file)];
  if (!layer) return `${line.file}: the layer ${layerOf(line.file)} is not in the table`;
  const target = resolved(line);
  const name = target === null ? packageOf(line.from) : layerOf(target);
  const allowed =
    target === null
      ? layer.packages?.some((allowedName) => allowedName === name || (allowedName === 'node:*' && name?.startsWith('node:')))
      : name === layerOf(line.file) || layer.layers.includes(name ?? '') || (line.isType && layer.types?.includes(name ?? ''));
  return allowed ? null : `${line.file} may not import ${line.isType ? 'a type of ' : ''}${name}`;
}

/** The first circle of imports that run, as a path of files; null where there is none. Types are gone by then. */
function circle(): readonly string[] | null {
  const finished = new Set<string>();
  const walk = (file: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (finished.has(file)) return null;
    for (const line of importsOf(file)) {
      const target = line.isType ? null : resolved(line);
      const found = target === null ? null : walk(target, [...trail, file]);
      if (found) return found;
    }
    finished.add(file);
    return null;
  };
  for (const file of files) {
    const found = walk(file, []);
    if (found) return found;
  }
  return null;
}

describe('the house', () => {
  test('imports only what its table of layers allows', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(importsOf).map(breach).filter(Boolean)).toEqual([]);
  });

  test.each([
    ['src/query/sort.ts', 'undici'],
    ['src/rows/kernel/kernel.ts', 'graphql'],
    ['src/rows/kernel/kernel.ts', './assembly/cells.js'],
    ['src/rows/kernel/assembly/cells.ts', '../../row-plan-types'],
    ['src/rows/kernel/assembly/cells.ts', 'graphql'],
    ['src/upstream/call.ts', '../graph/scalars.js'],
    ['src/reports/row.ts', 'graphql'],
    ['src/graph/scalars.ts', '../upstream/call.js'],
    ['sandbox/sql.ts', '../src/errors.js'],
    ['schema/dates.ts', 'graphql'],
    ['src/new-folder/file.ts', '../errors.js'],
  ])('would refuse %s an import of %s', (file, from) => {
    expect(breach({ file, from, isType: false })).toContain(file);
  });

  test('has no layer in the table that is not there', () => {
    expect(Object.keys(LAYERS).filter((layer) => !files.some((file) => layerOf(file) === layer))).toEqual([]);
  });

  test('imports in no circle', () => {
    expect(circle()).toBeNull();
  });

  test('has one barrel, the catalogue', () => {
    expect(files.filter((file) => path.basename(file) === 'index.ts')).toEqual(['schema/reports/index.ts']);
    expect(files.filter((file) => /^export (?:\*|\{[^}]*\}) from/m.test(sourceOf.get(file) ?? ''))).toEqual([]);
  });

  test(`has no source file of more than ${MAX_LINES} lines`, () => {
    expect(files.filter((file) => (sourceOf.get(file) ?? '').split('\n').length > MAX_LINES)).toEqual([]);
  });

  test('keeps nothing by identity where a record can hold it', () => {
    expect(files.filter((file) => file.startsWith('src/') && /new Weak(?:Map|Set)\b/.test(sourceOf.get(file) ?? ''))).toEqual([
      // Keys that are derived from a caller's credential end with its connection.
      'src/cache/sealing.ts',
      'src/operation/prepare-document.ts',
      'src/rows/buffer-pool.ts',
      'src/rows/row-program.ts',
      'src/upstream/connector.ts',
    ]);
  });

  test('reads and sets the environment where a process starts, and nowhere else', () => {
    expect(files.filter((file) => /\bprocess\.env\b/.test(sourceOf.get(file) ?? ''))).toEqual([
      'src/main.ts',
      'src/package.ts',
      'src/production.ts',
      'src/doctor/main.ts',
      'src/from-url/main.ts',
      'src/documents/check/main.ts',
      'sandbox/main.ts',
      // SANDBOX_TODAY: one variable pins the day for whatever opens the data, in tests, examples and processes.
      'sandbox/open-data.ts',
    ]);
  });

  test('names no file after a drawer', () => {
    expect(files.filter((file) => /(^|[/-])(utils?|helpers?|common|lib|misc)([/.-]|$)/.test(file))).toEqual([]);
  });
});
