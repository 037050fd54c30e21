/**
 * Which requests are begun in which turn of the event loop, and when connections are read.
 *
 * Node reads and parses all that has arrived before anything else runs, however many connections it came on. So once a turn has read as many
 * requests as it may, or as many wait to be begun, every connection is left unread. They are read again in order, a few in each turn, as far
 * as there is room for the requests that they may bring.
 */
import type { Socket } from 'node:net';
import type { RequestLimits } from '../limits.js';

/** One connection whose requests take turns. */
export interface TurnTaker {
  readonly socket: Pick<Socket, 'pause' | 'resume' | 'isPaused' | 'on'>;
  /** What begins those of its requests that wait for a later turn. */
  readonly later: (() => void)[];
}

export interface Turns {
  /** From now on the connection may be left unread for some turns. */
  readonly join: (connection: TurnTaker) => void;
  readonly leave: (connection: TurnTaker) => void;
  /** Counts a request, or the end of a connection, that was read in this turn. */
  readonly countRead: () => void;
  /**
   * Calls `begin` at once, or in a later turn if this one has begun as many requests as it may. Those that wait are begun one of each connection,
   * then the next of each, so that one connection with many requests does not delay the others. Never called once the connection has left.
   */
  readonly begin: (connection: TurnTaker, begin: () => void) => void;
  /** Whether connections may hold requests that were not read yet. */
  readonly leavesUnread: () => boolean;
}

export function createTurns(limits: Pick<RequestLimits, 'requestsPerTurn' | 'requestsReadPerTurn'>): Turns {
  const connections = new Set<TurnTaker>();
  /** Those with requests that wait for a later turn. */
  const queue: TurnTaker[] = [];
  /** Those that are not read, in the order in which they will be. */
  const unread = new Set<TurnTaker>();
  let begun = 0;
  let read = 0;
  let waiting = 0;
  let isCounting = false;
  let isReading = true;

  const count = (): void => {
    if (isCounting) return;
    isCounting = true;
    setImmediate(endTurn);
  };

  /** Sockets are read before requests that wait are begun. */
  const endTurn = (): void => {
    read = 0;
    isCounting = queue.length > 0 || unread.size > 0;
    if (isCounting) setImmediate(takeTurn);
    else [begun, isReading] = [0, true];
  };

  const takeTurn = (): void => {
    begun = 0;
    setImmediate(endTurn);
    while (begun < limits.requestsPerTurn) {
      const connection = queue.shift();
      if (!connection) break;
      const next = connection.later.shift();
      if (connection.later.length > 0) queue.push(connection);
      if (next) {
        waiting--;
        begun++;
        next();
      }
    }
    readAgain();
  };

  const stopReading = (): void => {
    isReading = false;
    for (const connection of connections) {
      if (unread.has(connection) || connection.socket.isPaused()) continue;
      unread.add(connection);
      connection.socket.pause();
    }
  };

  const readAgain = (): void => {
    let room = limits.requestsReadPerTurn - waiting;
    isReading = room > 0;
    for (const connection of unread) {
      if (room-- <= 0) return;
      unread.delete(connection);
      connection.socket.resume();
    }
  };

  return {
    join: (connection) => {
      connections.add(connection);
      // Node itself resumes a connection to read a body.
      connection.socket.on('resume', () => {
        if (unread.has(connection)) connection.socket.pause();
      });
    },
    leave: (connection) => {
      connections.delete(connection);
      unread.delete(connection);
      waiting -= connection.later.length;
      connection.later.length = 0;
    },
    countRead: () => {
      count();
      read++;
      if (isReading && Math.max(read, waiting) >= limits.requestsReadPerTurn) stopReading();
    },
    begin: (connection, begin) => {
      if (begun < limits.requestsPerTurn && queue.length === 0) {
        count();
        begun++;
        begin();
      } else {
        waiting++;
        if (connection.later.push(begin) === 1) queue.push(connection);
      }
    },
    leavesUnread: () => unread.size > 0,
  };
}
