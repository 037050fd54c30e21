/** How many requests an operation causes, and what they share. */
import { describe, expect, test, beforeEach } from '@jest/globals';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const DASHBOARD = `{installation(igrp:1){
  calls:callTriggers(limit:100){rows{rowId triggerDatetime srcPhoneNumber callDuration}}
  map:callTriggers(limit:100){rows{rowId lat long city}}
  durations:callTriggers(limit:100){rows{callDuration ringTime bridgeDuration callState} request{sharedBy}}
  ppcCalls:callTriggers(limit:100,chType:PPC){rows{rowId triggerDatetime campaign}}
  ppcScores:callTriggers(limit:100,chType:PPC){rows{leadScore campaign chName}}
  ppcVisitors:callTriggers(limit:100,chType:PPC){rows{vid visitorFirstDatetime}}
  goalsByChannel:channelMetrics(group:[CH]){rows{ch goalCount}}
  callsByChannel:channelMetrics(group:[CH]){rows{ch chName callCount}}
  pagesByChannel:channelMetrics(group:[CH]){rows{chName pageCountTotal} request{sharedBy}}
  goals:channelMetrics(group:[GOAL]){rows{goal goalTitle goalCount}}
  goalCalls:channelMetrics(group:[GOAL]){rows{goal callCount}}
  goalPages:channelMetrics(group:[GOAL]){rows{goalTitle pageCountTotal}}
}}`;

describe('batching', () => {
  const product = gatewayWithSandbox();
  beforeEach(() => product.sandbox().clearRequests());
  const urls = () => product.sandbox().requests.map(({ url }) => decodeURIComponent(url));

  test('a dashboard of twelve report fields over four grains is four requests, each with the union of its columns', async () => {
    const { body } = await product.gateway().ask(DASHBOARD);
    expect(body.errors).toBeUndefined();
    expect(urls()).toHaveLength(4);
    expect(urls().find((url) => url.includes('/triggers/calls') && !url.includes('chType'))).toContain(
      'display[]=bridgeDuration&display[]=callDuration&display[]=callState&display[]=city&display[]=lat&display[]=long&display[]=ringTime&display[]=rowId&display[]=srcPhoneNumber&display[]=triggerDatetime',
    );
    expect(body.data).toMatchObject({
      installation: { durations: { request: { sharedBy: 3 } }, pagesByChannel: { request: { sharedBy: 3 } } },
    });
  });

  test('selecting less never changes the rows: each alias has the cells of the report asked alone', async () => {
    const { body } = await product.gateway().ask(DASHBOARD);
    const alone = await product.gateway().ask('{installation(igrp:1){map:callTriggers(limit:100){rows{rowId lat long city}}}}');
    expect(alone.body.data).toEqual({ installation: { map: (body.data as { installation: { map: unknown } }).installation.map } });
  });

  test('an equal question of the same caller that is under way is shared between operations', async () => {
    const slow = '{installation(igrp:1){callTriggers(limit:5000){rows{rowId raw} request{sharedBy}}}}';
    const answers = await Promise.all(Array.from({ length: 5 }, () => product.gateway().ask(slow)));
    expect(urls()).toHaveLength(1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.body.data).toMatchObject({ installation: { callTriggers: { request: { sharedBy: 5 } } } });
  });

  test('an equal question of another caller is asked on its own', async () => {
    const query = '{installation(igrp:1){callTriggers(limit:50){rows{rowId srcPhoneNumber}}}}';
    const limited = { authorization: `Basic ${Buffer.from('limited:limited').toString('base64')}` };
    const [demo, other] = await Promise.all([product.gateway().ask(query), product.gateway().ask(query, {}, limited)]);
    expect(urls()).toHaveLength(2);
    expect(demo?.text).not.toContain('XXXX');
    expect(other?.text).toContain('XXXX');
  });

  test('look-ups by key are one request a list, whatever the number of keys', async () => {
    const { body } = await product
      .gateway()
      .ask(
        '{installation(igrp:1){a:goal(goalId:543){goalTitle} b:goal(goalId:246){goalId goalStatus} c:goal(goalId:246){goalTitle} none:goal(goalId:999999){goalTitle} only:goal(goalId:7){goalId}}}',
      );
    expect(body.errors).toBeUndefined();
    expect(urls()).toHaveLength(1);
    expect(urls()[0]).toContain('/igrps/1/goals?filter[]=goalId-in-value-246,543,999999&');
    expect(body.data).toMatchObject({ installation: { none: null, only: { goalId: 7 } } });
  });
});
