/**
 * `npm run check:breaking` holds schema/schema.graphql against schema/released.graphql, the schema of the last release, and fails where a
 * change breaks those who use it. `npm run check:breaking -- --release` makes the schema the released one; that is a step of a release.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { compareSchemas } from './compare-schemas.js';

const current = fileURLToPath(new URL('../schema/schema.graphql', import.meta.url));
const released = fileURLToPath(new URL('../schema/released.graphql', import.meta.url));
const read = (file: string) => buildSchema(readFileSync(file, 'utf8'));

if (process.argv.includes('--release')) {
  copyFileSync(current, released);
  console.log('schema/released.graphql is the schema as it stands.');
} else {
  const { breaking, dangerous, unexplained } = compareSchemas(read(released), read(current));
  for (const description of dangerous) console.log(`To be looked at: ${description}`);
  for (const description of breaking) console.error(`Breaking: ${description}`);
  for (const place of unexplained) console.error(`Deprecated without a reason: ${place}`);
  if (breaking.length + unexplained.length > 0) {
    console.error('Deprecate first, with a reason; what has to break goes with a major version (npm run check:breaking -- --release).');
    process.exit(1);
  }
  console.log('Nothing that was released breaks.');
}
