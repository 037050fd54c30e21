import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { CallList, ChannelTable } from '../src/documents.ts';
import { createDownload } from '../src/download.ts';
import { createAsk, GatewayErrors } from '../src/tanstack.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const DAYS = { igrp: 1, startDate: '2026-10-01', endDate: '2026-10-07', limit: 1_000 };

describe('a download', () => {
  test('holds the rows that the screen holds, under a name of its own', async () => {
    const { installation } = await createAsk(gateway())(CallList, DAYS);
    const rows = installation?.callTriggers?.rows ?? [];
    const csv = await createDownload(gateway())(CallList, DAYS);
    assert.equal(csv.name, 'callTriggers-2026-10-01-2026-10-07.csv');
    const [header, ...lines] = (await csv.content.text()).trimEnd().split('\r\n');
    assert.equal(header, 'rowId,triggerDatetime,chName,callDuration');
    assert.ok(rows.length > 0);
    assert.deepEqual(
      lines.map((line) => line.split(',')[0]),
      rows.map(({ rowId }) => rowId).sort((a, b) => Number(a) - Number(b)),
    );
    const ndjson = await createDownload(gateway())(CallList, DAYS, { type: 'application/x-ndjson' });
    const objects = (await ndjson.content.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    assert.equal(objects.length, rows.length);
  });

  test('that fails before its first row rejects with the errors that the gateway answers', async () => {
    const download = createDownload(gateway());
    await assert.rejects(download(CallList, { ...DAYS, endDate: '2025-01-01' }), (error) => {
      assert.ok(error instanceof GatewayErrors);
      assert.deepEqual(error.errors[0]?.path, ['installation', 'callTriggers']);
      return true;
    });
    await assert.rejects(download(ChannelTable, DAYS), /A file holds the rows of one report/);
  });

  test('that breaks off rejects, and is never taken for a shorter file', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('rowId\r\n1\r\n', () => response.destroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A server that listens on a port has an address with one.
    const { port } = server.address() as AddressInfo;
    const broken = createDownload({ ...gateway(), url: `http://127.0.0.1:${port}/graphql` })(CallList, DAYS);
    await assert.rejects(broken, TypeError);
    server.close();
  });
});
