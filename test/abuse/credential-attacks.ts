/**
 * Cases 43 to 53: who asks.
 */
import { CREDENTIAL, operation, post, request, strangers, JSON_TYPE, RESPONSE_TYPE, type Attack } from './attack.js';

const REPORT = '{ installation(igrp: 1) { callTriggers(limit: 1) { rowCount rows { rowId } } } }';
const as = (authorization: string) => operation(REPORT, undefined, `authorization: ${authorization}`);
const QUERY = '{"query":"{__typename}"}';

/** Another scheme is no credential: the operation runs, and its report fails. */
const STRANGER = { status: 200, code: 'UNAUTHENTICATED' } as const;
const MALFORMED = { status: 401, code: 'UNAUTHENTICATED' } as const;
const ANSWERED = { status: 200, code: null, asks: [{ params: [] }] } as const;

export const CREDENTIAL_ATTACKS: readonly Attack[] = [
  { id: 43, what: 'a stranger who asks for __typename', bytes: strangers('{ __typename }'), status: 200, code: null },
  { id: 43, what: 'a stranger who asks for the SDL', bytes: strangers('{ _service { sdl } }'), status: 200, code: null, large: true },
  { id: 44, what: 'a stranger who asks for a report', bytes: strangers(REPORT), status: 200, code: 'UNAUTHENTICATED' },
  { id: 45, what: 'Basic without anything', bytes: as('Basic'), ...MALFORMED },
  { id: 45, what: 'Basic with something else than base64', bytes: as('Basic %%%'), ...MALFORMED },
  { id: 45, what: 'Basic without a colon inside', bytes: as('Basic QQ=='), ...MALFORMED },
  { id: 45, what: 'Basic without a colon and without padding', bytes: as('Basic QQ'), ...MALFORMED },
  { id: 45, what: 'a key of no characters', bytes: as('ApiKey'), ...MALFORMED },
  { id: 46, what: 'a bearer token', bytes: as('Bearer hunter2-canary'), ...STRANGER, never: /hunter2/ },
  { id: 46, what: 'a digest', bytes: as('Digest username="u"'), ...STRANGER },
  {
    id: 47,
    what: 'two credentials',
    bytes: operation(REPORT, undefined, CREDENTIAL, 'Authorization: ApiKey b'),
    status: 400,
    code: 'BAD_REQUEST',
  },
  { id: 48, what: 'two credentials in one header', bytes: as('Basic QTpi, Basic QTpj'), ...MALFORMED },
  { id: 49, what: 'a credential of 8 KB', bytes: as(`ApiKey ${'a'.repeat(8_192)}`), ...MALFORMED },
  { id: 49, what: 'a key of 513 characters', bytes: as(`ApiKey ${'a'.repeat(513)}`), ...MALFORMED },
  { id: 50, what: 'a credential in Latin-1', bytes: as('ApiKey k\u00fcche'), ...MALFORMED },
  { id: 50, what: 'a line break in a credential', bytes: as('ApiKey a\rb'), status: 400, code: 'BAD_REQUEST' },
  {
    id: 51,
    what: 'a credential in the URL, which is ignored',
    bytes: `${request('POST http://u:hunter2@a/graphql?authorization=Basic%20dTpo HTTP/1.1', JSON_TYPE, RESPONSE_TYPE, `content-length: ${QUERY.length}`)}${QUERY}`,
    status: 200,
    code: null,
    never: /hunter2/,
  },
  { id: 52, what: 'a password with a colon', bytes: as(`Basic ${btoa('user:pass:word')}`), ...ANSWERED },
  { id: 52, what: 'an empty password', bytes: as(`Basic ${btoa('user:')}`), ...ANSWERED },
  { id: 52, what: 'an empty user', bytes: as(`Basic ${btoa(':password')}`), ...ANSWERED },
  { id: 52, what: 'a key of 512 characters', bytes: as(`ApiKey ${'~'.repeat(512)}`), ...ANSWERED },
  {
    id: 53,
    what: 'headers that are for the gateway alone',
    bytes: post(
      JSON.stringify({ query: REPORT }),
      CREDENTIAL,
      'cookie: hunter2=1',
      'x-forwarded-for: 203.0.113.9',
      'proxy-authorization: Basic hunter2',
      'connection: x-hunter2',
      'x-hunter2: 1',
      'accept-encoding: br',
    ),
    ...ANSWERED,
  },
];
