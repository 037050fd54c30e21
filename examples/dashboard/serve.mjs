/**
 * Serves the built dashboard, and the settings that it is to run with, from this machine to itself: for the demo and the tests. Anything
 * that serves static files does as well; the headers are the ones to copy.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('built/', import.meta.url));
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Connections at a time; further ones are closed at once. */
const MAX_CONNECTIONS = 256;
/** How long a connection may stand still. */
const TIMEOUT_MS = 30_000;

/** What the dashboard of the demo starts with: the last 30 days, which the sandbox has data of, and its two users. */
export const DEMO_SETTINGS = {
  view: 'igrp=1&tz=Europe/London&compare=PREVIOUS_PERIOD&own=salesCalls,goalCount,goal,246',
  users: [
    { user: 'demo', password: 'demo', about: 'everything, personal data too' },
    { user: 'limited', password: 'limited', about: 'one installation, redacted' },
  ],
};

/**
 * Listens on 127.0.0.1 and resolves to the origins it answers at, `127.0.0.1` first. The settings may be given later, with `setSettings`:
 * the gateway has to know these origins before it can say where it listens itself.
 */
export async function serveDashboard(port) {
  const files = await readFiles();
  let settings = { gateway: '/graphql' };
  const server = createServer((request, response) => {
    // Node reads nothing behind a request for another protocol. A closed connection says so.
    if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
    const [pathname = '/'] = (request.url ?? '/').split('?');
    const name = pathname === '/' ? '/index.html' : pathname;
    const type = TYPES[path.extname(name)];
    const file = files.get(name);
    if (!/^(GET|HEAD)$/.test(request.method ?? '') || !type || !file) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy': policyFor(settings.gateway),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    if (request.method === 'HEAD') return response.end();
    response.end(name === '/settings.json' ? JSON.stringify(settings) : file);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = TIMEOUT_MS;
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address();
  return {
    origins: [`http://127.0.0.1:${taken}`, `http://localhost:${taken}`],
    setSettings: (given) => {
      settings = given;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** All built files, read once at startup, so that no request reaches the file system. */
async function readFiles() {
  const entries = await readdir(BUILT, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.map(async (file) => [`/${path.relative(BUILT, file).split(path.sep).join('/')}`, await readFile(file)])),
  );
}

/** The page runs its own scripts and styles, and talks to itself and the gateway: nowhere else can a credential go. */
function policyFor(gateway) {
  const { origin } = new URL(gateway, 'http://localhost');
  const connect = URL.canParse(gateway) ? `'self' ${origin}` : `'self'`;
  return `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src ${connect}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`;
}
