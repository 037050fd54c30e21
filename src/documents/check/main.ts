/**
 * `npm run -s documents -- check FILE…`: holds documents against the schema and prints what each asks for. The environment is read as the gateway
 * reads it. Ends with 0 where every document fits, 1 where one does not, 2 where the check could not be run.
 */
import { ownNames, prefixTypes } from '../../../schema/own-names.js';
import { catalogue as builtIn } from '../../../schema/reports/index.js';
import { ConfigError, readConfig } from '../../config.js';
import { createSchema } from '../../graph/create-schema.js';
import { personalData } from '../../graph/federation/personal-data.js';
import { withSubgraphFields } from '../../graph/federation/subgraph-schema.js';
import { DEFAULT_LIMITS, type Limits } from '../../limits.js';
import { loadCatalogue } from '../../load-catalogue.js';
import { createDocumentStore } from '../../operation/prepare-document.js';
import { MAX_UPSTREAM_REQUESTS } from '../../operation/rows-client.js';
import { loadDocuments } from '../load-documents.js';
import { documentFacts } from './document-facts.js';
import { writeFacts, type CheckedDocument } from './write-facts.js';

const [command, ...paths] = process.argv.slice(2);
if (command !== 'check' || paths.length === 0) {
  process.stderr.write('Name the command and the files: documents check FILE…\n');
  process.exitCode = 2;
} else {
  try {
    const checked = check(paths);
    process.stdout.write(`${writeFacts(checked)}\n`);
    if (checked.some(({ error }) => error !== null)) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

function check(files: readonly string[]): readonly CheckedDocument[] {
  const config = readConfig({ ...process.env, DOCUMENTS: '', DOCUMENTS_MODE: '' });
  const catalogue = prefixTypes(loadCatalogue(builtIn, config.catalogue), config.typePrefix);
  const names = ownNames(config.typePrefix);
  const schema = withSubgraphFields(createSchema(catalogue, names), catalogue, { names });
  const limits: Limits = { ...DEFAULT_LIMITS, aliases: config.maxAliases, reports: config.maxReports, rows: config.maxRows };
  const store = createDocumentStore({ schema, limits });
  const personal = personalData(catalogue);
  const maxReportRows = Math.max(...[...catalogue.values()].map(({ maxRows }) => maxRows));
  const options = { schema, personal, maxUpstreamRequests: MAX_UPSTREAM_REQUESTS, maxReportRows, maxRows: config.maxRows };
  return loadDocuments(files, { errorOf: () => null }).documents.map(({ id, text, source }) => {
    const error = store.errorOf(text);
    const outcome = store.read(text);
    if (error || 'refusal' in outcome) return { id, source, operations: [], error: error?.message ?? null };
    return { id, source, operations: documentFacts(outcome.document, outcome.facts, options), error: null };
  });
}
