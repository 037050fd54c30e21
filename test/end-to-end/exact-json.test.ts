/** JSON columns keep every digit, whether rows leave as text or go through the executor for their links. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

const RAW = '{"rowId":12345678901234567890,"ch":7,"more":{"list":[1.0,1e400,"},{"],"n":-0}}';
let upstream: UpstreamDouble;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await startUpstreamDouble(({ path }) => ({
    body: path.endsWith('/channels') ? ndjson({ channelId: 7, channelName: 'Post' }) : `${RAW}\n`,
  }));
  gateway = await startGateway(upstream.url);
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

test.each([
  ['as text', ''],
  ['beside a link', ' channel{channelName}'],
])('raw and field(name:) are what upstream sent, %s', async (_, link) => {
  const { text } = await gateway.ask(
    `{installation(igrp:1){callTriggers{rows{rowId raw all:raw more:field(name:"more") none:field(name:"none")${link}}}}}`,
  );
  expect(text).toContain(`"rowId":"12345678901234567890","raw":${RAW},"all":${RAW},"more":{"list":[1.0,1e400,"},{"],"n":-0},"none":null`);
});
