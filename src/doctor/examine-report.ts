/** What one report of an account is like: its route, its rows, and which names it takes. */
import type { Field, Report } from '../../schema/report.js';
import type { FieldType, SortKey } from '../../schema/report-definition.js';
import { findMaxRows } from './find-max-rows.js';
import type { NewColumn, ReportFindings, Route, Tried } from './findings.js';
import { harmlessFilter, targetOf, type Period, type Question } from './question.js';
import type { Answer, Outcome } from './questioner.js';
import { tryNames, type NamesTried } from './refused-names.js';
import { narrowestType, NO_ROWS, readsAs, together, type RowsSeen } from './rows-seen.js';

export interface Examination {
  readonly igrp: number;
  readonly period: Period;
  /** Also looks for the cap that a limit meets. */
  readonly deep: boolean;
  readonly ask: (target: string) => Promise<Answer>;
}

/** The first limit is the gateway's own default; the smaller ones are for an API that takes fewer rows. */
const LIMITS = [1000, 100, 10, 1] as const;
const GROUPED_ROWS = 100;
/** Orders that are tried where a report is refused without one. */
const MOST_ORDERS = 5;
const NOTHING: NamesTried = { taken: new Set(), refused: new Set(), answers: [] };
const ROUTES: Readonly<Record<Outcome, Route>> = {
  rows: 'found',
  notFound: 'not found',
  forbidden: 'forbidden',
  refused: 'refused',
  failed: 'failed',
};

/** Asks all that is to know of a report; of one that another stands for (`stoodFor`) its route and its rows alone. */
export async function examineReport(report: Report, examination: Examination, stoodFor: boolean): Promise<ReportFindings> {
  if (report.requireOneOf.length > 0)
    return unasked(report, `It needs ${report.requireOneOf.join(' or ')} of a call in progress, which doctor does not have.`);
  const { igrp, period } = examination;
  const send = (question: Question) => examination.ask(targetOf(report, igrp, period, question));
  const { answer, limit, sort, defaultSort } = await firstAnswer(report, send);
  const found = { ...unasked(report, null), route: ROUTES[answer.outcome], status: answer.status, rows: answer.rows, defaultSort };
  if (answer.outcome !== 'rows') return found;
  const ask = (question: Omit<Question, 'limit'>, most: number = limit) =>
    send({ ...question, sort: question.sort ?? (sort === null ? [] : [sort]), limit: Math.min(most, limit) });
  const tried = stoodFor ? null : await tryAll(report, answer.rows, ask);
  const rows = tried === null ? answer.rows : allRows(answer.rows, [tried.display, tried.group]);
  const fewer =
    limit === LIMITS[0] ? null : `A limit of ${LIMITS[0]} is refused, ${limit} is taken. Run doctor with --deep to find the cap.`;
  return {
    ...found,
    rows,
    remark: examination.deep ? null : fewer,
    tried,
    newColumns: tried === null || report.openRows ? [] : newColumns(report, answer.rows, rows, tried.group),
    types: otherTypes(report, rows),
    maxRows:
      examination.deep && report.arguments.has('limit')
        ? await findMaxRows(report, limit, (most, offset) => send({ ...deepQuestion(report, sort), limit: most, offset }))
        : null,
  };
}

/** Findings of a report of which nothing was asked. */
export function unasked(report: Report, remark: string | null): ReportFindings {
  const nothing = { rows: NO_ROWS, defaultSort: null, newColumns: [], types: new Map<string, FieldType>(), tried: null, maxRows: null };
  return { report, route: 'not asked', status: 0, remark, ...nothing };
}

/** The request that everything else is built on: all columns, first in the catalogue's order, then in others, then with fewer rows. */
async function firstAnswer(report: Report, send: (question: Question) => Promise<Answer>) {
  const usual = report.defaultSort[0] ?? null;
  const others = ordersOf(report).filter(({ field }) => field !== usual?.field);
  const orders: readonly (SortKey | null)[] = usual === null ? [null, ...others] : [usual, null, ...others];
  let answer: Answer | null = null;
  for (const limit of report.arguments.has('limit') ? LIMITS : LIMITS.slice(0, 1))
    for (const sort of orders) {
      answer = await send({ limit, sort: sort === null ? [] : [sort] });
      if (answer.outcome === 'refused') continue;
      const defaultSort = sort === usual ? null : sort === null ? [] : [sort];
      return { answer, limit, sort, defaultSort };
    }
  // LIMITS and orders hold one each at least.
  return { answer: answer ?? { outcome: 'failed' as const, status: 0, rows: NO_ROWS }, limit: LIMITS[0], sort: null, defaultSort: null };
}

/**
 * The orders to ask for where one is demanded, the surest first: what rows are walked by, then metrics and columns that can be sorted by.
 * Several, since the account may lack a column.
 */
function ordersOf({ arguments: taken, fields, keyset }: Report): readonly SortKey[] {
  if (!taken.has('sort')) return [];
  const sortable = [...fields.values()].filter(({ sortable: can, kind }) => can && (kind === 'column' || kind === 'metric'));
  const isSure = ({ evidence }: Field) => evidence === 'documented' || evidence === 'client';
  const names = [...sortable.filter(isSure), ...sortable.filter((field) => !isSure(field))].map(({ name }) => name);
  return [...new Set([...(keyset === null ? [] : [keyset]), ...names])].slice(0, MOST_ORDERS).map((field) => ({ field, order: 'asc' }));
}

