/**
 * Reports of one operation: the same question is answered once, and questions of one grain share one request with the union of their
 * columns. What each asker wants of the rows is its plan; all plans of a grain read the same reply.
 */
import { grainKey, queryKey, widen } from '../query/canonical-key.js';
import type { ReportQuery } from '../query/report-query.js';
import { nameInstallation } from './name-installation.js';
import type { RowPlan } from '../rows/row-plan-types.js';
import { createBatchLoader } from './batch-loader.js';
import type { FetchRows, ReportAnswer } from './fetch-rows.js';
import { CELLS_A_TURN, createPace, type Pace } from './pace.js';

export interface ReportAsk {
  readonly query: ReportQuery;
  /** How its rows are read; one plan for every list of rows that the field selects. */
  readonly plans: readonly RowPlan[];
  /** The same for equal asks. */
  readonly key: string;
}

/** The ask for these rows. Kept with its document, it is asked again without its key being written again. */
export function createReportAsk(query: ReportQuery, plans: readonly RowPlan[]): ReportAsk {
  return { query, plans, key: `${queryKey(query)}\n${JSON.stringify(plans)}` };
}

export interface ReportLoader {
  /** One report field's answer. Rejects with a `GatewayError`. */
  readonly load: (ask: ReportAsk) => Promise<ReportAnswer>;
}

/** Requests that are sent at once; of more, at most forty are sent in one turn of the event loop. */
const FEW_REQUESTS = 10;
const CELLS_A_REQUEST = CELLS_A_TURN / 40;

/** A loader for one operation. Many requests are sent over several turns of the event loop. */
export function createReportLoader(fetchRows: FetchRows, pace: Pace = createPace()): ReportLoader {
  /** How many report fields asked each grain, equal questions included. */
  const askers = new Map<string, number>();
  const send: Send = (sent, plans) => fetchRows(sent, plans, askers.get(grainKey(sent)) ?? 1);
  const sendInTurn: Send = async (sent, plans) => {
    const turn = pace.turnFor(CELLS_A_REQUEST);
    if (turn) await turn;
    return send(sent, plans);
  };
  const load = createBatchLoader<ReportAsk, ReportAnswer>({
    start: (asks) => answerAll(asks, asks.length > FEW_REQUESTS ? sendInTurn : send),
    keyOf: ({ key }) => key,
    pace,
  });
  return {
    load(ask) {
      const grain = grainKey(ask.query);
      askers.set(grain, (askers.get(grain) ?? 0) + 1);
      return load(ask);
    },
  };
}

type Send = (sent: ReportQuery, plans: readonly RowPlan[]) => ReturnType<FetchRows>;

/** One answer an ask, in order. Each grain settles its own asks when its own reply is there, and a failure reaches no other. */
function answerAll(asks: readonly ReportAsk[], send: Send): readonly Promise<ReportAnswer>[] {
  const grains = new Map<string, Grain>();
  const places = asks.map((ask) => {
    const key = grainKey(ask.query);
    let grain = grains.get(key);
    if (grain === undefined) grains.set(key, (grain = { asks: [], answers: null }));
    return { grain, at: grain.asks.push(ask) - 1 };
  });
  return places.map(async ({ grain, at }) => {
    const answer = (await (grain.answers ??= answerGrain(grain.asks, send)))[at];
    if (answer === undefined) throw new Error('An ask was left without an answer.');
    return answer;
  });
}

/** Asks that one request serves. */
interface Grain {
  readonly asks: ReportAsk[];
  /** One an ask, in the same order; null until they are sent. */
  answers: Promise<readonly ReportAnswer[]> | null;
}

async function answerGrain(asks: readonly ReportAsk[], send: Send): Promise<readonly ReportAnswer[]> {
  const query = widen(asks.map((ask) => ask.query));
  const answer = await nameInstallation(
    query,
    send(
      query,
      asks.flatMap((ask) => ask.plans),
    ),
  );
  if (asks.length === 1) return [answer];
  let from = 0;
  return asks.map(({ plans }) => {
    const results = answer.results.slice(from, from + plans.length);
    from += plans.length;
    return { ...answer, results };
  });
}
