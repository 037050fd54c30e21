/** `npm run build`: compiles src, schema and sandbox into dist/, and puts the gateway's process into one file. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Builds beside dist/ and then takes its place, so that whoever runs from dist/ meanwhile never finds half of it. False: the compiler
 * refused, and said why; what was there before stays.
 */
export function build() {
  const next = path.join(root, '.cache', `build-${process.pid}`);
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', next], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status === 0) {
    const main = path.join(next, 'src/main.js');
    bundle(main, main);
    writeFileSync(path.join(next, 'build.json'), `${JSON.stringify({ revision: revision() })}\n`);
    rmSync(path.join(root, 'dist'), { recursive: true, force: true });
    renameSync(next, path.join(root, 'dist'));
  }
  rmSync(next, { recursive: true, force: true });
  return status === 0;
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
    readdirSync(folder, { recursive: true }).some((file) => /\.(ts|js)$/.test(file) && statSync(path.join(folder, file)).mtimeMs > since);
  return ['src', 'schema', 'sandbox'].some((folder) => newer(path.join(root, folder)));
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !build()) process.exit(1);
