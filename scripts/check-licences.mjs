/**
 * `npm run check:licences`: fails where a package that runs in production is not permissively licensed. A folder may be named whose lock file
 * and packages are looked at instead of the project's own.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLicences } from './licences.mjs';

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)), process.argv[2] ?? '.');
const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const manifestOf = (folder) => {
  try {
    return read(`${folder}/package.json`);
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
};

const { count, refused } = checkLicences(read('package-lock.json'), manifestOf);
for (const line of refused) console.error(`Not permissive: ${line}`);
console.log(`${count} production packages, ${refused.length} of them not permissively licensed.`);
process.exit(refused.length === 0 ? 0 : 1);
