/**
 * Shapes of requests that may cost more than they look: each makes an attempt of about `size` bytes from a genome, a list of numbers that the
 * search draws and mutates. An attempt is what a caller sends (`body`, `headers`, `raw` bytes for a connection) and what upstream replies.
 */

export const OK = `Basic ${btoa('a:b')}`;

const report = (inside, args = '') => `{ installation(igrp: 1) { callTriggers${args} { ${inside} } } }`;
const many = (size, one) => {
  let text = '';
  for (let i = 0; text.length < size; i += 1) text += one(i);
  return text;
};
const of = (list, number) => list[Math.abs(number) % list.length];

/** Pieces of a document that may stand beside each other, and be repeated. */
const PIECES = [
  (i) => `a${i}: __typename `,
  () => '__typename ',
  (i) => `...on T${i} { a } `,
  () => '... { __typename } ',
  (i) => `... @include(if: true) { b${i}: __typename } `,
  (i) => `c${i}: reports { name } `,
  (i) => `d${i}: __type(name: "Query") { name } `,
  (i) => `e${i}: installation(igrp: ${i + 1}) { igrp } `,
  (i) => `f${i}: installation(igrp: 1) { callTriggers(offset: ${i}) { request { url } } } `,
  (i) => `g${i}: operationFromUrl(url: "https://h/reports/v2/igrps/1/triggers/calls?limit=${i}") { query } `,
  (i) => `nonsense${i} `,
  (i) => `__typename @a${i} `,
  (i) => `...F${i} `,
  () => '# x\n',
  () => ',',
  () => '"""x""" ',
];

/** Texts that values and keys repeat. */
const TEXTS = [
  'x',
  ' ',
  '"',
  '\\',
  '\\"',
  '[',
  '{',
  "'",
  '\ud83e\udd8a',
  'é',
  '\u0000',
  '0',
  '-',
  '_,',
  'Did you mean ',
  '%',
  '&',
  '/',
  '</script>',
];

/** Cells of a row. */
const CELLS = [
  '1',
  '"x"',
  'null',
  '1e999',
  '-0',
  '"\\u00e9"',
  'true',
  '12345678901234567890',
  '"2024-01-01 10:00:00"',
  '[[1]]',
  '{"a":{"b":1}}',
  '0.1e-5',
  '"0000-00-00"',
];

/** Lines of a reply, with so many members. */
const LINES = [
  (cell, i) => `{"rowId":"${i}","city":${cell}}\n`,
  (cell, i) => `{"rowId":"${i}","ch":${cell},"chName":${cell},"callDuration":${cell}}\n`,
  (cell, i) => `{ "rowId" : "${i}" , "k${i}" : ${cell} }\r\n`,
  (cell, i) => `{"k${i}":${cell},"rowId":"${i}"}\n`,
  (cell, i) => `{"rowId":"${i}","\\u0063ity":${cell}}\n`,
  () => '\n',
  () => '   \r\n',
];

const SELECTIONS = [
  'rows { rowId city }',
  'rows { rowId raw }',
  'rows { rowId channel { channelName } }',
  'a: rows { rowId } b: rows { raw } c: rows { city channel { channelId channelName } }',
  'rows { rowId field(name: "x") variable(name: "y") ch chName callDuration }',
  'rowCount pageInfo { hasNextPage endRowId } complete rows { __typename }',
  'rows { installation { igrp igrpName } keywords { keyword } city }',
];

const withOk = { authorization: OK };

