/** Attacks by long lists that an executor has to walk, and by rows that are not what they should be. */
import { roomIn, says } from './attacked-gateway.mjs';

const ACCEPTED = { authorization: `Basic ${btoa('a:b')}` };
const IN_PARTS = { ...ACCEPTED, accept: 'multipart/mixed' };
const columns = (count, name = 'chName') => Array.from({ length: count }, (_, i) => `a${i}: ${name}`).join(' ');
const calls = (rows) => `{ installation(igrp: 1) { callTriggers(limit: 50000) { ${rows} } } }`;
const metrics = (limit, given, rows) =>
  `{ installation(igrp: 1) { channelMetrics(startDate: "2024-02-01", endDate: "2024-02-29", group: [CH], limit: ${limit}${given}) { rows { ${rows} } } } }`;

/** What each list of upstream holds in its row of that number; other paths hold calls. */
const ROWS = {
  '/igrps': () => '{"igrp":1,"igrpName":"One","orgId":1}\n',
  '/igrps/1/channels': (i) => `{"igrp":1,"channelId":${i + 1},"channelName":"channel ${i}"}\n`,
  '/metrics/channels': (i) => `{"ch":${i + 1},"callCount":${i}}\n`,
};
const LENGTHS = { '/igrps': 1, '/igrps/1/channels': 50, '/metrics/channels': 30_000 };
const call = (i) => `{"igrp":1,"rowId":"${i}","ch":${(i % 50) + 1},"chName":"name ${i}"}\n`;

async function lists(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://upstream');
  const path = pathname.replace('/reports/v2', '');
  response.writeHead(200, { 'content-type': 'application/json' });
  const length = Math.min(LENGTHS[path] ?? Infinity, Number(searchParams.get('limit') ?? Infinity));
  let block = '';
  for (let i = 0; i < length && !response.destroyed; i += 1) {
    block += (ROWS[path] ?? call)(i);
    if (block.length < 65_536) continue;
    if (!response.write(block)) await roomIn(response);
    block = '';
  }
  response.end(block);
}

const asked = (query, headers = ACCEPTED, reply = lists) => ({ reply, run: async ({ ask }) => says(await ask({ query }, headers)) });
const body = (text) => (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);

export const LIST_CASES = {
  '50,000 rows with a link below a link': asked(calls(`rows { ${columns(5)} channel { channelName installation { igrpName } } }`)),
  '50,000 rows under @stream': asked(calls(`rows @stream(initialCount: 1) { ${columns(10)} }`), IN_PARTS),
  '50,000 rows with a link under @stream': asked(
    calls(`rows @stream(initialCount: 1) { ${columns(7)} channel { channelName } }`),
    IN_PARTS,
  ),
  '50,000 rows, all before they are streamed': asked(calls(`rows @stream(initialCount: 50000) { ${columns(10)} }`), IN_PARTS),
  '50,000 rows under @defer': asked(
    `{ installation(igrp: 1) { igrp ... @defer { callTriggers(limit: 50000) { rows { ${columns(10)} } } } } }`,
    IN_PARTS,
  ),
  '17,000 rows with a part of each under @defer': asked(
    calls(`rows { ${columns(8)} ... @defer { rowId } }`).replace('50000', '17000'),
    IN_PARTS,
  ),
  '30,000 compared rows with a link': asked(
    metrics(40_000, ', compare: {to: PREVIOUS_PERIOD}', 'ch callCount delta { callCount } channel { channelName }'),
  ),
  '100 rows with 400 calls each': asked(metrics(100, '', `ch calls(limit: 400) { rows { ${columns(8)} channel { channelName } } }`)),
  'an installation without its number': asked('{ installations { rows { igrp igrpName } } }', ACCEPTED, body('{"igrpName":"One"}\n')),
  'an offset of 2,147,483,647': asked(
    '{ installation(igrp: 1) { callTriggers(limit: 1, offset: 2147483647) { rows { rowId } pageInfo { nextOffset } } } }',
  ),
  'a part of a byte order mark as a report': asked(
    '{ installation(igrp: 1) { callTriggers { rowCount complete } } }',
    ACCEPTED,
    body(Buffer.from([0xef, 0xbb])),
  ),
};
