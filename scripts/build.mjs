/** `npm run build`: compiles src, schema and sandbox into dist/. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Builds into an empty dist/. False: the compiler refused, and said why. */
export function build() {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' }).status === 0;
}

/** Whether dist/ is missing, or older than one of the sources. */
export function isStale() {
  const built = path.join(root, 'dist/src/main.js');
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  const newer = (folder) =>
    readdirSync(folder, { recursive: true }).some((file) => file.endsWith('.ts') && statSync(path.join(folder, file)).mtimeMs > since);
  return ['src', 'schema', 'sandbox'].some((folder) => newer(path.join(root, folder)));
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !build()) process.exit(1);
