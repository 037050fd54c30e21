/**
 * `npm run -s from-url -- '<url>'`: the GraphQL operation that asks what a URL of the Reports API asks, as JSON: query, variables, notes.
 * `--text` prints the document itself instead, the variables and the notes as comments above it. REPORTS_URL and CATALOGUE are read as the
 * gateway reads them. Ends with 1 and a sentence where the URL cannot be said in GraphQL.
 */
import { tsImport } from 'tsx/esm/api';

const USAGE = "npm run -s from-url -- [--text] '<url>'";
const load = (file) => tsImport(`../${file}.ts`, import.meta.url);

const comment = (text) => text.replaceAll(/^/gm, '# ');

const given = process.argv.slice(2);
const urls = given.filter((argument) => argument !== '--text');
if (urls.length !== 1) {
  console.error(`One URL must be given: ${USAGE}`);
  process.exit(2);
}
const [{ readConfig }, { loadCatalogue }, { catalogue }, { operationFromUrl }, { DEFAULT_LIMITS }] = await Promise.all([
  load('src/config'),
  load('src/load-catalogue'),
  load('schema/reports/index'),
  load('src/from-url/operation-from-url'),
  load('src/limits'),
]);
try {
  const config = readConfig(process.env);
  const { query, variables, notes } = operationFromUrl(urls[0], {
    catalogue: loadCatalogue(catalogue, config.catalogue),
    bases: config,
    kind: null,
    maxAliases: DEFAULT_LIMITS.aliases,
  });
  if (given.includes('--text'))
    console.log([...notes, `variables: ${JSON.stringify(variables, null, 2)}`].map(comment).join('\n') + `\n${query}`);
  else console.log(JSON.stringify({ query, variables, notes }, null, 2));
} catch (error) {
  // Rules that are broken have a sentence for the caller; anything else is a fault, and shows where it is.
  if (!['GatewayError', 'ConfigError'].includes(error?.name)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
