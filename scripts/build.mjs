/**
 * `npm run build`: compiles src, schema and sandbox into dist/, and puts the gateway's process into one file. `--no-declarations`: without the
 * types for those who embed the gateway, as the image is built.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { bundle } from './bundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What is built. AssemblyScript is another language (`scripts/compile-kernel.mjs`). */
const FOLDERS = ['src', 'schema', 'sandbox'];
const isSource = (file) => /\.(ts|js)$/.test(file) && !file.includes('kernel/assembly/');

/**
 * Builds beside dist/ and then takes its place, so that whoever runs from dist/ meanwhile never finds half of it. Declarations are for those who
 * embed the gateway: making them checks the types, and takes most of the time. False: TypeScript refused, and said why; what was there before stays.
 */
export function build({ declarations = true } = {}) {
  const next = path.join(root, '.cache', `build-${process.pid}`);
  try {
    if (declarations && !declare(next)) return false;
    compile(next);
    const main = path.join(next, 'src/main.js');
    bundle(main, main);
    writeFileSync(path.join(next, 'build.json'), `${JSON.stringify({ revision: revision() })}\n`);
    rmSync(path.join(root, 'dist'), { recursive: true, force: true });
    renameSync(next, path.join(root, 'dist'));
    return true;
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

function declare(folder) {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', folder], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

/** Each module as a file of its own; those for the browser as they are. */
function compile(folder) {
  const files = FOLDERS.flatMap((name) => readdirSync(path.join(root, name), { recursive: true }).map((file) => path.join(name, file)));
  const sources = files.filter(isSource);
  buildSync({
    absWorkingDir: root,
    entryPoints: sources.filter((file) => file.endsWith('.ts')),
    outbase: root,
    outdir: folder,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  for (const file of sources.filter((source) => source.endsWith('.js'))) cpSync(path.join(root, file), path.join(folder, file));
}

/** The commit that is built, for the metric that says what runs. */
function revision() {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'unknown';
}

/** Whether dist/ is missing, or older than one of the sources. */
export function isStale() {
  const built = path.join(root, 'dist/src/main.js');
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  const newer = (folder) =>
    readdirSync(folder, { recursive: true }).some((file) => isSource(file) && statSync(path.join(folder, file)).mtimeMs > since);
  return FOLDERS.some((folder) => newer(path.join(root, folder)));
}

const isCommand = process.argv[1] === fileURLToPath(import.meta.url);
if (isCommand && !build({ declarations: !process.argv.includes('--no-declarations') })) process.exit(1);
