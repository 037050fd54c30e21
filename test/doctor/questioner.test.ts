/** How doctor asks: one thing at a time, at a rate, a number of times, and with patience. */
import { describe, expect, test } from '@jest/globals';
import { createQuestioner, type Reply } from '../../src/doctor/questioner.js';

const OK: Reply = { status: 200, retryAfter: null, body: '{"a":"1"}\n' };
const status = (code: number, retryAfter: string | null = null): Reply => ({ status: code, retryAfter, body: '"No"\n' });

/** A clock that moves where somebody waits, or a reply takes its time. */
function asking(replies: readonly (Reply | 'nothing')[], options: { readonly rate?: number; readonly maxRequests?: number } = {}) {
  let time = 0;
  const sent: number[] = [];
  let open = 0;
  let most = 0;
  const questioner = createQuestioner({
    rate: options.rate ?? 2,
    maxRequests: options.maxRequests ?? 1000,
    now: () => time,
    wait: async (milliseconds) => void (time += milliseconds),
    send: async () => {
      sent.push(time);
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      time += 50;
      const reply = replies[Math.min(sent.length, replies.length) - 1];
      if (reply === undefined || reply === 'nothing') throw new Error('socket hang up');
      return reply;
    },
  });
  return { questioner, sent, most: () => most };
}

describe('doctor’s questions', () => {
  test('are at most two a second, one at a time', async () => {
    const { questioner, sent, most } = asking([OK]);
    for (let i = 0; i < 5; i += 1) await questioner.ask('/igrps');
    expect(sent).toEqual([0, 500, 1000, 1500, 2000]);
    expect(most()).toBe(1);
  });

  test('end with the number that is allowed, and say so', async () => {
    const { questioner, sent } = asking([OK], { maxRequests: 2 });
    await questioner.ask('/igrps');
    await questioner.ask('/igrps');
    await expect(questioner.ask('/igrps')).rejects.toThrow('All 2 requests are spent.');
    expect([sent.length, questioner.asked()]).toEqual([2, 2]);
  });

  test('wait as long as a 429 says, and ask the same again', async () => {
    const { questioner, sent } = asking([status(429, '7'), status(429), OK]);
    expect((await questioner.ask('/igrps')).outcome).toBe('rows');
    expect(sent).toEqual([0, 7050, 37_100]);
  });

  test('end at once with a 401', async () => {
    const { questioner, sent } = asking([status(401)]);
    await expect(questioner.ask('/igrps')).rejects.toThrow('refused the credential (401)');
    expect(sent).toHaveLength(1);
  });

  test('end after five failures in a row', async () => {
    const { questioner } = asking(['nothing', status(503), 'nothing', status(500), 'nothing']);
    for (let i = 0; i < 4; i += 1) expect((await questioner.ask('/igrps')).outcome).toBe('failed');
    await expect(questioner.ask('/igrps')).rejects.toThrow('5 requests in a row failed, the last without a reply');
  });

  test.each([
    [400, 'refused'],
    [422, 'refused'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [500, 'failed'],
  ] as const)('take status %d as %s', async (code, outcome) => {
    expect(await asking([status(code)]).questioner.ask('/igrps')).toMatchObject({ outcome, status: code });
  });

  test('take a sentence in place of rows as a failure, and let no text of it out', async () => {
    const answer = await asking([{ status: 200, retryAfter: null, body: '"Canary sentence"\n' }]).questioner.ask('/igrps');
    expect(answer.outcome).toBe('failed');
    expect(JSON.stringify(answer)).not.toContain('Canary');
  });
});
