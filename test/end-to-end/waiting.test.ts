/** What waits for what over HTTP: the links of a report for that report alone, the first part of an answer for what stands in it. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO } from '../support/gateway.js';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';

/** A reply that leaves when the test says. */
class Gate {
  readonly opened: Promise<void>;
  readonly asked: Promise<void>;
  open: () => void = () => undefined;
  ask: () => void = () => undefined;

  constructor() {
    this.opened = new Promise((resolve) => (this.open = resolve));
    this.asked = new Promise((resolve) => (this.ask = resolve));
  }
}

const REPORTS = ['1', '2', '3'] as const;
/** Three reports told apart by their limits, each with a link to another list. */
const QUERY = `{installation(igrp:1){
  a:callTriggers(limit:1){rows{rowId channel{channelName}}}
  b:callTriggers(limit:2){rows{rowId dialInGroup{dgrpName}}}
  c:callTriggers(limit:3){rows{rowId goalDefinition{goalTitle}}}
}}`;
const DEFERRED = `{installation(igrp:1){
  a:callTriggers(limit:1){rows{rowId channel{channelName}}}
  ...@defer{b:callTriggers(limit:2){rows{rowId dialInGroup{dgrpName}}}}
  ...@defer{c:callTriggers(limit:3){rows{rowId goalDefinition{goalTitle}}}}
}}`;
const LINKS: Readonly<Record<string, string>> = { '1': 'channels', '2': 'dgrps', '3': 'goals' };

describe('waiting over HTTP', () => {
  const gates = new Map<string, Gate>();
  const gate = (name: string): Gate => {
    const known = gates.get(name) ?? new Gate();
    gates.set(name, known);
    return known;
  };
  const nameOf = ({ path, params }: UpstreamRequest): string =>
    path.includes('/triggers/') ? (params.find(([name]) => name === 'limit')?.[1] ?? '') : (path.split('/').at(-1) ?? '');
  const answer = (request: UpstreamRequest): UpstreamReply => {
    const name = nameOf(request);
    gate(name).ask();
    return {
      body: request.path.includes('/triggers/')
        ? ndjson({ rowId: '7', ch: '4', dgrp: '5', goal: '6' })
        : ndjson({ channelId: 4, channelName: 'four', dgrp: 5, dgrpName: 'five', goalId: 6, goalTitle: 'six' }),
      after: gate(name).opened,
    };
  };
  const { gateway } = runningGateway(answer);
  beforeEach(() => gates.clear());

  test('the links of each report are asked when that report is there, while the others are still under way', async () => {
    const asked = gateway.ask(QUERY);
    await Promise.all(REPORTS.map((limit) => gate(limit).asked));
    for (const limit of REPORTS) {
      gate(limit).open();
      await gate(LINKS[limit] ?? '').asked;
    }
    // The slowest chain is the last report and its link; the links of the others have been there all the while.
    for (const limit of REPORTS) gate(LINKS[limit] ?? '').open();
    const { body } = await asked;
    expect(body).toEqual({
      data: {
        installation: {
          a: { rows: [{ rowId: '7', channel: { channelName: 'four' } }] },
          b: { rows: [{ rowId: '7', dialInGroup: { dgrpName: 'five' } }] },
          c: { rows: [{ rowId: '7', goalDefinition: { goalTitle: 'six' } }] },
        },
      },
    });
  });

  test('the first part of an answer leaves when what stands in it is there, before the deferred reports are', async () => {
    const asking = fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'multipart/mixed', authorization: DEMO },
      body: JSON.stringify({ query: DEFERRED }),
    });
    await Promise.all(REPORTS.map((limit) => gate(limit).asked));
    gate('1').open();
    gate('channels').open();
    const reader = (await asking).body?.getReader();
    let text = '';
    const readUntil = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const read = await reader?.read();
        if (!read || read.done) throw new Error(`The answer ended without ${wanted}: ${text}`);
        text += Buffer.from(read.value).toString();
      }
    };
    await readUntil('"channelName":"four"');
    expect(text).not.toContain('dgrpName');
    gate('3').open();
    gate('goals').open();
    await readUntil('"goalTitle":"six"');
    expect(text).not.toContain('dgrpName');
    gate('2').open();
    gate('dgrps').open();
    await readUntil('"dgrpName":"five"');
    await reader?.cancel();
  });
});