export const SHAPES = {
  document: (size, [a, b, c]) => ({
    body: { query: `{ ${many(size, (i) => of([of(PIECES, a), of(PIECES, b)], i % (1 + (Math.abs(c) % 2)))(i))} }` },
    headers: c % 3 === 0 ? withOk : {},
  }),
  fragments: (size, [a, b, c]) => {
    const fan = 1 + (Math.abs(a) % 3);
    const count = Math.ceil(size / (30 + fan * 8));
    const spread = (i) => Array.from({ length: fan }, (_, k) => (i + 1 + k < count ? `...F${i + 1 + k} ` : '')).join('');
    const names = Array.from(
      { length: count },
      (_, i) => `fragment F${i} on ${of(['Query', 'T', 'Installation'], b)} { ${of(PIECES, c)(i)} ${spread(i)} }`,
    );
    return { body: { query: `{ ...F0 } ${names.join(' ')}` } };
  },
  brackets: (size, [a, b]) => ({
    body: { query: `{ a(b: ${of(['[', '{a:', '(', '!'], a).repeat(size / 3)}1${of([']', '}', ')', ''], b).repeat(size / 3)}) }` },
  }),
  strings: (size, [a, b, c]) => ({
    body: {
      query: of(['{ __type(name: $v) { name } }', '{ a(b: $v) }', '{ operationFromUrl(url: $v) { query } }'], c).replace(
        '$v',
        JSON.stringify(of(TEXTS, a).repeat(size / 2) + of(TEXTS, b)),
      ),
    },
  }),
  variables: (size, [a, b, c]) => {
    const text = of(TEXTS, a).repeat(Math.max(1, size / of([1, 10, 1_000], b) / 4));
    const value = of(
      [
        () => text,
        () => Array.from({ length: size / (text.length + 4) }, () => text),
        () => Object.fromEntries(Array.from({ length: size / (text.length + 12) }, (_, i) => [`${text}${i}`, i])),
      ],
      c,
    )();
    const type = of(['[TriggerFilter!]', 'String', '[ID!]', 'JSON'], a + b);
    return {
      body: { query: `query($v: ${type}) { installation(igrp: 1) { callTriggers(filter: $v) { rowCount } } }`, variables: { v: value } },
      headers: withOk,
    };
  },
  filters: (size, [a, b, c]) => {
    const items = Array.from({ length: Math.min(1_000, size / 8) }, (_, i) => `${of(['', '9', '0'], b).repeat(Math.abs(c) % 40)}${i}`);
    const count = Math.max(1, Math.floor(size / 60));
    const one = of(
      ['{ rowId: { in: $n } }', '{ rowId: { in: $n, nin: $n } }', '{ rowId: { gt: "5" } }', '{ rowId: { eq: "5", in: $n } }'],
      a,
    );
    return {
      body: {
        query: `query($n: [ID!]) { installation(igrp: 1) { callTriggers(filter: [${Array.from({ length: count }, () => one).join(' ')}]) { rowCount } } }`,
        variables: { n: items },
      },
      headers: withOk,
    };
  },
  urls: (size, [a, b, c]) => {
    const part = of(
      [
        'display[]=city&',
        'filter[]=rowId-gt-value-1&',
        'sort[]=rowId-asc&',
        'group[]=ch&',
        'x=1&',
        '%41=%42&',
        '&',
        'filter[]=city-in-value-a\\\\_,b&',
      ],
      a,
    );
    const url = `https://h/reports/v2/${of(['igrps/1/triggers/calls', 'igrps/1/metrics/channels', `${'a/'.repeat(50)}`], b)}?${many(Math.min(size, 7_900), () => part)}${of(TEXTS, c)}`;
    return { body: { query: 'query($u: String!) { operationFromUrl(url: $u) { query } }', variables: { u: url } } };
  },
  headers: (size, [a, b, c]) => {
    const value = many(Math.min(size, 15_000), () =>
      of(['text/html;q=0.1,', 'gzip;q=0,', '*/*,', ' ', '\t', '=', 'a', ';q=1', '"\\""'], b),
    );
    const name = of(
      [
        'accept',
        'accept-encoding',
        'authorization',
        'content-type',
        'cookie',
        'traceparent',
        'x-request-id',
        'origin',
        'access-control-request-headers',
      ],
      a,
    );
    return { raw: [requestText('{"query":"{__typename}"}', `${name}: ${of(['', 'Basic ', 'multipart/mixed;'], c)}${value.trim()}x\r\n`)] };
  },
  pipeline: (size, [a, b]) => {
    const one = of(
      [
        () => requestText('{"query":"{__typename}"}'),
        () => requestText('{'),
        () => 'GET / HTTP/1.1\r\nhost: a\r\n\r\n',
        () => `OPTIONS /graphql HTTP/1.1\r\nhost: a\r\norigin: ${'b'.repeat(Math.abs(b) % 200)}\r\n\r\n`,
      ],
      a,
    )();
    return { raw: [many(size, () => one)] };
  },
  json: (size, [a, b, c]) => ({
    body: `{"query":"{__typename}","${of(['variables', 'extensions', 'x'], a)}":${of(['[', '{"a":', '"\\u00', ' ', '1,', '"a",'], b).repeat(size / 4)}${of(['', ']', '}', '0'], c)}`,
  }),
  reply: (size, [a, b, c]) => {
    const cell = of(CELLS, a);
    return {
      body: { query: report(of(SELECTIONS, b), '(limit: 50000)') },
      headers: withOk,
      reply: many(4 * size, (i) => of(LINES, c)(cell, i)),
    };
  },
  line: (size, [a, b, c]) => {
    const value = of(
      [
        () => JSON.stringify(of(TEXTS, a).repeat(size)),
        () => '['.repeat(size),
        () => '9'.repeat(size),
        () => `{${many(size, (i) => `"m${i}":1,`)}"z":1}`,
        () => ' '.repeat(size),
      ],
      c,
    )();
    return { body: { query: report(of(SELECTIONS, b)) }, headers: withOk, reply: `{"rowId":"1","city":${value}}\n` };
  },
  members: (size, [a, b]) => ({
    body: { query: report(of(SELECTIONS, b)) },
    headers: withOk,
    reply: `{${many(4 * size, (i) => `"m${i}":${of(CELLS, a)},`)}"rowId":"1"}\n`,
  }),
};

export const GENES = 3;

export function requestText(body, headers = '') {
  return `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\naccept: application/json\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
