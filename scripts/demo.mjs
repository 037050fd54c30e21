/**
 * `npm run demo`: a sandbox in place of the Reports API, the gateway before it, GraphiQL with the sandbox's credential filled in, and the
 * dashboard of examples/dashboard on a port of its own, as a page of another origin would be.
 * PORT names another port than 4000 for the gateway, DASHBOARD_PORT another than 4001 for the dashboard; everything listens on this
 * machine alone. Ends on SIGINT and SIGTERM.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DEMO_SETTINGS, serveDashboard } from '../examples/dashboard/serve.mjs';
import { build, isStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const credential = { user: 'demo', password: 'demo' };
const authorization = `Basic ${Buffer.from(`${credential.user}:${credential.password}`).toString('base64')}`;

if (isStale()) {
  console.log('Building …');
  if (!build({ declarations: false })) process.exit(1);
}
const [{ readConfig }, { createGateway }, { catalogue }, { EXAMPLES }] = await Promise.all([
  import('../dist/src/config.js'),
  import('../dist/src/gateway.js'),
  import('../dist/schema/reports/index.js'),
  import('../dist/src/graphiql/examples.js'),
]);

console.log('Starting the sandbox; the first time it makes two years of data …');
const sandbox = spawn(process.execPath, ['dist/sandbox/main.js'], {
  cwd: root,
  env: { ...process.env, SANDBOX_PORT: '0', HOST: '127.0.0.1' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
// However this process ends, the sandbox does not outlive it.
process.once('exit', () => sandbox.kill('SIGTERM'));
let gateway = null;
let dashboard = null;
let ending = false;
sandbox.once('exit', () => end(ending ? 0 : 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end(0));

const start = (port) => {
  gateway = createGateway({
    config: readConfig({
      LOG_LEVEL: 'warn',
      CORS_ORIGINS: dashboard.origins.join(),
      ...process.env,
      REPORTS_URL: reportsUrl,
      HOST: '127.0.0.1',
      PORT: port,
      GRAPHIQL: 'on',
    }),
    catalogue,
    graphiql: { authorization },
  });
  return gateway.listen();
};
const reportsUrl = await sandboxUrl();
dashboard = await onPort('dashboard', process.env.DASHBOARD_PORT, '4001', serveDashboard);
const url = await onPort('gateway', process.env.PORT, '4000', start);
dashboard.setSettings({ ...DEMO_SETTINGS, gateway: url });

const curl = ({ name, query, variables }) => {
  const body = JSON.stringify({
    query: query
      .replaceAll(/^ *#.*\n/gm, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    variables,
  });
  return `# ${name}\ncurl -s ${url} -u ${credential.user}:${credential.password} -H 'content-type: application/json' \\\n  -d '${body.replaceAll("'", String.raw`'\''`)}'\n`;
};
console.log(`
Dashboard              ${dashboard.origins[0]}
The gateway listens at ${url}
GraphiQL               open that address in a browser; its tabs hold ${EXAMPLES.length} example operations
Credential             user ${credential.user}, password ${credential.password}
Sandbox                ${reportsUrl}

Try these from another terminal:

${['ChannelMetrics', 'LatestCalls', 'Explain'].map((name) => curl(EXAMPLES.find((example) => example.name === name))).join('\n')}
Ctrl-C stops all of it.`);

/** Starts something on the port that was asked for. Only one that nobody asked for may be given up for another. */
async function onPort(name, asked, usual, listen) {
  try {
    return await listen(asked ?? usual).catch((error) => {
      if (error?.code !== 'EADDRINUSE' || asked !== undefined) throw error;
      return listen('0');
    });
  } catch (error) {
    console.error(`The ${name} did not start: ${error.message}`);
    process.exit(1);
  }
}

/** The sandbox says where it listens once its data are there. */
async function sandboxUrl() {
  for await (const line of createInterface({ input: sandbox.stdout })) {
    const found = /http:\S+/.exec(line);
    if (found) return found[0];
  }
  throw new Error('the sandbox ended before it listened');
}

/** First the gateway, so that nothing it has under way is cut, then the sandbox. */
function end(code) {
  if (ending) return;
  ending = true;
  dashboard?.close();
  Promise.resolve(gateway?.close())
    .then(() => {
      const gone = sandbox.exitCode ?? sandbox.signalCode ?? once(sandbox, 'exit');
      sandbox.kill('SIGTERM');
      return gone;
    })
    .then(
      () => process.exit(code),
      () => process.exit(1),
    );
}
