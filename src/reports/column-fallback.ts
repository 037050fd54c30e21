/**
 * A guess never takes a report down: where the Reports API refuses a request that asks for columns the catalogue merely infers, it is asked
 * once more without them.
 *
 * What is found to be refused is remembered and left out of later requests. Where several columns may have been the cause, requests of one
 * row, in the background and at most one an operation, find out which.
 */
import type { Report } from '../../schema/report.js';
import { GatewayError } from '../errors.js';
import { columns, EVERYTHING } from '../query/projection.js';
import { ReportQuery } from '../query/report-query.js';
import type { Column, RowPlan } from '../rows/row-plan-types.js';
import type { RefusedColumns } from './refused-columns.js';

/** A selected column that the answer was asked without. `isKnown`: whether it is known to be refused, or only suspected. */
export interface LeftOutColumn {
  readonly name: string;
  readonly isKnown: boolean;
}

/** How a query was sent in the end. */
export interface Asked<Reply> {
  readonly reply: Reply;
  /** What was sent. */
  readonly sent: ReportQuery;
  readonly leftOut: readonly LeftOutColumn[];
}

export interface FallbackOptions {
  readonly memory: RefusedColumns;
  /** The base URL of the caller's kind of credential. */
  readonly base: string;
  /** Asks a query of one row whose rows nobody wants. Rejects as any other request does. */
  readonly probe: (query: ReportQuery) => Promise<unknown>;
  /** Called for every reply that came without some of the columns asked for. */
  readonly onLeftOut: (report: string, columns: readonly string[]) => void;
}

/** What is asked, and how its rows are read. */
export interface FallbackAsk {
  readonly query: ReportQuery;
  readonly plans: readonly RowPlan[];
  /** Whether rows are looked up by the key that the query filters on, which they are told apart by. */
  readonly isLookUp: boolean;
}

/** One way to send what is asked. */
export interface Attempt {
  readonly query: ReportQuery;
  readonly plans: readonly RowPlan[];
  readonly leftOut: readonly LeftOutColumn[];
  /** Whether the same rows were asked for before, in a request that was refused. */
  readonly isRepeated: boolean;
}

/** Sends by `send`, without what is known to be refused, and once more without every guess where it is refused. */
export type ColumnFallback = <Reply>(ask: FallbackAsk, send: (attempt: Attempt) => Promise<Reply>) => Promise<Asked<Reply>>;

/** The fallback of one operation. */
export function createColumnFallback({ memory, base, probe, onLeftOut }: FallbackOptions): ColumnFallback {
  /** Whether the operation has caused a request more than its question needs. */
  let isSpent = false;

  const probeLater = (sent: ReportQuery, guesses: readonly string[]): void => {
    const next = isSpent ? null : memory.nextProbe({ base, report: sent.report.name }, guesses);
    if (next === null) return;
    isSpent = true;
    probe(probeOf(sent, next.columns)).then(
      () => next.settle(true),
      (error: unknown) => next.settle(isRefusal(error) ? false : null),
    );
  };

  return async (ask, send) => {
    const { query, plans } = ask;
    const guesses = guessesOf(ask);
    const place = { base, report: query.report.name };
    const known = guesses.length === 0 ? NOTHING : knownAmong(guesses, memory.leftOut(place));
    try {
      if (known.length === 0)
        return { reply: await send({ query, plans, leftOut: NOTHING, isRepeated: false }), sent: query, leftOut: NOTHING };
      const asked = await sendWithout(ask, send, { leftOut: known, isRepeated: false });
      onLeftOut(place.report, namesOf(known));
      probeLater(asked.sent, guesses);
      return asked;
    } catch (refusal) {
      const others = guesses.filter((name) => !known.some((column) => column.name === name));
      if (!isRefusal(refusal) || others.length === 0) throw refusal;
      isSpent = true;
      const leftOut = [...known, ...others.map((name) => ({ name, isKnown: others.length === 1 }))];
      const asked = await sendWithout(ask, send, { leftOut, isRepeated: true }).catch((error: unknown) => {
        throw isRefusal(error) ? refusal : error;
      });
      onLeftOut(place.report, namesOf(leftOut));
      memory.suspect(place, others);
      return asked;
    }
  };
}

/** Sends what is asked without these columns. */
async function sendWithout<Reply>(
  ask: FallbackAsk,
  send: (attempt: Attempt) => Promise<Reply>,
  { leftOut, isRepeated }: Pick<Attempt, 'leftOut' | 'isRepeated'>,
): Promise<Asked<Reply>> {
  const { query, plans } = leaveOut(ask, leftOut);
  return { reply: await send({ query, plans, leftOut, isRepeated }), sent: query, leftOut };
}

