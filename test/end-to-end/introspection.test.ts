/** What the gateway says of its own schema, over HTTP. */
import { expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { catalogue } from '../../schema/reports/index.js';
import { schemaText } from '../../scripts/print-schema.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { withSubgraphFields } from '../../src/graph/federation/subgraph-schema.js';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const product = gatewayWithSandbox();

test('introspection tells of the public schema, also beside a report', async () => {
  const lines = schemaText(withSubgraphFields(createSchema(catalogue), catalogue)).split('\n');
  const introspection = getIntrospectionQuery({
    inputValueDeprecation: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    oneOf: true,
  });
  for (const query of [introspection, introspection.replace('{', '{ organisations { rows { orgId } }')]) {
    const { body } = await product.gateway().ask(query);
    expect(body.errors).toBeUndefined();
    // An introspection query was asked, and answered without errors.
    const schema = buildClientSchema(body.data as IntrospectionQuery);
    const told = schemaText(schema).split('\n');
    expect(lines.filter((line, number) => line !== told[number]).slice(0, 5)).toEqual([]);
    expect(told.length).toBe(lines.length);
  }
});
