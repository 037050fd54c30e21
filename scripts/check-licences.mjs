/** `npm run check:licences`: fails where a package that runs in production is not permissively licensed. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkLicences } from './licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file) => JSON.parse(readFileSync(root + file, 'utf8'));
const manifestOf = (path) => {
  try {
    return read(`${path}/package.json`);
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
};

const { count, refused } = checkLicences(read('package-lock.json'), manifestOf);
for (const line of refused) console.error(`Not permissive: ${line}`);
console.log(`${count} production packages, ${refused.length} of them not permissively licensed.`);
process.exit(refused.length === 0 ? 0 : 1);
