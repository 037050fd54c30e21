/** The attacks of `npm run bench:hostile`. Each is small enough for ten seconds; `run` resolves to the answer in a few words. */

import { connect } from 'node:net';
import { roomIn } from './attacked-gateway.mjs';
import { CROWD_CASES } from './hostile-crowds.mjs';
import { LIST_CASES } from './hostile-lists.mjs';

const OK = `Basic ${btoa('a:b')}`;
const PARTS = { accept: 'multipart/mixed' };
const JSON_TYPE = { 'content-type': 'application/json' };
const report = (inside, args = '') => `{ installation(igrp: 1) { callTriggers${args} ${inside} } }`;
const credential = (name) => ({ authorization: `Basic ${btoa(`${name}:x`)}` });

/** Rows as many as asked for; rows by key where keys are asked for. */
function rows(width = 10) {
  const filler = 'x'.repeat(width);
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://upstream');
    response.writeHead(200, JSON_TYPE);
    if (pathname.endsWith('/channels')) {
      for (let i = 1; i <= 50; i += 1) response.write(`{"channelId":${i},"channelName":"${filler}"}\n`);
      return response.end();
    }
    const limit = Number(searchParams.get('limit'));
    let block = '';
    for (let i = 0; i < limit; i += 1) {
      block += `{"igrp":1,"rowId":"${i}","ch":${(i % 50) + 1},"chName":"${filler}"}\n`;
      if (block.length < 65_536) continue;
      if (!response.write(block)) await roomIn(response);
      if (response.destroyed) return;
      block = '';
    }
    response.end(block);
  };
}

