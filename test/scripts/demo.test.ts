/** `npm run demo` as a newcomer meets it: one command, an address, operations that answer, and nothing left behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from '@jest/globals';

let demo: ChildProcess | null = null;

// Asked to end rather than killed: it takes its sandbox along.
afterAll(async () => {
  if (demo === null || demo.exitCode !== null) return;
  const exit = once(demo, 'exit');
  demo.kill('SIGTERM');
  await exit;
});

test('the demo prints an address, three operations that answer with rows, and ends whole', async () => {
  const child = spawn(process.execPath, ['scripts/demo.mjs'], {
    env: { ...process.env, PORT: '0', DASHBOARD_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  demo = child;
  const exit = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.startsWith('Ctrl-C')) break;
  }
  const text = lines.join('\n');
  const [, url = ''] = /listens at (http:\S+)/.exec(text) ?? [];
  const [, sandbox = ''] = /^Sandbox +(http:\S+)/m.exec(text) ?? [];
  expect(text).toContain('user demo, password demo');

  const bodies = [...text.matchAll(/^ {2}-d '(.*)'$/gm)].map(([, body]) => (body ?? '').replaceAll(String.raw`'\''`, "'"));
  expect(bodies).toHaveLength(3);
  for (const body of bodies) {
    const headers = { 'content-type': 'application/json', authorization: `Basic ${Buffer.from('demo:demo').toString('base64')}` };
    const answer = await (await fetch(url, { method: 'POST', headers, body })).text();
    expect(answer).toMatch(/"rows":\[\{|"curl":"curl /);
    expect(answer).not.toContain('"errors"');
  }
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('Authorization');

  // The dashboard knows the gateway, and the gateway lets the dashboard's origin in.
  const [, dashboard = ''] = /^Dashboard +(http:\S+)/m.exec(text) ?? [];
  expect(await (await fetch(dashboard)).text()).toContain('<div id="root">');
  expect(await (await fetch(`${dashboard}/settings.json`)).json()).toMatchObject({ gateway: url });
  const preflight = { origin: dashboard, 'access-control-request-method': 'POST' };
  const allowed = await fetch(url, { method: 'OPTIONS', headers: preflight });
  expect(allowed.headers.get('access-control-allow-origin')).toBe(dashboard);

  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  await expect(fetch(sandbox)).rejects.toThrow();
  await expect(fetch(dashboard)).rejects.toThrow();
}, 120_000);
