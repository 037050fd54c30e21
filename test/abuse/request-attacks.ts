/**
 * Cases 54 to 76: the GraphQL request and its document.
 */
import { getIntrospectionQuery } from 'graphql';
import { rawPost } from '../http/raw-http.js';
import { JSON_TYPE, operation, post, strangers, type Attack } from './attack.js';

const BAD = { status: 400, code: 'BAD_REQUEST' } as const;
const SYNTAX = { status: 400, code: 'GRAPHQL_PARSE_FAILED' } as const;
const INVALID = { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' } as const;
const UNRESOLVED = { status: 400, code: 'OPERATION_RESOLUTION_FAILURE' } as const;
const SUGGESTION = /Did you mean/;
const HASH = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } });
const report = (fields: string) => `{ installation(igrp: 1) { ${fields} } }`;

export const REQUEST_ATTACKS: readonly Attack[] = [
  { id: 54, what: 'a body without a query', bytes: post('{"qeury":"{__typename}"}'), ...BAD },
  ...['null', '5', '[]', '{}'].map((value) => ({ id: 55, what: `a query that is ${value}`, bytes: post(`{"query":${value}}`), ...BAD })),
  { id: 56, what: 'an empty document', bytes: operation(''), ...SYNTAX },
  { id: 56, what: 'a document of comments', bytes: operation('# nothing\n# at all'), ...SYNTAX },
  ...['[1]', '"{}"', '0'].map((value) => ({
    id: 57,
    what: `variables that are ${value}`,
    bytes: post(`{"query":"{__typename}","variables":${value}}`),
    ...BAD,
  })),
  { id: 58, what: 'extensions that are a string', bytes: post('{"query":"{__typename}","extensions":"x"}'), ...BAD },
  { id: 59, what: 'an operationName that is a number', bytes: post('{"query":"{__typename}","operationName":5}'), ...BAD },
  { id: 60, what: 'a key that GraphQL does not know', bytes: post('{"query":"{__typename}","id":"1"}'), status: 200, code: null },
  { id: 61, what: '__proto__ as a key', bytes: post('{"query":"{__typename}","__proto__":{"polluted":1}}'), status: 200, code: null },
  {
    id: 62,
    what: 'a batch',
    bytes: post('[{"query":"{__typename}"},{"query":"{__typename}"}]'),
    status: 400,
    code: 'BATCHING_NOT_SUPPORTED',
  },
  { id: 62, what: 'an empty batch', bytes: post('[]'), status: 400, code: 'BATCHING_NOT_SUPPORTED' },
  { id: 63, what: 'a hash in place of a query', bytes: post(HASH), status: 400, code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
  {
    id: 63,
    what: 'a hash in place of a query, under application/json',
    bytes: rawPost(HASH, [JSON_TYPE, 'accept: application/json']),
    status: 200,
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  { id: 64, what: 'an open brace', bytes: operation('{'), ...SYNTAX },
  { id: 65, what: 'no GraphQL', bytes: operation('qwerty cop {abc}'), ...SYNTAX },
  { id: 66, what: "a stranger's typing error", bytes: strangers('{ instalation(igrp: 1) { igrp } }'), ...INVALID, never: SUGGESTION },
  { id: 67, what: 'the name of no operation', bytes: post('{"query":"query A { __typename }","operationName":"B"}'), ...UNRESOLVED },
  { id: 68, what: 'two operations and no name', bytes: operation('query A { __typename } query B { __typename }'), ...UNRESOLVED },
  { id: 69, what: 'a fragment alone', bytes: operation('fragment F on Query { __typename }'), ...UNRESOLVED },
  { id: 70, what: 'a subscription', bytes: operation('subscription { __typename }'), ...INVALID },
  { id: 70, what: 'a mutation', bytes: operation('mutation { __typename }'), ...INVALID },
  { id: 71, what: 'a variable that is not used', bytes: operation('query ($a: Int) { __typename }'), ...INVALID },
  { id: 71, what: 'a variable that is not declared', bytes: operation('{ installation(igrp: $a) { igrp } }'), ...INVALID },
  { id: 71, what: 'a variable of the wrong type', bytes: operation('query ($a: String) { installation(igrp: $a) { igrp } }'), ...INVALID },
  {
    id: 72,
    what: 'a value for a variable that is not declared',
    bytes: operation('{ __typename }', { extra: 1 }),
    status: 200,
    code: null,
  },
  { id: 73, what: 'a report without a selection', bytes: strangers(report('callTriggers')), ...INVALID, never: SUGGESTION },
  {
    id: 74,
    what: 'one name for two questions',
    bytes: operation(report('callTriggers(limit: 1) { rowCount } callTriggers(limit: 2) { rowCount }')),
    ...INVALID,
  },
  { id: 75, what: "a stranger's introspection", bytes: strangers(getIntrospectionQuery()), status: 400, code: 'INTROSPECTION_DISABLED' },
  { id: 75, what: "a stranger's question for one type", bytes: strangers('{ __type(name: "Trigger") { name } }'), status: 200, code: null },
  {
    id: 76,
    what: 'introspection nested five levels deep',
    bytes: operation(`{ __schema { types { ${'fields { type { '.repeat(5)}name${' } }'.repeat(5)} } } }`),
    status: 400,
    code: 'MAX_DEPTH_LIMIT',
  },
];
