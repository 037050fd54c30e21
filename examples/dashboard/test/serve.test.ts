import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serveDashboard, type ServedDashboard } from '../serve.mjs';

let site: ServedDashboard;
let origin: string;
before(async () => {
  site = await serveDashboard(0);
  [origin = ''] = site.origins;
});
after(() => site.close());

test('the page may talk to itself and the gateway alone', async () => {
  site.setSettings({ gateway: 'http://127.0.0.1:4999/graphql' });
  const { headers, status } = await fetch(origin);
  assert.equal(status, 200);
  assert.match(
    headers.get('content-security-policy') ?? '',
    /^default-src 'none'; script-src 'self'; .*connect-src 'self' http:\/\/127\.0\.0\.1:4999;/,
  );
  site.setSettings({ gateway: '/graphql' });
  assert.match((await fetch(origin)).headers.get('content-security-policy') ?? '', /connect-src 'self';/);
});

test('settings are those that were set, not those of the file', async () => {
  site.setSettings({ gateway: '/elsewhere', view: 'igrp=7' });
  assert.deepEqual(await (await fetch(`${origin}/settings.json`)).json(), { gateway: '/elsewhere', view: 'igrp=7' });
});

for (const path of ['/nothing', '/assets', '/..%2fpackage.json', '/%2e%2e/package.json', '//', '//assets/index.js', '/licences.md'])
  test(`${path} is not there`, async () => assert.equal((await fetch(origin + path)).status, 404));

test('nothing is taken, only given', async () => {
  assert.equal((await fetch(origin, { method: 'POST', body: 'x' })).status, 404);
});
