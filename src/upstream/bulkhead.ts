/**
 * Who may send now. So many requests at once in all, so many of one caller, and a bounded queue behind them, served caller by caller in
 * turn: however much one asks, the others are not kept waiting for it.
 *
 * A caller whom upstream told to slow down is paused: its requests wait, the others go on.
 */
import type { Clock } from './clock.js';

export interface BulkheadOptions {
  readonly sockets: number;
  readonly perCaller: number;
  readonly waiting: number;
  readonly clock: Clock;
}

/** `go`: send. `shed`: the queue was full. `left`: `leave` was called first. */
export type Turn = 'go' | 'shed' | 'left';

export interface Place {
  /** Null: it is this one's turn already. */
  readonly turn: Promise<Turn> | null;
  /** Gives the place up, in the queue or on the wire. May be called more than once. */
  readonly leave: () => void;
}

export interface Bulkhead {
  enter(caller: string): Place;
  /** Whether another question of this caller would be turned away at once. */
  isFullFor(caller: string): boolean;
  /** Nothing of this caller is sent for so long. A longer pause stands. */
  pause(caller: string, milliseconds: number): void;
  /** Milliseconds for which a caller is paused yet; 0 if it is not. */
  pausedFor(caller: string): number;
  /** Calls that wait, of all callers. */
  waiting(): number;
}

interface Lane {
  readonly caller: string;
  running: number;
  readonly queue: Waiter[];
  pausedUntil: number;
  endPause: (() => void) | undefined;
}

interface Waiter {
  resolve(turn: Turn): void;
}

/** Makes an empty bulkhead. */
export function createBulkhead({ sockets, perCaller, waiting, clock }: BulkheadOptions): Bulkhead {
  /** In the order in which they are served; a lane that was served goes to the end. */
  const lanes = new Map<string, Lane>();
  let running = 0;
  let queued = 0;

  const laneOf = (caller: string): Lane => {
    const known = lanes.get(caller);
    if (known !== undefined) return known;
    const lane: Lane = { caller, running: 0, queue: [], pausedUntil: -Infinity, endPause: undefined };
    lanes.set(caller, lane);
    return lane;
  };

  const tidy = (lane: Lane): void => {
    if (lane.running === 0 && lane.queue.length === 0 && lane.endPause === undefined) lanes.delete(lane.caller);
  };

  const mayRun = (lane: Lane): boolean => running < sockets && lane.running < perCaller && lane.endPause === undefined;

  const run = (lane: Lane): void => {
    running += 1;
    lane.running += 1;
  };

  const release = (lane: Lane): void => {
    running -= 1;
    lane.running -= 1;
    serve();
    tidy(lane);
  };

  const serve = (): void => {
    while (queued > 0) {
      const lane = firstReady();
      const waiter = lane?.queue.shift();
      if (lane === undefined || waiter === undefined) return;
      lanes.delete(lane.caller);
      lanes.set(lane.caller, lane);
      queued -= 1;
      run(lane);
      waiter.resolve('go');
    }
  };

  const firstReady = (): Lane | undefined => {
    for (const lane of lanes.values()) if (lane.queue.length > 0 && mayRun(lane)) return lane;
    return undefined;
  };

  /** The caller that waits most, where it waits for more than the newcomer would; otherwise the newcomer. */
  const longestBeside = (newcomer: Lane | undefined): Lane | undefined => {
    let longest = newcomer;
    let length = newcomer?.queue.length ?? 0;
    for (const lane of lanes.values()) {
      if (lane.queue.length <= length + (longest === newcomer ? 1 : 0)) continue;
      longest = lane;
      length = lane.queue.length;
    }
    return longest;
  };

  /** Makes room for a newcomer by turning away the latest of the caller that waits most; false if that is the newcomer itself. */
  const makeRoom = (newcomer: Lane): boolean => {
    const longest = longestBeside(newcomer);
    const waiter = longest === newcomer ? undefined : longest?.queue.pop();
    if (waiter === undefined) return false;
    queued -= 1;
    waiter.resolve('shed');
    return true;
  };

  const stand = (lane: Lane): Place => {
    let state: Turn | 'waiting' | 'gone' = 'waiting';
    const waiter: { resolve(turn: Turn): void } = { resolve: () => undefined };
    const turn = new Promise<Turn>((fulfil) => {
      waiter.resolve = (how) => {
        state = how;
        fulfil(how);
      };
    });
    lane.queue.push(waiter);
    queued += 1;
    const leave = (): void => {
      if (state === 'waiting') {
        lane.queue.splice(lane.queue.indexOf(waiter), 1);
        queued -= 1;
        waiter.resolve('left');
        tidy(lane);
      } else if (state === 'go') {
        state = 'gone';
        release(lane);
      }
    };
    return { turn, leave };
  };

  return {
    enter: (caller) => {
      const lane = laneOf(caller);
      if (lane.queue.length === 0 && mayRun(lane)) {
        run(lane);
        let gone = false;
        const leave = (): void => {
          if (gone) return;
          gone = true;
          release(lane);
        };
        return { turn: null, leave };
      }
      if (queued < waiting || makeRoom(lane)) return stand(lane);
      tidy(lane);
      return { turn: SHED, leave: () => undefined };
    },
    isFullFor: (caller) => {
      if (queued < waiting) return false;
      const lane = lanes.get(caller);
      return longestBeside(lane) === lane && !(lane !== undefined && lane.queue.length === 0 && mayRun(lane));
    },
    pause: (caller, milliseconds) => {
      const lane = laneOf(caller);
      const until = clock.now() + milliseconds;
      if (until <= lane.pausedUntil) return;
      lane.pausedUntil = until;
      lane.endPause?.();
      lane.endPause = clock.after(
        milliseconds,
        () => {
          lane.endPause = undefined;
          serve();
          tidy(lane);
        },
        true,
      );
    },
    waiting: () => queued,
    pausedFor: (caller) => {
      const lane = lanes.get(caller);
      return lane?.endPause === undefined ? 0 : Math.max(0, lane.pausedUntil - clock.now());
    },
  };
}

const SHED: Promise<Turn> = Promise.resolve('shed');
