/** An upstream that takes the same time for every question, however many there are; or that says it is unavailable. In a process of its own. */
import { createServer } from 'node:http';

const serviceMs = Number(process.argv[2]);
const BODY = '{"rowId":"1","vid":"a"}\n'.repeat(20);
const running = new Map();
let outage = false;
let most = { all: 0, ofOneCaller: 0 };
let requests = 0;

const server = createServer((request, response) => {
  requests += 1;
  if (outage) return response.writeHead(503, { 'content-length': 0 }).end();
  const caller = request.headers.authorization;
  running.set(caller, (running.get(caller) ?? 0) + 1);
  const all = [...running.values()].reduce((sum, count) => sum + count, 0);
  most = { all: Math.max(most.all, all), ofOneCaller: Math.max(most.ofOneCaller, running.get(caller)) };
  const timer = setTimeout(
    () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': BODY.length }).end(BODY),
    serviceMs,
  );
  response.on('close', () => {
    clearTimeout(timer);
    running.set(caller, running.get(caller) - 1);
  });
});

process.on('message', (told) => {
  if (told.outage !== undefined) outage = told.outage;
  process.send({ most, requests });
  most = { all: 0, ofOneCaller: 0 };
  requests = 0;
});
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/reports/v2` }));
process.on('disconnect', () => process.exit());
