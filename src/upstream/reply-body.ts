/**
 * The body of a reply: judged by its first byte, inflated if it is compressed, held back while its sink is busy.
 */
import { gatewayError } from './faults.js';
import { createInflation } from './inflation.js';
import { beginsLikeRows, type ReplyHead } from './reply-head.js';

/** Where the bytes go. Both may throw, which ends the attempt; a promise holds back what follows. */
export interface ByteSink {
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
  readonly pause: () => void;
  readonly resume: () => void;
  readonly done: () => void;
  /** What the taker threw, or an error of the inflation. */
  readonly fail: (error: unknown) => void;
}

/** Passes a body with this head on. */
export function createReplyBody(head: ReplyHead, inflatedBytes: number, taker: ByteSink, events: BodyEvents): Body {
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
      const ending = taker.end(head.framed);
      if (ending === undefined) conclude(events.done);
      else ending.then(() => conclude(events.done), fail);
    } catch (error) {
      fail(error);
    }
  };

  if (head.gzip) {
    let fed = false;
    const inflation = createInflation(inflatedBytes, { chunk: take, end: finish, fail, ready: () => events.resume() });
    return {
      write: (chunk) => {
        fed = true;
        if (!inflation.write(chunk)) events.pause();
      },
      end: () => {
        if (fed) return inflation.end();
        // No bytes at all are an empty body, whatever coding the head names for it.
        inflation.stop();
        finish();
      },
      stop: () => {
        over = true;
        inflation.stop();
      },
    };
  }

  /** What the taker has not finished. A chunk or the end may come nevertheless, and queues up behind it. */
  let pending: Promise<void> | undefined;
  const hold = (writing: Promise<void>): void => {
    const mine = writing.then(() => {
      if (pending !== mine) return;
      pending = undefined;
      events.resume();
    }, fail);
    pending = mine;
    events.pause();
  };

  return {
    write: (chunk) => {
      if (pending !== undefined) return hold(pending.then(() => (over ? undefined : take(chunk))));
      try {
        const writing = take(chunk);
        if (writing !== undefined) hold(writing);
      } catch (error) {
        fail(error);
      }
    },
    end: () => {
      if (pending === undefined) finish();
      else void pending.then(finish);
    },
    stop: () => {
      over = true;
    },
  };
}
