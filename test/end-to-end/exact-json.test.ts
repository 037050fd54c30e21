/** JSON columns keep every digit, whether rows leave as text or go through the executor for their links. */
import { expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson } from '../support/upstream-double.js';

const RAW = '{"rowId":12345678901234567890,"ch":7,"more":{"list":[1.0,1e400,"},{"],"n":-0}}';
const { gateway } = runningGateway(({ path }) => ({
  body: path.endsWith('/channels') ? ndjson({ channelId: 7, channelName: 'Post' }) : `${RAW}\n`,
}));

test.each([
  ['as text', ''],
  ['beside a link', ' channel{channelName}'],
])('raw and field(name:) are what upstream sent, %s', async (_, link) => {
  const { text } = await gateway.ask(
    `{installation(igrp:1){callTriggers{rows{rowId raw all:raw more:field(name:"more") none:field(name:"none")${link}}}}}`,
  );
  expect(text).toContain(`"rowId":"12345678901234567890","raw":${RAW},"all":${RAW},"more":{"list":[1.0,1e400,"},{"],"n":-0},"none":null`);
});
