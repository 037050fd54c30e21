/** A metrics report of so many channels for each day of the period that is asked about. The body of a question is made once. */
import { createServer } from 'node:http';

const CHANNELS = 800;
const DAY_MS = 24 * 60 * 60 * 1000;
const bodies = new Map();

function bodyOf(params) {
  const day = (name) => Date.parse(params.get(name)) / DAY_MS;
  const lines = [];
  for (let at = day('startDate'); at <= day('endDate'); at += 1)
    for (let ch = 1; ch <= CHANNELS; ch += 1)
      lines.push(
        JSON.stringify({
          metricDate: new Date(at * DAY_MS).toISOString().slice(0, 10),
          ch,
          chName: `Channel ${ch}`,
          callCount: String((at * ch) % 97),
          goalValueTotal: `${(at * ch) % 1009}.${10 + (at % 90)}`,
        }),
      );
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

const server = createServer((request, response) => {
  const body = bodies.get(request.url) ?? bodyOf(new URL(request.url, 'http://upstream').searchParams);
  bodies.set(request.url, body);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`listens at http://127.0.0.1:${server.address().port}`));
