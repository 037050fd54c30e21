/** A subscriber whose reply is asked for a second time: what the first attempt brought stays in the first sink. */
import { expect, test } from '@jest/globals';
import type { ReplySink } from '../../src/upstream/call.js';
import { createSubscriber } from '../../src/upstream/subscriber.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createGate, question } from '../support/upstream-with-server.js';

test('chunks that wait behind a slow write are not put into the sink of the next attempt', async () => {
  const clock = createFakeClock();
  const gate = createGate();
  const taken: string[][] = [];
  const open = (): ReplySink<readonly string[]> => {
    const own: string[] = [];
    taken.push(own);
    const isFirst = taken.length === 1;
    return {
      write: (chunk) => {
        own.push(Buffer.from(chunk).toString());
        return isFirst ? gate.opened : undefined;
      },
      end: () => own,
    };
  };
  const { subscriber, reply } = createSubscriber(question({ deadlineAt: clock.now() + 1_000 }), open, clock, () => undefined);
  const writing = ['first 1', 'first 2'].map((text) => subscriber.write(Buffer.from(text)));
  const ending = subscriber.end(true);
  subscriber.reopen();
  void subscriber.write(Buffer.from('second 1'));
  gate.open();
  await Promise.all([...writing, ending]);
  void subscriber.end(true);
  subscriber.deliver({ status: 200, durationMs: 1, sharedBy: 1, bytes: 8 });
  expect((await reply).result).toEqual(['second 1']);
  expect(taken).toEqual([['first 1'], ['second 1']]);
});