const oneBody = (body) => (_, response) => response.writeHead(200, JSON_TYPE).end(body);
const requestText = (body, headers = '') =>
  `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\naccept: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const withOk = `authorization: ${OK}\r\n`;

/** Every answer with how often it came, the most frequent first. */
function tally(answers) {
  const counts = new Map();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([answer, count]) => `${count} × ${answer}`)
    .slice(0, 3)
    .join('; ');
}

const codeOf = ({ status, text }) => `${status}${/"code":"(\w+)"/.exec(text)?.[1] ? ` \`${/"code":"(\w+)"/.exec(text)[1]}\`` : ''}`;
const single = (query, variables) => ({
  run: async ({ ask, says }) => says(await ask({ query, variables }, { authorization: OK })),
});
const open = (query, variables) => ({ run: async ({ ask, says }) => says(await ask({ query, variables })) });

const invented = Array.from({ length: 1_001 }, (_, i) => `...on T${i}{a}`).join(' ');
const digits = Array.from({ length: 60 }, (_, i) => `${i}${'7'.repeat(4_000)}`);
const aliases = Array.from({ length: 60 }, (_, i) => `a${i}: callTriggers { request { url curl } }`).join(' ');
const often = Array.from({ length: 50 }, (_, i) => `a${i}: reports { name fields { ...F } }`).join(' ');
const dry = Array.from({ length: 29 }, (_, i) => `a${i}: callTriggers(filter: [{ chName: { eq: $name } }]) { request { ...F } }`).join(' ');
const spelt = Array.from({ length: 30 }, (_, i) => `b${i}: curl`).join(' ');

/** Sends requests over one connection and says what statuses came, in order. */
const pipelined =
  (...requests) =>
  async ({ port, exchange }) => {
    const { text } = await exchange(port, requests, { idleMs: 1_000, keep: 4_000 });
    return [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status).join(', ');
  };

export const CASES = {
  'an unknown field behind 1,001 invented types': open(`{ ${invented} nonsense __typename }`),
  'a circle of fragments below __type': open(
    `{ ${invented} __type(name: "Query") { ...A } } fragment A on __Type { ofType { ...B } } fragment B on __Type { ofType { ...A } }`,
  ),
  'fragments that double, 16 deep': open(
    `{ ...F0 } ${Array.from({ length: 16 }, (_, i) => `fragment F${i} on Query { ${i < 15 ? `...F${i + 1} a: __typename ...F${i + 1}` : '__typename'} }`).join(' ')}`,
  ),
  '8 MB of pipelined requests': {
    run: async ({ port, exchange }) => {
      const one = requestText('{"query":"{__typename}"}');
      const block = one.repeat(400);
      const chunks = Array.from({ length: Math.ceil(8e6 / block.length) }, () => block);
      const { text, bytes } = await exchange(port, chunks, { keep: 4_000_000 });
      return `${text.split('HTTP/1.1 200').length - 1} answered, ${text.split('HTTP/1.1 503').length - 1} × 503, then closed (${bytes} B)`;
    },
  },
  'a variable whose key is 200,000 brackets': open('query($a: JSON) { __typename }', { [`"${'['.repeat(200_000)}`]: 1 }),
  'an input key of 200,000 letters': {
    run: async ({ ask, says }) =>
      says(
        await ask(
          {
            query: 'query($f: [TriggerFilter!]) { installation(igrp: 1) { callTriggers(filter: $f) { rowCount } } }',
            variables: { f: [{ [`"${'Did you mean '.repeat(15_000)}`]: 1 }] },
          },
          { authorization: OK },
        ),
      ),
  },
  'a line of upstream of 100,000 blanks': { ...single(report('{ rows { rowId } }')), reply: oneBody(`${' '.repeat(100_000)}x\n`) },
  '100 filters of 60 numbers of 4,000 digits': single(
    `query($n: [ID!]) { installation(igrp: 1) { callTriggers(filter: [${Array.from({ length: 100 }, () => '{ rowId: { in: $n } }').join(' ')}]) { rowCount } } }`,
    { n: digits },
  ),
  '40 filters of in and nin with 1,000 items': single(
    `query($n: [String!]) { installation(igrp: 1) { callTriggers(filter: [${Array.from({ length: 40 }, () => '{ chName: { in: $n nin: $n } }').join(' ')}]) { rowCount } } }`,
    { n: Array.from({ length: 1_000 }, (_, i) => `v${i}`) },
  ),
  'reports { fields } with a key of 200,000 letters': open(`{ reports { fields { ${'a'.repeat(200_000)}: name } } }`),
  'reports { fields } as often as one document may': open(`{ ${often} } fragment F on ReportFieldInfo { __typename name description }`),
  '__type below fields, in 915 bytes': open(
    `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: __type(name: "Query") { fields { type { fields { name description args { name } } } } }`).join(' ')} }`,
  ),
  '10,000 rows under a key of 200,000 letters': {
    ...single(report(`{ rows { ${'b'.repeat(200_000)}: rowId } }`, '(limit: 10000)')),
    reply: rows(),
  },
  'request { curl } 900 times, of 4,000 quotes': open(
    `query($name: String!) { installation(igrp: 1) { ${dry} } } fragment F on ReportRequest { ${spelt} }`,
    { name: "'".repeat(4_000) },
  ),
  'request { url curl } of 60 reports': open(`{ installation(igrp: 1) { ${aliases} } }`),
  'gaps of a hundred years filled': {
    ...single(
      '{ installation(igrp: 1) { channelMetrics(startDate: "1970-01-01", endDate: "2069-12-31", group: [METRIC_DATE], fillGaps: NULL, limit: 50000) { rows { callCount } } } }',
    ),
    reply: oneBody('\n'),
  },
  'rows with a link, 10,000': { ...single(report('{ rows { rowId channel { channelName } } }', '(limit: 10000)')), reply: rows() },
  'rows with a link, 50,000': { ...single(report('{ rows { rowId channel { channelName } } }', '(limit: 50000)')), reply: rows() },
  'rows with a link, four reports of 50,000': {
    ...single(
      `{ installation(igrp: 1) { ${Array.from({ length: 4 }, (_, i) => `r${i}: callTriggers(limit: 50000, offset: ${i}) { rows { rowId channel { channelName } } }`).join(' ')} } }`,
    ),
    reply: rows(),
  },
  'rows of 45 fields with a link, 10,000': {
    ...single(
      `{ installation(igrp: 1) { callTriggers(limit: 10000) { rows { ${Array.from({ length: 45 }, (_, i) => `a${i}: chName`).join(' ')} channel { channelName } } } } }`,
    ),
    reply: rows(),
  },
  'a row of 70,000 members for 30 lists': {
    ...single(
      `{ installation(igrp: 1) { callTriggers { ${Array.from({ length: 30 }, (_, i) => `r${i}: rows { rowId raw }`).join(' ')} } } }`,
    ),
    reply: oneBody(`{${Array.from({ length: 70_000 }, (_, i) => `"m${i}":${i % 10}`).join(',')}}\n`),
  },
  '12 answers of 20 MB that nobody reads': {
    reply: rows(400),
    run: async ({ port, exchange, delay }) => {
      const body = JSON.stringify({ query: report('{ rows { rowId chName } }', '(limit: 50000)') });
      const callers = Array.from({ length: 12 }, (_, i) =>
        exchange(port, [requestText(body, `authorization: ${credential(`n${i % 3}`).authorization}\r\n`)], { reads: false }),
      );
      await Promise.race([Promise.all(callers), delay(8_000)]);
      return 'held, and cut after `WRITE_TIMEOUT_MS`';
    },
  },
  '20 answers of 6 MB without a credential that nobody reads': {
    run: async ({ port, exchange, delay }) => {
      const body = JSON.stringify({ query: `{ ${often} } fragment F on ReportFieldInfo { name }` });
      for (let i = 0; i < 20; i += 1) void exchange(port, [requestText(body)], { reads: false });
      await delay(6_000);
      return 'not read';
    },
  },
  'reports @stream as often as one document may': {
    run: async ({ ask, says }) =>
      says(await ask({ query: `{ ${often.replaceAll('reports', 'reports @stream')} } fragment F on ReportFieldInfo { name }` }, PARTS)),
  },
  'Expect: 100-continue behind another request': {
    reply: oneBody('{"rowId":"1"}\n'),
    run: pipelined(
      requestText(JSON.stringify({ query: report('{ rows { rowId } }') }), withOk),
      requestText('{"query":"{__typename}"}', 'expect: 100-continue\r\n'),
    ),
  },
  'Upgrade before another request': {
    run: pipelined(
      requestText('{"query":"{__typename}"}', 'connection: upgrade\r\nupgrade: x\r\n'),
      requestText('{"query":"{__typename}"}'),
    ),
  },
  '5,000 connections that ask for nothing': {
    run: async ({ port, ask, delay }) => {
      const sockets = Array.from({ length: 5_000 }, () =>
        connect(port, '127.0.0.1')
          .on('error', () => undefined)
          .resume(),
      );
      await delay(3_000);
      const open = sockets.filter(({ readyState }) => readyState === 'open').length;
      for (const socket of sockets) socket.destroy();
      await delay(500);
      return `${open} open; then ${codeOf(await ask({ query: '{ __typename }' }))}`;
    },
  },
  '150 documents of 10,000 fields': {
    run: async ({ ask, says }) => {
      let last;
      for (let i = 0; i < 150; i += 1) {
        const spreads = Array.from({ length: 90 }, (_, k) => `a${k % 55}_${i}: __typename ...F`)
          .slice(0, 50)
          .join(' ');
        last = await ask(
          { query: `{ installation(igrp: 1) { callTriggers { rows { ${spreads} } } } } fragment F on Trigger { rowId chName ch igrp }` },
          credential(`d${i}`),
        );
      }
      return says(last);
    },
  },
  '3 spellings of one credential, upstream fails': {
    reply: (request, response) =>
      response
        .writeHead(request.headers.authorization === OK ? 200 : 500, JSON_TYPE)
        .end(request.headers.authorization === OK ? '{"rowId":"1"}\n' : ''),
    run: async ({ ask }) => {
      const spelt = btoa('c:d');
      for (let i = 0; i < 45; i += 1)
        await ask(
          { query: report('{ rowCount rows { rowId } }', `(offset: ${i})`) },
          { authorization: [`Basic ${spelt}`, `basic ${spelt}`, `Basic  ${spelt}`][i % 3] },
        );
      return `another caller: ${codeOf(await ask({ query: report('{ rows { rowId } }') }, { authorization: OK }))}`;
    },
  },
  '400 invented credentials, upstream takes 1 s to refuse': {
    reply: (request, response) =>
      request.headers.authorization === OK
        ? oneBody('{"rowId":"1"}\n')(request, response)
        : setTimeout(() => response.writeHead(401).end(), 1_000),
    run: async ({ ask, delay }) => {
      const query = report('{ rows { rowId } }');
      await ask({ query }, { authorization: OK });
      for (let i = 0; i < 400; i += 1) void ask({ query }, credential(`i${i}`)).catch(() => undefined);
      await delay(200);
      const good = await Promise.all(
        Array.from({ length: 12 }, (_, i) => ask({ query: report('{ rows { rowId } }', `(offset: ${i})`) }, { authorization: OK })),
      );
      return `an accepted caller: ${tally(good.map(codeOf))}`;
    },
  },
  '5,000 callers who leave before their turn': {
    reply: () => undefined,
    run: async ({ port, ask }) => {
      const text = requestText(JSON.stringify({ query: report('{ rows { rowId } }') }), withOk);
      for (let i = 0; i < 50; i += 1) await Promise.all(Array.from({ length: 100 }, () => leave(port, text)));
      return `then: ${codeOf(await ask({ query: '{ __typename }' }))}`;
    },
  },
  '40 @stream answers that nobody reads': {
    reply: rows(400),
    run: async ({ port, exchange, delay, ask }) => {
      const body = JSON.stringify({ query: report('{ rows @stream(initialCount: 1) { rowId chName } }', '(limit: 10000)') });
      for (let i = 0; i < 40; i += 1)
        void exchange(
          port,
          [
            requestText(body, `authorization: ${credential(`s${i % 4}`).authorization}\r\n`).replace(
              'accept: application/json',
              'accept: multipart/mixed',
            ),
          ],
          { reads: false },
        );
      await delay(5_000);
      return `another caller: ${codeOf(await ask({ query: report('{ rows { rowId } }', '(limit: 1)') }, { authorization: OK }))}`;
    },
  },
  ...CROWD_CASES,
  ...LIST_CASES,
};

/** Sends a request and hangs up once it is on the wire. */
async function leave(port, text) {
  await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, () => socket.destroy()));
    socket.on('close', resolve).on('error', resolve);
  });
}
