/**
 * The body of a reply on its way to its taker: judged by its first byte, inflated if it is packed, held back while the taker is busy.
 */
import { gatewayError } from './faults.js';
import { createInflation } from './inflation.js';
import { beginsLikeRows, type ReplyHead } from './reply-head.js';

/** Where the bytes go. Both may throw, which ends the attempt; a promise holds back what follows. */
export interface Reception {
  write(chunk: Uint8Array): void | Promise<void>;
  end(proven: boolean): void | Promise<void>;
}

export interface Body {
  write(chunk: Uint8Array): void;
  end(): void;
  /** Gives up; the connection hears nothing more of it. */
  stop(): void;
}

/** What the connection is told. Of `done` and `fail` exactly one comes, once, unless the body was stopped. */
export interface BodyEvents {
  pause(): void;
  resume(): void;
  done(): void;
  /** What the taker threw, or an error of the inflation. */
  fail(error: unknown): void;
}

/** Passes a body with this head on. */
export function createBody(head: ReplyHead, inflatedBytes: number, taker: Reception, events: BodyEvents): Body {
  let begun = false;
  let over = false;

  const conclude = (tell: () => void): void => {
    if (over) return;
    over = true;
    tell();
  };
  const fail = (error: unknown): void => conclude(() => events.fail(error));

  const take = (chunk: Uint8Array): void | Promise<void> => {
    if (!begun) {
      const rows = beginsLikeRows(chunk);
      if (rows === false) throw gatewayError('malformed', { status: 200 });
      begun = rows === true;
    }
    return taker.write(chunk);
  };

  const finish = (): void => {
    if (over) return;
    try {
      const pending = taker.end(head.framed);
      if (pending === undefined) conclude(events.done);
      else pending.then(() => conclude(events.done), fail);
    } catch (error) {
      fail(error);
    }
  };

  if (head.gzip) {
    const inflation = createInflation(inflatedBytes, { chunk: take, end: finish, fail, ready: () => events.resume() });
    return {
      write: (chunk) => {
        if (!inflation.write(chunk)) events.pause();
      },
      end: inflation.end,
      stop: () => {
        over = true;
        inflation.stop();
      },
    };
  }

  return {
    write: (chunk) => {
      try {
        const pending = take(chunk);
        if (pending === undefined) return;
        events.pause();
        pending.then(() => events.resume(), fail);
      } catch (error) {
        fail(error);
      }
    },
    end: finish,
    stop: () => {
      over = true;
    },
  };
}
