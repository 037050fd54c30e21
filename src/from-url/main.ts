/**
 * `npm run -s from-url -- '<url>'`: the GraphQL operation that asks what a URL of the Reports API asks, as JSON: query, variables, notes.
 * `--text` prints the document itself instead, the variables and the notes as comments above it. The environment is read as the
 * gateway reads it. Ends with 1 and a sentence where the URL cannot be said in GraphQL.
 */
import { ownNames, prefixTypes } from '../../schema/own-names.js';
import { catalogue } from '../../schema/reports/index.js';
import { ConfigError, readConfig } from '../config.js';
import { GatewayError } from '../errors.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { loadCatalogue } from '../load-catalogue.js';
import { operationFromUrl } from './operation-from-url.js';

const TEXT = '--text';
const given = process.argv.slice(2);
const [url, ...more] = given.filter((argument) => argument !== TEXT);
if (url === undefined || more.length > 0) {
  process.stderr.write("One URL must be given: npm run -s from-url -- [--text] '<url>'\n");
  process.exitCode = 2;
} else {
  try {
    process.stdout.write(`${translate(url, given.includes(TEXT))}\n`);
  } catch (error) {
    // Rules that are broken have a sentence for the caller; anything else is a fault, and shows where it is.
    if (!(error instanceof GatewayError) && !(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function translate(asked: string, asText: boolean): string {
  const config = readConfig(process.env);
  const { query, variables, notes } = operationFromUrl(asked, {
    catalogue: prefixTypes(loadCatalogue(catalogue, config.catalogue), config.typePrefix),
    names: ownNames(config.typePrefix),
    bases: config,
    kind: null,
    maxAliases: DEFAULT_LIMITS.aliases,
  });
  if (!asText) return JSON.stringify({ query, variables, notes }, null, 2);
  const comments = [...notes, `variables: ${JSON.stringify(variables, null, 2)}`].map((text) => text.replaceAll(/^/gm, '# '));
  return `${comments.join('\n')}\n${query}`;
}
