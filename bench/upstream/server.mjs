/**
 * The Reports API as far as the bench asks it. A body is made when it is first asked for and kept, so that upstream costs next to nothing
 * while servers are measured. `GET /control?delay=MS` sets how long every reply waits, and tells what was asked since it was last called.
 */
import { createServer } from 'node:http';
import { columnsOf, rowsOf } from './rows.mjs';

const bodies = new Map();
let delay = 0;
let requests = 0;
let callers = new Set();

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://upstream');
  if (pathname === '/control') {
    response.end(JSON.stringify({ requests, callers: callers.size }));
    delay = Number(searchParams.get('delay') ?? delay);
    requests = 0;
    callers = new Set();
    return;
  }
  requests++;
  callers.add(request.headers.authorization);
  const body = bodies.get(request.url) ?? bodyOf(pathname, searchParams);
  bodies.set(request.url, body);
  const send = () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  if (delay > 0) setTimeout(send, delay);
  else send();
});

function bodyOf(pathname, params) {
  const question = {
    report: pathname.endsWith('/metrics/channels') ? 'channelMetrics' : 'callTriggers',
    chType: params.get('chType'),
    limit: Number(params.get('limit') ?? 50_000),
    group: params.get('group[]'),
  };
  const shown = params.getAll('display[]');
  const rows = rowsOf(question, shown.length > 0 ? shown : columnsOf(question));
  const lines = Array.from(rows, (cells) => `{${cells.map(([name, json]) => `"${name}":${json}`).join(',')}}`);
  return Buffer.from(params.get('format') === 'jsonarray' ? `[${lines.join('\n,')}]\n` : lines.map((line) => `${line}\n`).join(''));
}

server.listen(0, '127.0.0.1', () => console.log(`listens at http://127.0.0.1:${server.address().port}`));