type Ask = (question: Omit<Question, 'limit'>, most?: number) => Promise<Answer>;

async function tryAll(report: Report, first: RowsSeen, ask: Ask): Promise<Tried> {
  const fields = [...report.fields.values()];
  const takes = (argument: 'filter' | 'sort' | 'group') => report.arguments.has(argument);
  const group = takes('group')
    ? await tryGroups(
        fields.filter(({ groupable }) => groupable),
        ask,
      )
    : NOTHING;
  const unseen = fields
    .filter(({ name, kind }) => (kind === 'column' || kind === 'metric') && !first.columns.has(name))
    .map(({ name }) => name);
  const display = report.openRows ? NOTHING : await tryNames(unseen, (names) => ask({ display: names }));
  const there = fields.filter(({ name, of }) => !display.refused.has(name) && !group.refused.has(of ?? name));
  const extra: readonly Pick<Field, 'name' | 'type'>[] = report.openRows
    ? []
    : [...first.columns]
        .filter(([name]) => !report.fields.has(name) && !isDynamic(report, name))
        .map(([name, seen]) => ({ name, type: narrowestType(seen) }));
  const filters = new Map([...there.filter(({ filterable }) => filterable), ...extra].map((field) => [field.name, field]));
  const ordered = there.filter(({ sortable, kind }) => sortable && (kind === 'column' || kind === 'metric'));
  const filter = takes('filter')
    ? await tryNames([...filters.keys()], (names) =>
        ask({ filter: names.flatMap((name) => filters.get(name) ?? []).map(harmlessFilter) }, 1),
      )
    : NOTHING;
  const sort = takes('sort')
    ? await tryNames(
        [...ordered, ...extra].map(({ name }) => name),
        (names) => ask({ sort: names.map((field) => ({ field, order: 'asc' })) }, 1),
      )
    : NOTHING;
  return { display, group, filter, sort, ...(await tryCustomMetrics(report, ask)) };
}

/** One at a time, so that a label that comes with a dimension shows which one it comes with. */
async function tryGroups(dimensions: readonly Field[], ask: Ask): Promise<NamesTried> {
  const each = [];
  for (const { name } of dimensions) each.push(await tryNames([name], (group) => ask({ group }, GROUPED_ROWS)));
  return {
    taken: new Set(each.flatMap(({ taken }) => [...taken])),
    refused: new Set(each.flatMap(({ refused }) => [...refused])),
    answers: each.flatMap(({ answers }) => answers),
  };
}

async function tryCustomMetrics({ customMetrics }: Report, ask: Ask): Promise<Pick<Tried, 'metric' | 'condition'>> {
  if (customMetrics === null) return { metric: NOTHING, condition: NOTHING };
  const { metricFields, conditionFields } = customMetrics;
  const [first = ''] = conditionFields;
  const metric = await tryNames(metricFields, (names) => ask({ customMetrics: names.map((name) => `${name}_${first}_0`) }, 1));
  const known = [...metric.taken][0];
  // Without a metric that is known to be taken, nothing could be told of conditions, unless it was the condition that was refused.
  const base = known ?? metricFields[0] ?? '';
  const condition = await tryNames(conditionFields, (names) => ask({ customMetrics: names.map((name) => `${base}_${name}_0`) }, 1));
  if (known !== undefined || condition.taken.size === 0) return { metric, condition };
  const [other = ''] = condition.taken;
  return {
    metric: await tryNames(metricFields, (names) => ask({ customMetrics: names.map((name) => `${name}_${other}_0`) }, 1)),
    condition,
  };
}

function allRows(first: RowsSeen, tried: readonly NamesTried[]): RowsSeen {
  return tried.flatMap(({ answers }) => answers).reduce((all, { rows }) => together(all, rows), first);
}

const isDynamic = ({ dynamicFields }: Report, name: string) => dynamicFields && /^(c|pt)_/.test(name);

function newColumns(report: Report, first: RowsSeen, all: RowsSeen, group: NamesTried): readonly NewColumn[] {
  const dimensions = [...group.taken];
  return [...all.columns].flatMap(([name, seen]): readonly NewColumn[] => {
    if (report.fields.has(name) || isDynamic(report, name)) return [];
    const at = group.answers.flatMap(({ rows }, place) => (rows.columns.has(name) ? [dimensions[place] ?? ''] : []));
    const [only] = at;
    return [{ name, type: narrowestType(seen), of: !first.columns.has(name) && at.length === 1 && only !== undefined ? only : null }];
  });
}

function otherTypes(report: Report, rows: RowsSeen): ReadonlyMap<string, FieldType> {
  return new Map(
    [...report.fields.values()].flatMap(({ name, type, kind }) => {
      const seen = rows.columns.get(name);
      return seen === undefined || readsAs(type, kind === 'metric', seen) ? [] : [[name, narrowestType(seen)] as const];
    }),
  );
}

/** As little as one row can be: one column that is surely there. */
function deepQuestion(report: Report, sort: SortKey | null): Omit<Question, 'limit'> {
  const field = report.keyset ?? [...report.fields.values()].find(({ kind }) => kind === 'column' || kind === 'metric')?.name;
  return { sort: sort === null ? [] : [sort], display: report.openRows || field === undefined ? [] : [field] };
}
