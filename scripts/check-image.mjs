/**
 * `npm run check:image -- [--installed]`: runs the Dockerfile's steps without a container engine.
 *
 * The file itself is read: each stage gets a folder of its own, COPY copies into it (and only what .dockerignore lets through), RUN runs
 * there, and the last stage is started as CMD says, asked as HEALTHCHECK says, and ended by SIGTERM. What it cannot show: the base image
 * (the Node that runs this script stands in) and the user. `--installed`: where the Dockerfile has `npm ci`, the packages of this checkout are
 * taken, which another `npm ci` has installed from the same lock.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), 'image-'));
let image = null;
process.once('exit', () => {
  image?.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

/** The instructions, continued lines joined, comments left out. */
const instructions = readFileSync(path.join(root, 'Dockerfile'), 'utf8')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => /^(\w+)\s+(.*)$/.exec(line) ?? fail(`no instruction: ${line}`))
  .map(([, name, rest]) => ({ name, rest }));

/** The top-level names that the build may see: .dockerignore shuts everything out and lets single names in. */
const ignore = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
const seen = new Set(ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1)));
if (!ignore.includes('*')) fail('.dockerignore does not begin by shutting everything out');

const stages = new Map();
let stage = null;
const inStage = (file) => path.join(stage.folder, path.relative('/', path.resolve(stage.directory, file)));

const steps = {
  FROM(rest) {
    const [image, , name = `stage ${stages.size}`] = rest.split(/\s+/);
    stage = { image, folder: mkdtempSync(path.join(work, 'stage-')), directory: '/', env: {}, user: 'root', cmd: null, health: null };
    stages.set(name, stage);
  },
  WORKDIR(rest) {
    stage.directory = path.resolve(stage.directory, rest);
  },
  ENV(rest) {
    for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
  },
  COPY(rest) {
    const [, from, list] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(rest);
    const names = list.split(/\s+/);
    const target = names.pop();
    for (const name of names) {
      if (!from && !seen.has(name.split('/')[0])) fail(`.dockerignore keeps ${name} from the build`);
      const source = from ? path.join(stages.get(from).folder, path.relative('/', name)) : path.join(root, name);
      cpSync(source, target.endsWith('/') ? path.join(inStage(target), path.basename(name)) : inStage(target), { recursive: true });
    }
  },
  RUN(rest) {
    console.log(`-- ${rest}`);
    if (process.argv.includes('--installed') && /^npm ci\b/.test(rest)) {
      for (const name of ['package.json', 'package-lock.json']) if (!existsSync(inStage(name))) fail(`${rest} has no ${name} in its stage`);
      linkPackages(inStage('node_modules'));
      return;
    }
    execFileSync('sh', ['-c', rest], { cwd: inStage('.'), env: { ...process.env, ...stage.env }, stdio: 'inherit' });
  },
  USER(rest) {
    stage.user = rest;
  },
  EXPOSE() {},
  HEALTHCHECK(rest) {
    stage.health = JSON.parse(rest.slice(rest.indexOf('[')));
  },
  CMD(rest) {
    stage.cmd = JSON.parse(rest);
  },
};
for (const { name, rest } of instructions) (steps[name] ?? (() => fail(`the check does not know ${name}`)))(rest);

if (stage.user === 'root') fail('the image runs as root');
const { devDependencies, optionalDependencies, peerDependencies } = JSON.parse(readFileSync(inStage('package.json'), 'utf8'));
const missing = Object.keys(peerDependencies).filter((name) => !existsSync(inStage(`node_modules/${name}`)));
if (missing.length > 0) fail(`the image lacks ${missing.join(', ')}`);
const installed = Object.keys({ ...devDependencies, ...optionalDependencies }).filter((name) => !(name in peerDependencies));
const left = installed.filter((name) => existsSync(inStage(`node_modules/${name}`)));
if (left.length > 0) fail(`the image holds development packages: ${left.join(', ')}`);
if (existsSync(inStage('dist/sandbox'))) fail('the image holds the sandbox');

const env = { PATH: process.env.PATH, ...stage.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' };
const [command, ...args] = stage.cmd;
image = spawn(command === 'node' ? process.execPath : command, args, { cwd: inStage('.'), env, stdio: ['ignore', 'pipe', 'inherit'] });
const ended = new Promise((resolve) => image.once('exit', (code, signal) => resolve(code ?? signal)));
const url = await Promise.race([
  new Promise((resolve) => image.stdout.on('data', (data) => /http:\S+/.test(data) && resolve(/http:\S+/.exec(data)[0]))),
  ended.then(() => null),
]);
if (url === null) fail('the image ended before it listened');
const [checker, ...checkArgs] = stage.health;
execFileSync(checker === 'node' ? process.execPath : checker, checkArgs, { env: { ...env, PORT: new URL(url).port } });
const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{__typename}"}' });
if ((await answer.json()).data?.__typename !== 'Query') fail('the image does not answer');
image.kill('SIGTERM');
const code = await ended;
if (code !== 0) fail(`the image ended with ${code} on SIGTERM`);

/** Links the files of this checkout's packages, or copies them to another disk. What npm writes anew in its place is copied. */
function linkPackages(target) {
  const source = path.join(root, 'node_modules');
  execFileSync('sh', ['-c', 'cp -al "$0" "$1" 2>/dev/null || { rm -rf "$1" && cp -a "$0" "$1"; }', source, target]);
  rmSync(path.join(target, '.package-lock.json'));
  cpSync(path.join(source, '.package-lock.json'), path.join(target, '.package-lock.json'));
}

const size = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size, 0);
console.log(`The image's steps work; above ${stage.image} it holds ${Math.round(size(stage.folder) / 2 ** 20)} MiB.`);

function fail(reason) {
  console.error(`The image is broken: ${reason}`);
  process.exit(1);
}
