/**
 * Cases 101 to 116: much for little.
 */
import { operation, post, times, type Attack } from './attack.js';

const DEPTH = { status: 400, code: 'MAX_DEPTH_LIMIT' } as const;
const FIELDS = { status: 400, code: 'MAX_FIELDS_LIMIT' } as const;
const SYNTAX = { status: 400, code: 'GRAPHQL_PARSE_FAILED' } as const;
const INVALID = { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' } as const;

const at = (fields: string) => operation(`{ installation(igrp: 1) { ${fields} } }`);
const round = (times_: number, inside: string) =>
  `${'callTriggers { rows { installation { '.repeat(times_)}${inside}${' } } }'.repeat(times_)}`;
const doubling = times(20, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);

export const RESOURCE_ATTACKS: readonly Attack[] = [
  { id: 101, what: '11 levels of fields', bytes: at(round(3, 'igrp')), ...DEPTH },
  {
    id: 101,
    what: '11 levels of fields in fragments',
    bytes: operation(
      `{ installation(igrp: 1) { ...A } } fragment A on Installation { callTriggers { rows { installation { ...B } } } } fragment B on Installation { ${round(2, 'igrp')} }`,
    ),
    ...DEPTH,
  },
  { id: 102, what: '5,000 levels of fields', bytes: operation(`${'{a'.repeat(5_000)}${'}'.repeat(5_000)}`), ...SYNTAX },
  { id: 102, what: '20,000 levels of fields', bytes: operation(`${'{a'.repeat(20_000)}${'}'.repeat(20_000)}`), ...SYNTAX },
  {
    id: 103,
    what: 'a variable of 20,000 levels',
    bytes: post(`{"query":"{__typename}","variables":{"a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}`),
    status: 400,
    code: 'VARIABLES_TOO_DEEP',
  },
  { id: 104, what: '60 aliases', bytes: operation(`{ ${times(60, (i) => `a${i}: __typename`)} }`), status: 200, code: null },
  { id: 104, what: '61 aliases', bytes: operation(`{ ${times(61, (i) => `a${i}: __typename`)} }`), status: 400, code: 'MAX_ALIASES_LIMIT' },
  {
    id: 105,
    what: '31 reports',
    bytes: at(times(31, (i) => `a${i}: goals(limit: 1) { rowCount }`)),
    status: 400,
    code: 'MAX_ROOT_FIELDS_LIMIT',
  },
  {
    id: 105,
    what: '31 reports in fragments',
    bytes: operation(
      `{ ${times(31, (i) => `a${i}: installation(igrp: ${i + 1}) { ...F }`)} } fragment F on Installation { goals(limit: 1) { rowCount } }`,
    ),
    status: 400,
    code: 'MAX_ROOT_FIELDS_LIMIT',
  },
  {
    id: 106,
    what: '1,000 directives',
    bytes: operation(`{ __typename ${'@include(if: true) '.repeat(1_000)} }`),
    status: 400,
    code: 'MAX_DIRECTIVES_LIMIT',
  },
  { id: 106, what: 'a directive ten times that nobody knows', bytes: operation(`{ __typename ${'@aa'.repeat(10)} }`), ...INVALID },
  { id: 107, what: 'one field 500 times', bytes: operation(`{ ${'__typename '.repeat(500)} }`), ...FIELDS },
  { id: 107, what: 'one field 5,000 times', bytes: operation(`{ ${'__typename '.repeat(5_000)} }`), ...FIELDS },
  { id: 107, what: 'one field 20,000 times', bytes: operation(`{ ${'a '.repeat(20_000)} }`), status: 400, code: 'MAX_TOKENS_LIMIT' },
  { id: 108, what: '1,000 unknown fields', bytes: operation(`{ ${times(1_000, (i) => `f${i}`)} }`), ...INVALID, errors: 10 },
  {
    id: 109,
    what: 'fragments in a circle',
    bytes: operation('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    ...INVALID,
  },
  {
    id: 110,
    what: 'fragments that double 20 times',
    bytes: operation(`{ ...F0 } ${doubling} fragment F20 on Query { __typename }`),
    ...FIELDS,
  },
  {
    id: 111,
    what: 'a comment of 900 KB',
    bytes: operation(`# ${'x'.repeat(900_000)}\n{ __typename }`),
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    closes: true,
  },
  {
    id: 115,
    what: 'ten times 50,000 rows',
    bytes: at(times(10, (i) => `a${i}: callTriggers(limit: 50000) { rowCount }`)),
    status: 400,
    code: 'COST_ESTIMATED_TOO_EXPENSIVE',
  },
  {
    id: 116,
    what: '1,001 entities',
    bytes: operation('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', {
      r: Array(1_001).fill({ __typename: 'Installation', igrp: 1 }),
    }),
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  {
    id: 116,
    what: 'an entity of 1 MB',
    bytes: operation('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', { r: [{ key: 'x'.repeat(1_000_000) }] }),
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    closes: true,
  },
];
