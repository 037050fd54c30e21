/** `npm start`: the whole supergraph, until it is told to stop. PORT says where; 4100 where it is left out. */
import { startSupergraph } from './supergraph.js';

const QUESTION = `{
  accounts(limit: 3) {
    rows { name installation { igrpName channelMetrics(group: [CH], limit: 3) { rows { chName callCount } } } }
  }
}`;

const { url, close } = await startSupergraph({ port: Number(process.env['PORT'] ?? 4100) });
console.log(`The supergraph is served at ${url}, and in a browser there. The credential of the stand-in is demo:demo. Try:

curl -s ${url} -u demo:demo -H 'content-type: application/json' -d '${JSON.stringify({ query: QUESTION.replace(/\s+/g, ' ') })}'
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
