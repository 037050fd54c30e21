/** Turns, whatever arrives on whatever connections, and whoever leaves meanwhile. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createTurns, type TurnTaker } from '../../src/http/turns.js';
import { holds } from '../support/laws.js';

/** What a connection sends: chunks of so many requests, each from the turn on that it arrives in. It may leave in some turn. */
interface Sender {
  readonly chunks: readonly { readonly turn: number; readonly requests: number }[];
  readonly leaves: number | null;
}

const MOST_IN_A_CHUNK = 6;
const senders = fc.array(
  fc.record({
    chunks: fc.array(fc.record({ turn: fc.nat(12), requests: fc.integer({ min: 1, max: MOST_IN_A_CHUNK }) }), { maxLength: 5 }),
    leaves: fc.option(fc.nat(20), { freq: 4, nil: null }),
  }),
  { minLength: 1, maxLength: 12 },
);
const limits = fc.record({ requestsPerTurn: fc.integer({ min: 1, max: 4 }), requestsReadPerTurn: fc.integer({ min: 1, max: 8 }) });

/** A connection whose chunks are read while it is not paused. */
class Connection implements TurnTaker {
  readonly later: (() => void)[] = [];
  readonly begun: number[] = [];
  sent = 0;
  hasLeft = false;
  #isPaused = false;
  readonly socket: TurnTaker['socket'];
  readonly #waiting: Sender['chunks'][number][];

  constructor({ chunks }: Sender) {
    this.#waiting = [...chunks].sort((one, other) => one.turn - other.turn);
    const socket = {
      isPaused: () => this.#isPaused,
      pause: () => ((this.#isPaused = true), socket),
      resume: () => ((this.#isPaused = false), socket),
      on: () => socket,
    };
    this.socket = socket as unknown as TurnTaker['socket']; // what turns use of a socket
  }

  isOver(): boolean {
    return this.hasLeft || (this.#waiting.length === 0 && this.begun.length === this.sent);
  }

  /** The requests of the next chunk that has arrived; none while the connection is not read. */
  read(turn: number): number {
    const [next] = this.#waiting;
    if (this.hasLeft || this.#isPaused || next === undefined || next.turn > turn) return 0;
    this.#waiting.shift();
    return next.requests;
  }
}

test('every request of a connection that stays is begun, once and in order, a bounded number in each turn', async () => {
  await holds(
    fc.asyncProperty(senders, limits, async (sending, bounds) => {
      const turns = createTurns(bounds);
      const connections = sending.map((sender) => new Connection(sender));
      connections.forEach(turns.join);
      let begun = 0;
      const most = { read: 0, begun: 0 };
      for (let turn = 0; !connections.every((connection) => connection.isOver()); turn++) {
        expect(turn).toBeLessThan(1_000);
        let read = 0;
        for (const [i, connection] of connections.entries()) {
          if (sending[i]?.leaves === turn) {
            connection.hasLeft = true;
            turns.leave(connection);
          }
          for (let left = connection.read(turn); left > 0; left--) {
            read++;
            const number = connection.sent++;
            turns.countRead();
            turns.begin(connection, () => {
              begun++;
              connection.begun.push(number);
            });
          }
        }
        most.read = Math.max(most.read, read);
        const before = begun;
        await new Promise((resolve) => setImmediate(resolve));
        most.begun = Math.max(most.begun, begun - before);
      }
      for (const { begun: own, sent, hasLeft } of connections)
        expect(own).toEqual(Array.from({ length: hasLeft ? own.length : sent }, (_, i) => i));
      // One more chunk is read than there is room for; a turn that reads on begins what it reads and what waits.
      expect(most.read).toBeLessThan(2 * bounds.requestsReadPerTurn + MOST_IN_A_CHUNK);
      expect(most.begun).toBeLessThanOrEqual(2 * bounds.requestsPerTurn);
      for (let turn = 0; turn < 4 * (1 + connections.length); turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(turns.leavesUnread()).toBe(false);
    }),
  );
});
