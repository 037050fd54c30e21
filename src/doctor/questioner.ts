/**
 * Asks the Reports API one thing at a time, no faster than agreed, and no more often than allowed.
 *
 * What comes out says what became of a question. Neither a row's value nor a sentence of upstream's gets past here.
 */
import { NO_ROWS, readRows, type RowsSeen } from './rows-seen.js';

/** A reply as it came. `body` is null where it was longer than is read. */
export interface Reply {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string | null;
}

/** Sends one GET for a path below the base. Rejects where there is no reply. */
export type Send = (target: string) => Promise<Reply>;

/** `failed`: no reply, a status of a fault, or a reply that is no rows. */
export type Outcome = 'rows' | 'refused' | 'forbidden' | 'notFound' | 'failed';

export interface Answer {
  readonly outcome: Outcome;
  /** 0 where there was no reply. */
  readonly status: number;
  readonly rows: RowsSeen;
}

export interface QuestionerOptions {
  readonly send: Send;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Requests a second at most. */
  readonly rate: number;
  readonly maxRequests: number;
}

export interface Questioner {
  /** Throws `Spent` where no request is left, and `CouldNotRun` where going on makes no sense. */
  readonly ask: (target: string) => Promise<Answer>;
  readonly asked: () => number;
}

/** Every allowed request has been made. */
export class Spent extends Error {
  override readonly name = 'Spent';
}

/** The account cannot be examined; the message says why. */
export class CouldNotRun extends Error {
  override readonly name = 'CouldNotRun';
}

/** How often one question is asked again after a 429, and how many questions in a row may fail. */
const PAUSES = 5;
const FAILURES = 5;
/** How long a pause is where the API names none, and at most. */
const PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 300_000;

/** Starts with nothing asked. */
export function createQuestioner({ send, wait, now, rate, maxRequests }: QuestionerOptions): Questioner {
  let asked = 0;
  let failures = 0;
  let next = Number.NEGATIVE_INFINITY;

  const once = async (target: string): Promise<Reply | null> => {
    if (asked >= maxRequests) throw new Spent(`All ${maxRequests} requests are spent.`);
    const early = next - now();
    if (early > 0) await wait(early);
    next = now() + 1000 / rate;
    asked += 1;
    return send(target).catch(() => null);
  };

  return {
    asked: () => asked,
    async ask(target) {
      let reply = await once(target);
      for (let pauses = 0; reply?.status === 429 && pauses < PAUSES; pauses += 1) {
        await wait(pauseOf(reply.retryAfter));
        reply = await once(target);
      }
      if (reply?.status === 401)
        throw new CouldNotRun('The Reports API refused the credential (401). Check it, and that it is of the kind that this base takes.');
      const answer = answerOf(reply);
      failures = answer.outcome === 'failed' ? failures + 1 : 0;
      if (failures === FAILURES)
        throw new CouldNotRun(
          `${FAILURES} requests in a row failed, the last ${answer.status === 0 ? 'without a reply' : `with status ${answer.status}`}. Check REPORTS_URL and try again later.`,
        );
      return answer;
    },
  };
}

const OUTCOMES: ReadonlyMap<number, Outcome> = new Map([
  [400, 'refused'],
  [422, 'refused'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [410, 'notFound'],
]);

function answerOf(reply: Reply | null): Answer {
  if (reply === null) return { outcome: 'failed', status: 0, rows: NO_ROWS };
  const { status, body } = reply;
  if (status === 204) return { outcome: 'rows', status, rows: NO_ROWS };
  const rows = status === 200 && body !== null ? readRows(body) : null;
  if (rows !== null) return { outcome: 'rows', status, rows };
  return { outcome: OUTCOMES.get(status) ?? 'failed', status, rows: NO_ROWS };
}

function pauseOf(retryAfter: string | null): number {
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
  return seconds === null ? PAUSE_MS : Math.min(seconds * 1000, MAX_PAUSE_MS);
}
