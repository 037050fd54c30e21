/** Builds the gateway and the sandbox where their build is stale, and makes sure that the committed page is what src/ builds to. */
import { readdir, readFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as buildPage } from 'vite';
import { build, isStale } from '../../../scripts/build.mjs';

if (isStale() && !build()) process.exit(1);

const root = fileURLToPath(new URL('..', import.meta.url));
const fresh = await mkdtemp(path.join(tmpdir(), 'dashboard-'));
await buildPage({ root, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
const [built, wanted] = await Promise.all([filesOf(path.join(root, 'built')), filesOf(fresh)]);
await rm(fresh, { recursive: true });
const drifted = [...new Set([...built.keys(), ...wanted.keys()])].filter((file) => built.get(file) !== wanted.get(file));
if (drifted.length > 0) {
  console.error(`built/ must be what src/ builds to, but these files differ: ${drifted.join(', ')}. Run npm run build and commit it.`);
  process.exit(1);
}

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [path.relative(folder, file), await readFile(file, 'utf8')])));
}
