/**
 * `npm run check:package`: packs the package, installs it alone in an empty folder, and uses every command and every export there.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
const at = (name) => path.join(folder, name);
const command = at('node_modules/.bin/infinity-reports');
const children = new Set();

function expect(holds, what) {
  if (!holds) throw new Error(`The package does not hold: ${what}.`);
  console.log(`ok: ${what}`);
}

/** Runs a program to its end. */
function run(program, options, { cwd = folder, env = {}, input } = {}) {
  try {
    return { code: 0, out: execFileSync(program, options, { cwd, env: { ...process.env, ...env }, input, encoding: 'utf8' }) };
  } catch (error) {
    return { code: error.status, out: `${error.stdout}${error.stderr}` };
  }
}

/** Starts a command and resolves to what it says of its address. */
async function start(options, pattern, env = {}) {
  const child = spawn(command, options, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = pattern.exec(line) ?? [];
    if (url) return { url, child };
  }
  throw new Error(`infinity-reports ${options.join(' ')} ended before it was ready.`);
}

async function ask(url, query) {
  const headers = { 'content-type': 'application/json', authorization: `Basic ${Buffer.from('demo:demo').toString('base64')}` };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
}

const EMBEDDED = `
import Fastify from 'fastify';
import { createGateway } from 'infinity-reports-graphql';
const app = Fastify();
const gateway = createGateway({ env: { REPORTS_URL: process.env.REPORTS_URL, LOG_LEVEL: 'silent' } });
app.get('/own', () => ({ own: true }));
app.post('/echo', (request) => request.body);
await app.register(gateway.fastify);
const address = await app.listen({ host: '127.0.0.1', port: 0 });
const json = { 'content-type': 'application/json' };
const post = (path, body, headers = json) => fetch(address + path, { method: 'POST', headers, body }).then((reply) => reply.text());
console.log(await (await fetch(address + '/own')).text());
console.log(await post('/echo', 'plain', { 'content-type': 'text/plain' }));
console.log(await post('/graphql', JSON.stringify({ query: '{ __typename }' })));
console.log((await fetch(address + '/health/ready')).status, (await fetch(address + '/none')).status);
await app.close();
const own = createGateway({ env: { PORT: '0', LOG_LEVEL: 'silent' } });
const url = await own.listen();
console.log(await fetch(url, { method: 'POST', headers: json, body: '{"query":"{ __typename }"}' }).then((reply) => reply.text()));
await own.close();
`;

const TYPED = `
import { createGateway, type Catalogue, type Gateway, type Report } from 'infinity-reports-graphql';
const gateway: Gateway = createGateway({ env: {} });
const listening: Promise<string> = gateway.listen();
export const names = (catalogue: Catalogue): readonly Report[] => [...catalogue.values()];
export const done = (): Promise<unknown> => Promise.all([listening, gateway.close()]);
`;

try {
  // The build is its own step, so that what the compiler refuses shows.
  expect(process.argv.includes('--built') || build(), 'it builds');
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  const [{ filename, files }] = JSON.parse(packed.out);
  expect(
    !files.some(({ path: file }) => /^(?:test|bench|examples)\/|\.ts$/.test(file.replace(/\.d\.ts$/, ''))),
    'it holds no tests and no sources',
  );
  writeFileSync(at('package.json'), '{"name":"empty","private":true,"type":"module"}\n');
  const installed = run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', at(filename)]);
  expect(installed.code === 0, `it installs alone\n${installed.code === 0 ? '' : installed.out}`);

  const { out: translated } = run(command, ['from-url', '/reports/v2/igrps/1/goals?display[]=goalId&limit=5']);
  expect(JSON.parse(translated).query.includes('goals('), 'from-url translates');
  writeFileSync(at('manifest.json'), JSON.stringify({ a: '{ installation(igrp: 1) { goals(limit: 5) { rows { goalId } } } }' }));
  expect(/5 at most/.test(run(command, ['documents', 'check', 'manifest.json']).out), 'documents checks');
  const doctor = run(command, ['doctor', '--igrp', '1'], { input: '', env: { REPORTS_AUTHORIZATION: '' } });
  expect(doctor.code === 2 && doctor.out.includes('REPORTS_AUTHORIZATION'), 'doctor asks for a credential');
  const unknown = run(command, ['nothing']);
  expect(unknown.code === 2 && unknown.out.includes('start | doctor'), 'an unknown command names the others');

  const sandbox = await start(['sandbox'], /sandbox ready at (\S+)/, { SANDBOX_PORT: '0' });
  const gateway = await start(['start'], /listens at (\S+)/, { REPORTS_URL: sandbox.url, PORT: '0' });
  const answer = await ask(gateway.url, '{ installation(igrp: 1) { goals(limit: 1) { rows { goalTitle } } } }');
  expect(answer.includes('"rows":[{'), 'start answers from the sandbox');

  writeFileSync(at('embedded.mjs'), EMBEDDED);
  const { out: embedded } = run(process.execPath, ['embedded.mjs'], { env: { REPORTS_URL: sandbox.url } });
  const typename = '{"data":{"__typename":"Query"}}';
  expect(
    embedded === `{"own":true}\nplain\n${typename}\n200 404\n${typename}\n`,
    `it is embedded in an app beside other routes\n${embedded}`,
  );
  writeFileSync(at('typed.ts'), TYPED);
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const strict = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
  const typed = run(process.execPath, [compiler, ...strict, 'typed.ts']);
  expect(typed.code === 0, `its types compile in strict mode\n${typed.out}`);
  for (const name of ['schema', 'subgraph']) {
    const script = `process.stdout.write(new URL(import.meta.resolve('infinity-reports-graphql/schema/${name}.graphql')).pathname)`;
    const { out } = run(process.execPath, ['--input-type=module', '-e', script]);
    expect(readFileSync(out, 'utf8').includes('type Query'), `it exports schema/${name}.graphql`);
  }
  for (const { child } of [gateway, sandbox]) {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = await exit;
    expect(code === 0, 'SIGTERM ends a command with 0');
  }
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
}
