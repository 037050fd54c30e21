/** Proxies on the way to the Reports API: chosen by the usual variables, tunnelled or forwarded, their passwords kept quiet. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { readConfig } from '../../src/config.js';
import { proxyFor } from '../../src/upstream/proxy.js';
import { startGatewayProcess } from '../reliability/gateway-process.js';
import { rows } from '../support/fault-scripts.js';
import { startFaultServer, TEST_AUTHORITY, type FaultServer } from '../support/fault-server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { startProxyServer, type ProxyServer } from '../support/proxy-server.js';

describe('the proxy for an origin', () => {
  const proxies = { HTTPS_PROXY: 'http://tunnel:1', HTTP_PROXY: 'forward:2' };
  test.each<[origin: string, environment: Record<string, string>, proxy: string | null]>([
    ['https://api.example.com', proxies, 'tunnel:1'],
    ['http://api.example.com', proxies, 'forward:2'],
    ['https://api.example.com', { HTTP_PROXY: 'forward:2' }, null],
    ['https://api.example.com', { ...proxies, https_proxy: 'https://lower' }, 'lower:443'],
    ['https://api.example.com', { ...proxies, https_proxy: '' }, null],
    ['https://api.example.com', { HTTPS_PROXY: 'http://[::1]:8080' }, '::1:8080'],
    ['https://api.example.com', { ...proxies, NO_PROXY: 'example.com' }, null],
    ['https://api.example.com', { ...proxies, NO_PROXY: '.example.com' }, null],
    ['https://api.example.com', { ...proxies, NO_PROXY: '*.example.com, other' }, null],
    ['https://api.example.com', { ...proxies, no_proxy: '*' }, null],
    ['https://api.example.com', { ...proxies, NO_PROXY: 'api.example.com:443' }, null],
    ['https://api.example.com', { ...proxies, NO_PROXY: 'api.example.com:80' }, 'tunnel:1'],
    ['https://api.example.com', { ...proxies, NO_PROXY: 'ample.com' }, 'tunnel:1'],
    ['http://127.0.0.1:9', { ...proxies, NO_PROXY: 'localhost,127.0.0.1' }, null],
    ['http://[::1]:9', { ...proxies, NO_PROXY: '::1' }, null],
  ])('%s with %j', (origin, environment, expected) => {
    const proxy = proxyFor(origin, readConfig(environment));
    expect(proxy && `${proxy.hostname}:${proxy.port}`).toBe(expected);
  });

  test('a URL that is none is refused without its password', () => {
    expect(() => readConfig({ HTTPS_PROXY: 'ftp://user:s3cret@proxy' })).toThrow(/^HTTPS_PROXY must be an http\(s\) URL[^:]*$/);
  });
});

describe('a gateway behind a proxy', () => {
  const parts: (FaultServer | ProxyServer | TestGateway)[] = [];
  afterEach(async () => {
    for (const part of parts.splice(0).reverse()) await part.close();
  });
  const keep = <T extends FaultServer | ProxyServer | TestGateway>(part: T): T => (parts.push(part), part);
  const CREDENTIAL = `Basic ${Buffer.from('user:s3cret pass').toString('base64')}`;
  const QUESTION = '{ installation(igrp: 1) { goals(limit: 5) { rows { goalId } } } }';
  const ANSWER = { data: { installation: { goals: { rows: [{ goalId: 1 }] } } } };
  const upstream = (certificate?: 'trusted') =>
    startFaultServer({ script: rows('{"goalId":1}\n'), ...(certificate ? { certificate } : {}) }).then(keep);

  test.each([
    ['tunnels to an https upstream', 'HTTPS_PROXY', 'trusted', (host: string) => [`CONNECT ${host}`]],
    [
      'forwards to an http upstream',
      'HTTP_PROXY',
      undefined,
      (host: string) => [`GET http://${host}/reports/v2/igrps/1/goals?limit=5&display[]=goalId`],
    ],
  ] as const)('%s, with the credential of the proxy for the proxy alone', async (_, variable, certificate, expected) => {
    const server = await upstream(certificate);
    const proxy = keep(await startProxyServer(CREDENTIAL));
    const environment = { [variable]: `http://user:s3cret%20pass@127.0.0.1:${proxy.port}`, LOG_LEVEL: 'trace' };
    const gateway = keep(await startGateway(server.baseUrl, environment, catalogue, { ca: TEST_AUTHORITY }));
    expect((await gateway.ask(QUESTION)).body).toEqual(ANSWER);
    const asked = proxy.asked.map(({ what, authorization }) => ({ what: decodeURIComponent(what), authorization }));
    expect(asked).toEqual(expected(new URL(server.baseUrl).host).map((what) => ({ what, authorization: CREDENTIAL })));
    expect(JSON.stringify(server.requests)).not.toContain('proxy');
    expect(JSON.stringify(gateway.logged)).not.toMatch(/s3cret|dXNlcjpz/);
  });

  test('fails reports with UPSTREAM_UNREACHABLE where the proxy refuses, and logs its status without the password', async () => {
    const server = await upstream('trusted');
    const proxy = keep(await startProxyServer(CREDENTIAL));
    const gateway = keep(await startGateway(server.baseUrl, { HTTPS_PROXY: `http://user:wr0ng@127.0.0.1:${proxy.port}` }));
    const { body } = await gateway.ask(QUESTION);
    expect(body.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNREACHABLE' } }]);
    expect(gateway.logged.filter(({ msg }) => msg === 'upstream')).toMatchObject([
      { cause: expect.stringContaining('PROXY_STATUS_407') },
      {},
    ]);
    expect(JSON.stringify(gateway.logged)).not.toContain('wr0ng');
  });

  test('trusts an authority of NODE_EXTRA_CA_CERTS inside the tunnel', async () => {
    const server = await upstream('trusted');
    const proxy = keep(await startProxyServer());
    const gateway = await startGatewayProcess(server.baseUrl, {
      HTTPS_PROXY: `127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: 'test/support/tls/test-only-authority.pem',
    });
    expect(await (await gateway.ask(QUESTION)).json()).toEqual(ANSWER);
    expect(proxy.asked).toHaveLength(1);
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
  });
});
