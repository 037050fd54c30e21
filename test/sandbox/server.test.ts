import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, test } from '@jest/globals';
import { createSandbox } from '../../sandbox/server.js';
import { basic, runningSandbox } from './running-sandbox.js';

const { running, get } = runningSandbox();

describe('the server', () => {
  it('remembers requests without their credential, until they are cleared', async () => {
    running().clearRequests();
    await get('/igrps?limit=2', basic('demo'));
    await get('/igrps', null);
    const hash = createHash('sha256').update(basic('demo')).digest('hex');
    expect(running().requests).toMatchObject([
      { method: 'GET', url: '/reports/v2/igrps?limit=2', authorizationHash: hash },
      { method: 'GET', url: '/reports/v2/igrps', authorizationHash: null },
    ]);
    expect(JSON.stringify(running().requests)).not.toContain(basic('demo'));
    running().clearRequests();
    expect(running().requests).toEqual([]);
  });

  it('proves by the frame that a reply is whole: a length on a short one, chunks on a long one', async () => {
    const short = await get('/igrps/1/channels');
    expect(Number(short.headers.get('content-length'))).toBe(Buffer.byteLength(await short.text()));
    const long = await get('/igrps/1/triggers/visits?limit=5000');
    expect([long.headers.get('content-length'), long.headers.get('transfer-encoding')]).toEqual([null, 'chunked']);
    expect((await long.text()).trimEnd().split('\n')).toHaveLength(5000);
  });

  test.each([
    ['an unknown route', '/nothing', 404, 'Resource not found'],
    ['an unknown route below an installation', '/igrps/1/nothing', 404, 'Resource not found'],
    ['an unknown parameter', '/igrps/1/channels?nothing=1', 400, 'The parameter "nothing" is not known here.'],
    ['a limit of 0', '/igrps/1/channels?limit=0', 400, 'The parameter limit must be a whole number between 1 and 50000, but is "0".'],
    ['an unknown channel type', '/igrps/1/triggers/all?chType=tv', 400, 'The channel type "tv" is not known.'],
    ['a number that is none', '/igrps/1/triggers/all?rootOrgId=x', 400, 'The parameter rootOrgId must be a whole number, but is "x".'],
  ])('answers %s with a status and one JSON string', async (_, path, status, sentence) => {
    const response = await get(path);
    const text = await response.text();
    expect([response.status, text]).toEqual([status, `${JSON.stringify(sentence)}\n`]);
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  });

  it('takes GET alone', async () => {
    const response = await fetch(`${running().url}/igrps`, { method: 'POST', headers: { authorization: basic('demo') } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('answers the same under the base of version 2.1 and by an older route', async () => {
    const authorization = 'ApiKey demo-key';
    const base = new URL(running().url).origin;
    const texts = await Promise.all(
      [
        '/reports/v2/igrps/1/triggers/calls?limit=3',
        '/reports/v2.1/igrps/1/triggers/calls?limit=3',
        '/reports/v2/triggers/calls?igrp=1&limit=3',
      ].map(async (path) => (await fetch(base + path, { headers: { authorization } })).text()),
    );
    expect(new Set(texts).size).toBe(1);
  });

  it('goes on after a reader that leaves in the middle', async () => {
    const leave = new AbortController();
    const response = await fetch(`${running().url}/igrps/1/triggers/all`, {
      headers: { authorization: basic('demo') },
      signal: leave.signal,
    });
    await response.body?.getReader().read();
    leave.abort();
    expect((await get('/igrps')).status).toBe(200);
  });

  it('logs a line a request, and ends with connections still open and replies still due', async () => {
    const lines: string[] = [];
    const sandbox = await createSandbox({ log: (line) => lines.push(line) });
    await (await fetch(`${sandbox.url}/igrps`)).text();
    const idle = connect(sandbox.port, '127.0.0.1');
    await once(idle, 'connect');
    const ended = once(idle, 'close');
    const slow = await createSandbox({ latencyMs: 3_600_000 });
    const due = fetch(`${slow.url}/igrps`).catch((error: unknown) => error);
    await Promise.all([sandbox.close(), slow.close(), ended]);
    expect(lines).toEqual(['GET /reports/v2/igrps 401']);
    expect(String(await due)).toBe('TypeError: fetch failed');
  });
});
