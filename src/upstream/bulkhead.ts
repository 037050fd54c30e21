/**
 * Who may send now. So many requests at once in all, so many of one caller, and a bounded queue behind them, served caller by caller in
 * turn: however much one asks, the others are not kept waiting for it.
 *
 * A caller whom upstream told to slow down is paused: its requests wait, the others go on. Callers whose credential upstream has not lately
 * accepted share a small part of connections and queue, so that invented credentials keep nobody else out.
 */
import type { Clock } from './clock.js';

export interface BulkheadOptions {
  readonly sockets: number;
  readonly perCaller: number;
  readonly waiting: number;
  /** What part of `sockets` and of `waiting` callers without proof have together, one at least. Default all. */
  readonly unprovenShare?: number;
  /** Requests at once of one caller without proof. Default: as many as of others. */
  readonly unprovenPerCaller?: number;
  /** Whether upstream has lately accepted the caller's credential. Default yes. */
  readonly isProven?: (caller: string) => boolean;
  readonly clock: Clock;
}

/** `granted`: send. `shed`: the queue was full. `released`: `release` was called first. */
export type Grant = 'granted' | 'shed' | 'released';

export interface Permit {
  /** Null: granted at once. */
  readonly ready: Promise<Grant> | null;
  /** Gives the permit up, waiting or granted. May be called more than once. */
  readonly release: () => void;
}

export interface Bulkhead {
  acquire(caller: string): Permit;
  /** Whether another request of this caller would be shed at once. */
  isFullFor(caller: string): boolean;
  /** Upstream accepts this caller: what it has under way leaves the share of those who are not accepted yet. */
  prove(caller: string): void;
  /** Nothing of this caller is sent for so long. A longer pause stands. */
  pause(caller: string, milliseconds: number): void;
  /** Milliseconds for which a caller is paused yet; 0 if it is not. */
  pausedFor(caller: string): number;
  /** Requests that wait for a permit. */
  waiting(): number;
}

interface CallerQueue {
  readonly caller: string;
  running: number;
  readonly tickets: Ticket[];
  pausedUntil: number;
  endPause: (() => void) | undefined;
}

/** One request, from its entry to its end. */
interface Ticket {
  readonly queue: CallerQueue;
  /** Whether its caller had no proof when it came; looked at again when its turn comes. */
  unproven: boolean;
  state: Grant | 'waiting';
  resolve: (grant: Grant) => void;
}

