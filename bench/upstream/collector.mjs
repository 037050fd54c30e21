/** A collector of spans that takes whatever it is sent, and counts it. `GET /` tells the bytes so far. */
import { createServer } from 'node:http';

let bytes = 0;
const server = createServer((request, response) => {
  if (request.method === 'GET') return void response.end(String(bytes));
  request.on('data', (chunk) => void (bytes += chunk.length));
  request.on('end', () => response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end());
});
server.listen(0, '127.0.0.1', () => console.log(`The collector listens at http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
