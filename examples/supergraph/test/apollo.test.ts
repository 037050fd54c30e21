/** Apollo's own libraries: the subgraphs compose with its composition, and the golden operations give the same through its gateway. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { parse, validate } from 'graphql';
import { sdlOf } from '../compose.js';
import { GOLDEN_OPERATIONS } from './golden-operations.js';
import { ask, CALLERS, codesOf, runningSupergraph, type Answer } from './running-supergraph.js';

type Loaded = Awaited<ReturnType<ApolloGateway['load']>>;
type Headers = (typeof CALLERS)[keyof typeof CALLERS];

const REPORTS = 'reports';
const REFUSED = 'GRAPHQL_VALIDATION_FAILED';

describe('with Apollo’s composition and gateway', () => {
  const { supergraph, proxy } = runningSupergraph();
  afterEach(() => proxy().interrupt(null));

  let gateway: ApolloGateway | undefined;
  let loaded: Loaded | undefined;
  before(async () => {
    gateway = new ApolloGateway({
      supergraphSdl: await composed([
        { name: REPORTS, url: supergraph().reportsUrl },
        { name: 'crm', url: supergraph().crm.url },
      ]),
      buildService: ({ name, url = '' }) =>
        new RemoteGraphQLDataSource<Headers>({
          url,
          willSendRequest({ request, context }) {
            if (name === REPORTS && 'authorization' in context) request.http?.headers.set('authorization', context.authorization);
          },
        }),
    });
    loaded = await gateway.load();
  });
  after(() => gateway?.stop());

  for (const { title, query, variables = {}, as = 'demo', interrupted = null, codes = [] } of GOLDEN_OPERATIONS)
    test(title, async () => {
      assert.ok(loaded);
      // The server around the gateway validates; here that is the test.
      if (codes.includes(REFUSED)) return assert.notDeepEqual(validate(loaded.schema, parse(query)), []);
      proxy().interrupt(interrupted);
      const direct = await ask(supergraph().reportsUrl, query, variables, CALLERS[as]);
      const through = await execute(loaded, query, variables, CALLERS[as]);
      assert.deepEqual(codesOf(through), codes, JSON.stringify(through.errors));
      assert.deepEqual(through.data, direct.data);
    });
});

/** The supergraph's SDL. Fails where Apollo's composition refuses the subgraphs. */
async function composed(subgraphs: readonly { readonly name: string; readonly url: string }[]): Promise<string> {
  const services = subgraphs.map(async ({ name, url }) => ({
    name,
    url,
    // The CRM has the directive on one input, and this composition does not know it.
    typeDefs: parse((await sdlOf(url)).replaceAll(' @oneOf', '')),
  }));
  const { supergraphSdl, errors } = composeServices(await Promise.all(services));
  assert.deepEqual(errors?.map(({ message }) => message) ?? [], []);
  return supergraphSdl ?? '';
}

/** Executes as Apollo Server does, and writes the result as it does. */
async function execute(
  { executor }: Loaded,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  headers: Headers,
): Promise<Answer> {
  const context = {
    request: { query, variables },
    document: parse(query),
    queryHash: createHash('sha256').update(query).digest('hex'),
    context: headers,
    metrics: {},
  };
  const result = await executor(context as unknown as Parameters<typeof executor>[0]); // the rest is the server's, and not read
  const { data, errors = [] } = JSON.parse(JSON.stringify(result)) as { readonly data?: unknown; readonly errors?: Answer['errors'] }; // the shape of every GraphQL answer
  return { status: 200, data, errors };
}
