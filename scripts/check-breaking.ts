/**
 * `npm run check:breaking` holds the schema and the subgraph against those of the last release, which is the latest tag `v…`, and fails
 * where a change breaks those who use them. Before the first release there is nothing to break.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { compareSchemas } from './compare-schemas.js';
import { compareSubgraphs } from './compare-subgraphs.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

const [tag] = git('tag', '--list', 'v*', '--sort=-version:refname', '--merged').split('\n');
if (tag === undefined || tag === '') {
  console.log('There is no release yet: nothing to compare with.');
} else {
  const released = (file: string) => git('show', `${tag}:schema/${file}`);
  const current = (file: string) => readFileSync(`${root}schema/${file}`, 'utf8');
  const schema = compareSchemas(buildSchema(released('schema.graphql')), buildSchema(current('schema.graphql')));
  const subgraph = compareSubgraphs(released('subgraph.graphql'), current('subgraph.graphql'));
  const breaking = [...schema.breaking, ...subgraph.breaking];
  for (const description of [...schema.dangerous, ...subgraph.dangerous]) console.log(`To be looked at: ${description}`);
  for (const description of breaking) console.error(`Breaking: ${description}`);
  for (const place of schema.unexplained) console.error(`Deprecated without a reason: ${place}`);
  if (breaking.length + schema.unexplained.length > 0) {
    console.error('Deprecate first, with a reason. What has to break goes with a major version: see docs/releasing.md.');
    process.exit(1);
  }
  console.log(`Nothing that ${tag} has breaks.`);
}
