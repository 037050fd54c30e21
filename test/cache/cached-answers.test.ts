/** The cache seen from outside: what it sends upstream, whom it answers, and what it says of its answers. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { mergedParts } from '../docs/merged-parts.js';
import { askFile } from '../files/ask-file.js';
import { startGateway, type GatewayAnswer, type TestGateway } from '../support/gateway.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';

type Headers = Readonly<Record<string, string>>;

const credential = (name: string) => `Basic ${btoa(`${name}:secret`)}`;
const ONLY = { 'cache-control': 'only-if-cached' };
const TODAY = new Date().toISOString().slice(0, 10);
const CLOSED = 'startDate: "2026-01-01", endDate: "2026-01-31"';

/** One upstream and one gateway for each environment; each test has a caller of its own. */
let upstream: UpstreamDouble;
let answer: (request: UpstreamRequest) => UpstreamReply | undefined;
let gateway: TestGateway;
let caller = '';
let tests = 0;
const gateways = new Map<string, TestGateway>();

beforeAll(async () => {
  upstream = await startUpstreamDouble((request) => answer(request) ?? { body: ndjson(rowOf(request)) });
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(async () => {
  for (const each of gateways.values()) await each.close();
  await upstream.close();
});

const rowOf = ({ params, headers }: UpstreamRequest) => {
  const columns = params.filter(([name]) => name === 'display[]').map(([, column]) => column);
  return Object.fromEntries(columns.map((column) => [column, `${column} for ${headers.authorization}`]));
};

async function start(environment: Headers = {}, answers: typeof answer = () => undefined): Promise<void> {
  const key = JSON.stringify(environment);
  // No breaker opens: what one test makes fail is not held against the next one's caller.
  const bounds = { breakerFailures: 10_000 };
  gateway = gateways.get(key) ?? (await startGateway(upstream.url, { CACHE: 'memory', ...environment }, catalogue, { bounds }));
  gateways.set(key, gateway);
  answer = answers;
  caller = credential(`caller-${(tests += 1)}`);
  upstream.clear();
}

const ask = (query: string, headers: Headers = {}): Promise<GatewayAnswer> =>
  gateway.ask(`{ installation(igrp: 1) { ${query} } }`, undefined, { authorization: caller, ...headers });

interface Told {
  readonly asOf: string | null;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly request: { readonly cache: string | null; readonly status?: number };
}

const told = ({ body }: GatewayAnswer, field = 'r'): Told => {
  const data = body.data as { readonly installation: Readonly<Record<string, Told>> }; // as asked
  const report = data.installation[field];
  if (!report) throw new Error(JSON.stringify(body));
  return report;
};
const results = async (query: string, headers: readonly Headers[]): Promise<readonly (string | null)[]> => {
  const seen: (string | null)[] = [];
  for (const each of headers) seen.push(told(await ask(query, each)).request.cache);
  return seen;
};
const calls = (columns: string, dates = CLOSED) => `r: callTriggers(${dates}) { asOf rows { ${columns} } request { cache status } }`;
const codeOf = ({ body }: GatewayAnswer) => body.errors?.[0]?.extensions['code'];
/** Lets so much of the clock's time pass. */
const later = (milliseconds: number): void => {
  const at = Date.now() + milliseconds;
  jest.spyOn(Date, 'now').mockImplementation(() => at);
};

describe('a kept reply', () => {
  test('answers the same question again, with its own time, and nothing is sent', async () => {
    await start();
    const first = told(await ask(calls('vid')));
    const second = told(await ask(calls('vid')));
    expect([first.request.cache, second.request.cache]).toEqual(['MISS', 'HIT']);
    expect(second).toEqual({ ...first, request: { ...second.request } });
    expect(second.asOf).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(second.request.status).toBe(200);
    expect(upstream.requests).toHaveLength(1);
  });

  test('answers a question with fewer columns, and not one with others', async () => {
    await start();
    await ask(calls('vid dialledPhoneNumber'));
    const narrower = told(await ask(calls('vid')));
    const other = told(await ask(calls('vid rowId')));
    expect([narrower.request.cache, other.request.cache]).toEqual(['HIT', 'MISS']);
    expect(narrower.rows).toEqual([{ vid: `vid for ${caller}` }]);
  });

  test.each([
    ['another caller', calls('vid'), { authorization: credential('two') }],
    ['another period', calls('vid', 'startDate: "2026-01-01", endDate: "2026-01-30"'), {}],
    ['another time zone', calls('vid', `${CLOSED}, tz: "Europe/London"`), {}],
    ['a question that hides personal data', calls('vid', `${CLOSED}, excludePiiData: true`), {}],
  ] as readonly (readonly [string, string, Headers])[])('does not answer %s', async (_, query, headers) => {
    await start();
    await ask(calls('vid'));
    const other = told(await ask(query, headers));
    expect(other.request.cache).toBe('MISS');
    expect(other.rows).toEqual([{ vid: `vid for ${headers['authorization'] ?? caller}` }]);
  });

  test('does not answer the same credential in another spelling', async () => {
    await start();
    expect(await results(calls('vid'), [{}, { authorization: caller.replace('Basic', 'basic') }])).toEqual(['MISS', 'MISS']);
  });

  test('answers parts of another document: a grain has one reply for all', async () => {
    await start();
    await ask(`${calls('vid')} goals { rows { goalTitle } }`);
    const { body } = await ask(`${calls('vid')} again: callTriggers(${CLOSED}) { rows { vid } rowCount request { cache } }`);
    expect(body).toMatchObject({
      data: { installation: { r: { request: { cache: 'HIT' } }, again: { rowCount: 1, request: { cache: 'HIT' } } } },
    });
    expect(upstream.requests).toHaveLength(2);
  });

  test('is not counted as a request upstream, and is counted as a hit', async () => {
    await start({ CACHE_BYTES: '1000000' });
    await ask(calls('vid'));
    await ask(calls('vid'));
    const text = await (await fetch(`${gateway.origin}/metrics`)).text();
    expect(text).toContain('reports_gateway_cache_total{result="HIT"} 1\n');
    expect(text).toContain('reports_gateway_cache_total{result="MISS"} 1\n');
    expect(text).toMatch(/\nreports_gateway_cache_bytes [1-9]\d*\n/);
    expect(text).toContain('reports_gateway_upstream_requests_total{report="callTriggers",status="200"} 1\n');
  });
});

describe('a reply is kept', () => {
  test.each([
    ['an hour for a period that is over', calls('vid'), 3_600_000],
    ['15 seconds for one that is not', calls('vid', `startDate: "2026-01-01", endDate: "${TODAY}"`), 15_000],
    ['15 seconds for one that names no last day', calls('vid', 'startDate: "2026-01-01"'), 15_000],
    ['60 seconds for a report without dates', 'r: goals { asOf rows { goalTitle } request { cache } }', 60_000],
  ])('%s', async (_, query, milliseconds) => {
    await start();
    const { asOf } = told(await ask(query));
    const at = Date.parse(asOf ?? '');
    jest.spyOn(Date, 'now').mockImplementation(() => at + milliseconds - 1);
    expect(told(await ask(query)).request.cache).toBe('HIT');
    jest.spyOn(Date, 'now').mockImplementation(() => at + milliseconds);
    expect(told(await ask(query)).request.cache).toBe('MISS');
  });

  test('never for a real-time report', async () => {
    await start({}, () => ({ body: ndjson({ state: 'ringing' }) }));
    const query = 'r: pbxActiveCalls { asOf rows { raw } request { cache } }';
    expect(await results(query, [{}, {}])).toEqual(['OFF', 'OFF']);
    expect(upstream.requests).toHaveLength(2);
  });

  test.each([
    ['is an error', { status: 500 }],
    ['holds a sentence in place of rows', { body: '"Resource not found"\n' }],
    ['breaks off', { body: '{"vid": "a', headers: { connection: 'close' } }],
  ])('not where it %s', async (_, reply) => {
    let asked = 0;
    await start({}, () => (asked++ < 2 ? reply : undefined));
    await ask(calls('vid'));
    expect(codeOf(await ask(calls('vid'), ONLY))).toBe('CACHE_MISS');
  });

  test('not where CACHE is off', async () => {
    await start({ CACHE: 'off' });
    expect(await results(calls('vid'), [{}, {}])).toEqual(['OFF', 'OFF']);
    expect(codeOf(await ask(calls('vid'), ONLY))).toBe('CACHE_MISS');
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('Cache-Control of a request', () => {
  test('no-cache asks anew, and keeps the reply', async () => {
    await start();
    expect(await results(calls('vid'), [{}, { 'cache-control': 'no-cache' }, {}])).toEqual(['MISS', 'MISS', 'HIT']);
  });

  test('no-store neither reads nor keeps', async () => {
    await start();
    expect(await results(calls('vid'), [{ 'cache-control': 'no-store' }, {}, { 'cache-control': 'private, No-Store' }])).toEqual([
      'OFF',
      'MISS',
      'OFF',
    ]);
  });

  test('max-age takes nothing older', async () => {
    await start();
    await ask(calls('vid'));
    later(10_000);
    expect(await results(calls('vid'), [{ 'cache-control': 'max-age=20' }, { 'cache-control': 'max-age=5' }])).toEqual(['HIT', 'MISS']);
  });

  test('only-if-cached sends nothing: an error at the field where nothing is kept', async () => {
    await start();
    const { body } = await ask(calls('vid'), ONLY);
    expect(body.errors).toMatchObject([{ path: ['installation', 'r'], extensions: { code: 'CACHE_MISS', retryable: false } }]);
    expect(upstream.requests).toHaveLength(0);
    await ask(calls('vid'));
    expect(told(await ask(calls('vid'), ONLY)).request.cache).toBe('HIT');
  });

  test('other directives are ignored', async () => {
    await start();
    expect(await results(calls('vid'), [{}, { 'cache-control': 'max-stale=5, min-fresh=9, max-age=x' }])).toEqual(['MISS', 'HIT']);
  });
});

describe('asOf and cache', () => {
  test('alone send nothing, and are null', async () => {
    await start();
    expect(told(await ask(`r: callTriggers(${CLOSED}) { asOf request { cache url } }`))).toMatchObject({
      asOf: null,
      request: { cache: null },
    });
    expect(upstream.requests).toHaveLength(0);
  });

  test('are those of the older of two periods, and of each request', async () => {
    await start({}, () => ({ body: '' }));
    const query = (compare: string) =>
      `r: channelMetrics(${CLOSED}, group: [CH] ${compare}) { asOf complete rows { ch chName callCount } request { cache } previousRequest { cache } }`;
    const { asOf } = told(await ask(query('')));
    later(5_000);
    const compared = told(await ask(query(', compare: { to: PREVIOUS_PERIOD }')));
    expect(compared).toMatchObject({ request: { cache: 'HIT' }, previousRequest: { cache: 'MISS' } });
    expect(compared.asOf).toBe(asOf);
  });
});

describe('while upstream fails', () => {
  const failing = (status: number) => (request: UpstreamRequest) =>
    request.params.length > 0 && upstream.requests.length > 1 ? { status } : undefined;

  test.each([[500], [502], [503], [429]])('a reply past its time stands in for a %d, where the operator lets it', async (status) => {
    await start({ CACHE_STALE_SECONDS: '60' }, failing(status));
    const { asOf } = told(await ask(calls('vid')));
    later(3_630_000);
    const stale = told(await ask(calls('vid')));
    expect(stale).toMatchObject({ asOf, request: { cache: 'STALE' }, rows: [{ vid: `vid for ${caller}` }] });
    later(60_000);
    expect((await ask(calls('vid'))).body.errors).toHaveLength(1);
  });

  test.each([[400], [401], [403], [404], [422]])('nothing stands in for a %d', async (status) => {
    await start({ CACHE_STALE_SECONDS: '60' }, failing(status));
    await ask(calls('vid'));
    later(3_630_000);
    expect((await ask(calls('vid'))).body.errors).toHaveLength(1);
  });

  describe('by a reply that breaks off behind its second row', () => {
    const rows = ['1', '2', '3'].map((vid) => ({ vid }));
    const sent = rows.map((row, at) => ({ rowId: at + 1, ...row }));
    const breaking = () =>
      upstream.requests.length > 1
        ? { body: ndjson(...sent.slice(0, 2)), headers: { 'content-length': '999', connection: 'close' } }
        : { body: ndjson(...sent) };
    const query = (given: string) => `{ installation(igrp: 1) { callTriggers(${CLOSED}) { rows ${given} { vid } } } }`;
    beforeEach(async () => {
      await start({ CACHE_STALE_SECONDS: '60' }, breaking);
      await ask(calls('vid'));
      later(3_630_000);
    });

    test('a reply past its time stands in where no row was handed out', async () => {
      expect(told(await ask(calls('vid')))).toMatchObject({ request: { cache: 'STALE' }, rows });
    });

    test('no row of a stream comes twice: nothing stands in once rows were handed out, and the list ends with the failure', async () => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'multipart/mixed', authorization: caller },
        body: JSON.stringify({ query: query('@stream') }),
      });
      const text = await response.text();
      expect(mergedParts(text)).toEqual({ installation: { callTriggers: { rows: rows.slice(0, 2) } } });
      expect(text).toContain('"code":"UPSTREAM_INCOMPLETE"');
    });

    test('nothing stands in for a file, which breaks', async () => {
      const file = await askFile(gateway.url, { query: query(''), accept: 'application/x-ndjson', headers: { authorization: caller } });
      expect(file).toMatchObject({ status: 200, broken: true, text: ndjson(...rows.slice(0, 2)) });
    });
  });

  test('nothing stands in by default', async () => {
    await start({}, failing(503));
    await ask(calls('vid'));
    later(3_600_001);
    expect(codeOf(await ask(calls('vid')))).toBe('UPSTREAM_UNAVAILABLE');
  });
});

describe('while there is no room to ask upstream', () => {
  test('a kept reply answers, what is not kept fails at its field, and what may not be taken from the cache is refused at once', async () => {
    await start();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let isHeld = false;
    const held = await startUpstreamDouble((request) => ({ body: ndjson(rowOf(request)), ...(isHeld ? { after: gate } : {}) }));
    const bounds = { sockets: 1, perCaller: 1, waiting: 1, unprovenShare: 1 };
    const full = await startGateway(held.url, { CACHE: 'memory' }, catalogue, { bounds });
    const goals = (offset: number) => `goals(offset: ${offset}) { rows { goalTitle } }`;
    const askFull = (query: string, headers: Headers = {}) =>
      full.ask(`{ installation(igrp: 1) { ${query} } }`, undefined, { authorization: caller, ...headers });
    await askFull(calls('vid'));
    isHeld = true;
    const waiting: Promise<GatewayAnswer>[] = [];
    for (const offset of [1, 2]) {
      waiting.push(askFull(goals(offset)));
      // Round trips of somebody else: what was sent before them has arrived.
      for (let i = 0; i < 10; i++) await full.ask('{ __typename }');
    }
    const refused = await askFull(calls('vid'), { 'cache-control': 'no-store' });
    expect([refused.status, codeOf(refused)]).toEqual([503, 'SERVICE_OVERLOADED']);
    expect(told(await askFull(calls('vid')))).toMatchObject({ request: { cache: 'HIT' }, rows: [{ vid: `vid for ${caller}` }] });
    const mixed = await askFull(`${calls('vid')} ${goals(3)}`);
    expect(mixed.body).toMatchObject({ data: { installation: { r: { request: { cache: 'HIT' } }, goals: null } } });
    expect(codeOf(mixed)).toBe('SERVICE_OVERLOADED');
    open();
    await Promise.all(waiting);
    await full.close();
    await held.close();
  });
});

describe('a refused credential', () => {
  const refusing = (status: number) => (request: UpstreamRequest) => (request.path.endsWith('/goals') ? { status } : undefined);
  const goals = 'goals { rows { goalTitle } }';

  test('401 drops all that was kept for its caller, and nothing of others', async () => {
    await start({}, refusing(401));
    const other = { authorization: credential('two') };
    await ask(calls('vid'));
    await ask(calls('vid'), other);
    await ask(goals);
    expect(codeOf(await ask(calls('vid'), ONLY))).toBe('CACHE_MISS');
    expect(told(await ask(calls('vid'), { ...ONLY, ...other })).request.cache).toBe('HIT');
  });

  test('403 drops what was kept of that report at that installation', async () => {
    const status = { goals: 200 };
    await start({}, ({ path }) => (path.endsWith('/goals') ? { status: status.goals, body: ndjson({ goalTitle: 'a' }) } : undefined));
    await ask(calls('vid'));
    await ask(goals);
    status.goals = 403;
    expect(codeOf(await ask(goals, { 'cache-control': 'no-cache' }))).toBe('FORBIDDEN');
    expect(codeOf(await ask(goals, ONLY))).toBe('CACHE_MISS');
    expect(told(await ask(calls('vid'), ONLY)).request.cache).toBe('HIT');
  });
});