/** Those of the guesses that are left out of requests by now. */
function knownAmong(guesses: readonly string[], remembered: ReadonlyMap<string, boolean>): readonly LeftOutColumn[] {
  if (remembered.size === 0) return NOTHING;
  return guesses.flatMap((name): readonly LeftOutColumn[] => {
    const isKnown = remembered.get(name);
    return isKnown === undefined ? [] : [{ name, isKnown }];
  });
}

const namesOf = (leftOut: readonly LeftOutColumn[]): readonly string[] => leftOut.map(({ name }) => name);

const NOTHING: readonly LeftOutColumn[] = [];

/** What a caller is told of a selected column that was left out. */
export function unknownField(report: Report, { name, isKnown }: LeftOutColumn): GatewayError {
  const fact = isKnown
    ? `The Reports API refuses the column ${name} of ${report.name}, which the catalogue only infers, so it is null in each row`
    : `The Reports API refuses a column of ${report.name} that the catalogue only infers. It may be ${name}, so that is null in each row`;
  return new GatewayError('UPSTREAM_UNKNOWN_FIELD', `${fact}. Correct it in the CATALOGUE overlay.`);
}

/** Whether the Reports API refused what was asked, as it does for a name that it does not know. */
function isRefusal(error: unknown): boolean {
  return error instanceof GatewayError && (error.upstreamStatus === 400 || error.upstreamStatus === 422);
}

/**
 * The columns asked for that are merely inferred. Not among them is what rows are told apart by: what is grouped, a tracked or required
 * column, and the key of a look-up.
 */
function guessesOf({ query: { report, group, filters, projection }, plans, isLookUp }: FallbackAsk): readonly string[] {
  if (projection.kind === 'everything') return [];
  const guesses = projection.names.filter((name) => report.fields.get(name)?.evidence === 'inferred' && !group.includes(name));
  if (guesses.length === 0) return guesses;
  const needed = new Set(isLookUp ? filters.map(({ field }) => field) : []);
  for (const { columns: asked, track } of plans) {
    if (track !== null) needed.add(track);
    for (const { source } of asked) if (source.kind === 'cell' && source.required === true) needed.add(source.key);
  }
  return guesses.filter((name) => !needed.has(name));
}

/** What is asked without these columns, which are null in every row then. */
export function leaveOut(
  { query, plans }: Pick<FallbackAsk, 'query' | 'plans'>,
  leftOut: readonly LeftOutColumn[],
): Pick<FallbackAsk, 'query' | 'plans'> {
  const without = queryWithout(query, leftOut);
  return { query: without, plans: plansWithout(plans, without, leftOut) };
}

/** The query without these columns. Where nothing is left to ask for, without `display[]`: the rows themselves are what is wanted. */
function queryWithout(query: ReportQuery, leftOut: readonly LeftOutColumn[]): ReportQuery {
  const { projection } = query;
  if (projection.kind === 'everything' || leftOut.length === 0) return query;
  const names = projection.names.filter((name) => !leftOut.some((column) => column.name === name));
  return new ReportQuery({ ...query, projection: names.length === 0 ? EVERYTHING : columns(names) });
}

/** The plans for the rows of such a query: these columns are null in every row, whatever upstream sends. */
function plansWithout(plans: readonly RowPlan[], { projection }: ReportQuery, leftOut: readonly LeftOutColumn[]): readonly RowPlan[] {
  if (leftOut.length === 0) return plans;
  const names = new Set(leftOut.map(({ name }) => name));
  const without = (column: Column): Column =>
    column.source.kind === 'cell' && names.has(column.source.key)
      ? { responseKey: column.responseKey, source: { kind: 'constant', json: 'null' } }
      : column;
  return plans.map((plan) => ({ ...plan, columns: plan.columns.map(without), isOpen: projection.kind === 'everything' }));
}

/** One row of what was answered, with the columns in question. */
function probeOf(sent: ReportQuery, tried: readonly string[]): ReportQuery {
  const { limit, projection } = sent;
  const names = projection.kind === 'everything' ? [] : projection.names;
  return new ReportQuery({ ...sent, limit: limit === null ? null : 1, lookAhead: false, projection: columns([...names, ...tried]) });
}

/** What was left out of either request, each column once. */
export function together(one: readonly LeftOutColumn[], other: readonly LeftOutColumn[]): readonly LeftOutColumn[] {
  return [...one, ...other.filter(({ name }) => !one.some((column) => column.name === name))];
}