/** Makes an empty bulkhead. */
export function createBulkhead(options: BulkheadOptions): Bulkhead {
  const { sockets, perCaller, waiting, unprovenShare = 1, unprovenPerCaller = perCaller, isProven = () => true, clock } = options;
  const unprovenSockets = Math.max(1, Math.floor(unprovenShare * sockets));
  const unprovenWaiting = Math.max(1, Math.floor(unprovenShare * waiting));
  /** In the order in which they are served; a queue that was served goes to the end. */
  const queues = new Map<string, CallerQueue>();
  const running = { all: 0, unproven: 0 };
  const queued = { all: 0, unproven: 0 };
  const unprovenRunning = new Set<Ticket>();

  const queueOf = (caller: string): CallerQueue => {
    const known = queues.get(caller);
    if (known !== undefined) return known;
    const queue: CallerQueue = { caller, running: 0, tickets: [], pausedUntil: -Infinity, endPause: undefined };
    queues.set(caller, queue);
    return queue;
  };

  const tidy = (queue: CallerQueue): void => {
    if (queue.running === 0 && queue.tickets.length === 0 && queue.endPause === undefined) queues.delete(queue.caller);
  };

  const count = (counter: { all: number; unproven: number }, ticket: Ticket, by: 1 | -1): void => {
    counter.all += by;
    if (ticket.unproven) counter.unproven += by;
  };

  const mayRun = (queue: CallerQueue, unproven: boolean): boolean =>
    running.all < sockets &&
    queue.running < (unproven ? Math.min(perCaller, unprovenPerCaller) : perCaller) &&
    queue.endPause === undefined &&
    (!unproven || running.unproven < unprovenSockets);

  const mayWait = (unproven: boolean): boolean => queued.all < waiting && (!unproven || queued.unproven < unprovenWaiting);

  const run = (ticket: Ticket): void => {
    ticket.state = 'granted';
    if (ticket.unproven) unprovenRunning.add(ticket);
    count(running, ticket, 1);
    ticket.queue.running += 1;
  };

  const firstReady = (): Ticket | undefined => {
    for (const queue of queues.values()) {
      const [first] = queue.tickets;
      if (first?.unproven === true && isProven(queue.caller)) {
        queued.unproven -= 1;
        first.unproven = false;
      }
      if (first !== undefined && mayRun(queue, first.unproven)) return first;
    }
    return undefined;
  };

  const serve = (): void => {
    for (let next = firstReady(); next !== undefined; next = firstReady()) {
      const { queue } = next;
      queue.tickets.shift();
      queues.delete(queue.caller);
      queues.set(queue.caller, queue);
      count(queued, next, -1);
      run(next);
      next.resolve('granted');
    }
  };

  /** The queue that is longest, where it is longer than the newcomer's would be; otherwise the newcomer's. `among`: those without proof, or all. */
  const longestBeside = (newcomer: CallerQueue | undefined, among: 'unproven' | 'all'): CallerQueue | undefined => {
    let longest = newcomer;
    let length = newcomer?.tickets.length ?? 0;
    for (const queue of queues.values()) {
      if (queue.tickets.length <= length + (longest === newcomer ? 1 : 0)) continue;
      if (among === 'unproven' && queue.tickets.at(-1)?.unproven !== true) continue;
      longest = queue;
      length = queue.tickets.length;
    }
    return longest;
  };

  /** Makes room for a newcomer by shedding the latest of the caller that waits most; false if that is the newcomer itself. */
  const makeRoom = (newcomer: CallerQueue, unproven: boolean): boolean => {
    const longest = longestBeside(newcomer, unproven ? 'unproven' : 'all');
    const last = longest === newcomer ? undefined : longest?.tickets.pop();
    if (last === undefined) return false;
    count(queued, last, -1);
    last.state = 'shed';
    last.resolve('shed');
    return true;
  };

  const release = (ticket: Ticket): void => {
    const { queue, state } = ticket;
    if (state === 'waiting') {
      queue.tickets.splice(queue.tickets.indexOf(ticket), 1);
      count(queued, ticket, -1);
      ticket.resolve('released');
    } else if (state === 'granted') {
      count(running, ticket, -1);
      if (ticket.unproven) unprovenRunning.delete(ticket);
      queue.running -= 1;
    }
    ticket.state = 'released';
    if (state === 'granted') serve();
    tidy(queue);
  };

  const wait = (ticket: Ticket): Promise<Grant> =>
    new Promise((resolve) => {
      ticket.resolve = resolve;
      ticket.queue.tickets.push(ticket);
      count(queued, ticket, 1);
    });

  return {
    acquire: (caller) => {
      const queue = queueOf(caller);
      const unproven = !isProven(caller);
      const ticket: Ticket = { queue, unproven, state: 'waiting', resolve: () => undefined };
      if (queue.tickets.length === 0 && mayRun(queue, unproven)) {
        run(ticket);
        return { ready: null, release: () => release(ticket) };
      }
      if (mayWait(unproven) || makeRoom(queue, unproven)) return { ready: wait(ticket), release: () => release(ticket) };
      tidy(queue);
      return { ready: SHED, release: () => undefined };
    },
    isFullFor: (caller) => {
      const unproven = !isProven(caller);
      if (mayWait(unproven)) return false;
      const queue = queues.get(caller);
      const runsAtOnce = queue !== undefined && queue.tickets.length === 0 && mayRun(queue, unproven);
      return longestBeside(queue, unproven ? 'unproven' : 'all') === queue && !runsAtOnce;
    },
    prove: (caller) => {
      for (const ticket of unprovenRunning) {
        if (ticket.queue.caller !== caller) continue;
        unprovenRunning.delete(ticket);
        ticket.unproven = false;
        running.unproven -= 1;
      }
      serve();
    },
    pause: (caller, milliseconds) => {
      const queue = queueOf(caller);
      const until = clock.now() + milliseconds;
      if (until <= queue.pausedUntil) return;
      queue.pausedUntil = until;
      queue.endPause?.();
      queue.endPause = clock.after(
        milliseconds,
        () => {
          queue.endPause = undefined;
          serve();
          tidy(queue);
        },
        true,
      );
    },
    pausedFor: (caller) => {
      const queue = queues.get(caller);
      return queue?.endPause === undefined ? 0 : Math.max(0, queue.pausedUntil - clock.now());
    },
    waiting: () => queued.all,
  };
}

const SHED: Promise<Grant> = Promise.resolve('shed');
