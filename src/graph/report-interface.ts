/** The interface `Report` with its page and its request: what every report answers beside its rows. */
import type { InterfaceRef, ObjectRef } from '@pothos/core';
import { GRAPHQL_MAX_INT } from 'graphql';
import { isDated } from '../../schema/dated.js';
import { reportDates, type ReportDates } from '../comparison/report-period.js';
import { badInput, GatewayError } from '../errors.js';
import type { CacheResult, ReportAnswer } from '../reports/fetch-rows.js';
import { baseFor, kindOf } from '../reports-base.js';
import { toCurl } from '../query/to-curl.js';
import { toV2Url } from '../query/to-v2-params.js';
import type { RowsResult } from '../rows/row-plan-types.js';
import type { Builder, Types } from './builder.js';
import type { GatewayContext } from './context.js';
import { hasNextPage } from './paging.js';
import type { ReportNode } from './report-node.js';
import { reportInterfaceMark } from './report-type.js';

/** Reads the answer of a report, at once or when a streamed reply is whole. It is there whenever anything but the request is selected. */
export function withAnswer<T>({ query, answer }: ReportNode, read: (answer: ReportAnswer) => T): T | Promise<T> {
  if (answer === null) throw new Error(`${query.report.name} was not asked.`);
  return answer instanceof Promise ? answer.then(read) : read(answer);
}

/** Reads what the answer says of its rows, whichever list of them is meant. */
function withCounts<T>(node: ReportNode, read: (counts: RowsResult) => T): T | Promise<T> {
  return withAnswer(node, (answer) => read(countsOf(node, answer)));
}

function countsOf({ query }: ReportNode, { results: [counts] }: ReportAnswer): RowsResult {
  if (!counts) throw new Error(`${query.report.name} came without a result.`);
  return counts;
}

/** Whether rows follow. */
const rowsFollow = ({ query, derived }: ReportNode, counts: RowsResult): boolean => derived?.rowsFollow ?? hasNextPage(query, counts);

export interface ReportInterface {
  readonly report: InterfaceRef<Types, ReportNode>;
  /** The type of the field `request`. */
  readonly request: ObjectRef<Types, ReportNode>;
}

export function addReportInterface(builder: Builder): ReportInterface {
  const pageInfo = builder.objectRef<ReportNode>(builder.names.type('ReportPageInfo')).implement({
    description: 'Where the next page starts.',
    fields: (t) => ({
      hasNextPage: t.boolean({
        nullable: false,
        description:
          'Whether more rows follow. Selecting it makes the gateway request one row more than `limit`. At the cap of one call, true if the page is full.',
        resolve: (node) => withCounts(node, (counts) => rowsFollow(node, counts)),
      }),
      nextOffset: t.int({
        description: 'The `offset` of the next page; null on the last page, with `afterRowId`, and on reports without `offset`.',
        resolve: (node) =>
          withCounts(node, (counts) => {
            const { report, offset, filters } = node.query;
            const walksByKey = filters.some(({ field, operand }) => field === report.keyset && operand === 'gt');
            // Beside a comparison there is no offset.
            const isPaged = node.derived === null && report.arguments.has('offset') && !walksByKey;
            if (!isPaged || !rowsFollow(node, counts)) return null;
            const next = offset + counts.rowCount;
            if (next <= GRAPHQL_MAX_INT) return next;
            throw badInput(`offset must be ${GRAPHQL_MAX_INT} or less, and the next page's is not`, next, `${report.name}.offset`);
          }),
      }),
      endRowId: t.id({
        description: 'The last row’s rowId, for `afterRowId`. Null if there are no rows, and on reports without rowId.',
        resolve: (node) => withCounts(node, ({ last }) => last),
      }),
    }),
  });

  const cacheResult = builder.enumType(builder.names.type('ReportCacheResult'), {
    description: 'How the gateway’s cache took part in an answer.',
    values: {
      HIT: { description: 'Answered from the cache, still fresh. Nothing was sent.' },
      MISS: { description: 'The Reports API was asked.' },
      STALE: { description: 'Answered with a stale response from the cache, because the Reports API failed.' },
      OFF: { description: 'The cache was not asked: it is off, or not used for this report or request.' },
    } satisfies Record<CacheResult, { readonly description: string }>,
  });

  const request = builder.objectRef<ReportNode>(builder.names.type('ReportRequest')).implement({
    description: 'The upstream request behind a report.',
    fields: (t) => ({
      url: t.string({
        nullable: false,
        description:
          'The exact REST URL, for the caller’s kind of credential. Selecting only `url` and `curl` is a dry run and sends nothing upstream.',
        resolve: (node, _, context) => counted(() => urlOf(node, context), context),
      }),
      curl: t.string({
        nullable: false,
        description: 'The same as a curl command line, with a placeholder for the caller’s kind of credential.',
        resolve: (node, _, context) =>
          counted(() => toCurl(urlOf(node, context), kindOf(context.authorization) === 'apikey' ? 'apikey' : 'basic'), context),
      }),
      status: t.int({
        description: 'The HTTP status of the upstream response; null on a dry run.',
        resolve: (node) => node.answer && withAnswer(node, ({ status }) => status),
      }),
      durationMs: t.float({
        description: 'Milliseconds from the request to the end of the response; null on a dry run.',
        resolve: (node) => node.answer && withAnswer(node, ({ durationMs }) => durationMs),
      }),
      sharedBy: t.int({
        description: 'How many report fields, of this and other operations, shared this upstream request; null on a dry run.',
        resolve: (node) => node.answer && withAnswer(node, ({ sharedBy }) => sharedBy),
      }),
      cache: t.field({
        type: cacheResult,
        description: 'Whether the response came from the cache. Selecting it alone sends nothing; null on a dry run.',
        resolve: (node) => node.answer && withAnswer(node, ({ cache }) => cache),
      }),
    }),
  });

  const dates = builder.objectRef<ReportDates>(builder.names.type('ReportDates')).implement({
    description: 'The days that a report covers, in its time zone `tz`.',
    fields: (t) => ({
      startDate: t.expose('startDate', { type: 'Date', nullable: true, description: 'The first day; null if it was not given.' }),
      endDate: t.expose('endDate', { type: 'Date', nullable: true, description: 'The last day, inclusive; null if it was not given.' }),
      days: t.exposeInt('days', { nullable: true, description: 'The number of days; null if either day was not given.' }),
      closed: t.exposeBoolean('closed', {
        nullable: false,
        description: 'Whether the last day is over in `tz`; false if it was not given. Late conversions may still change a closed period.',
      }),
    }),
  });

  const report = builder.interfaceRef<ReportNode>(builder.names.type('Report')).implement({
    description: 'What every report returns besides its rows.',
    extensions: reportInterfaceMark(),
    fields: (t) => ({
      rowCount: t.int({
        nullable: false,
        description: 'The number of rows in this answer.',
        resolve: (node) => withCounts(node, ({ rowCount }) => rowCount),
      }),
      complete: t.boolean({
        nullable: false,
        description:
          'Whether this answer has every matching row from `offset` on, proven by the framing of the upstream response. Like `hasNextPage`, it requests one row more than `limit`. False if more rows follow, and on a full page at the cap.',
        resolve: (node) => isWhole(node, (answer) => answer.complete && !rowsFollow(node, countsOf(node, answer))),
      }),
      framed: t.boolean({
        nullable: false,
        description:
          'Whether the framing of the upstream response (its length or chunks) proves that it arrived whole. A response that was cut off is an error, never a shorter report.',
        resolve: (node) => isWhole(node, (answer) => answer.complete),
      }),
      notes: t.stringList({
        nullable: false,
        description:
          'Which selected fields are null in every row, and the argument that would fill each: a dimension that is not grouped, or `previous`, `delta` and `deltaRatio` without `compare`. Sends nothing upstream.',
        resolve: ({ notes }) => [...notes],
      }),
      period: t.field({
        type: dates,
        description: 'The days requested; null if the report takes none. Sends nothing upstream.',
        resolve: ({ query }, _, { now }) => (isDated(query.report) ? reportDates(query, now) : null),
      }),
      asOf: t.field({
        type: 'DateTime',
        description:
          'When the Reports API answered, which is earlier than now for a cached response; the earlier of the two with `compare`. Selecting it alone sends nothing; null on a dry run.',
        resolve: (node) => node.answer && withAnswer(node, ({ asOf }) => new Date(asOf)),
      }),
      pageInfo: t.field({ type: pageInfo, nullable: false, description: 'Where the next page starts.', resolve: (node) => node }),
      request: t.field({
        type: request,
        nullable: false,
        description: 'The upstream request behind this report.',
        resolve: (node) => node,
      }),
    }),
  });
  return { report, request };
}

/** The refusal of a selected URL where an operator turned that off. */
export function explainingIsOff(): GatewayError {
  return new GatewayError('FORBIDDEN', 'Explaining requests is turned off (EXPLAIN=off). Leave out url and curl.');
}

/** A streamed reply that broke off is reported where its rows end; here it is simply not whole. */
function isWhole(node: ReportNode, read: (answer: ReportAnswer) => boolean): boolean | Promise<boolean> {
  const whole = withAnswer(node, read);
  return node.stream && whole instanceof Promise ? whole.catch(() => false) : whole;
}

function urlOf({ query, answer }: ReportNode, { authorization, bases, explains }: GatewayContext): string {
  if (!explains) throw explainingIsOff();
  return toV2Url(baseFor(kindOf(authorization), bases), answer instanceof Promise ? query : (answer?.sent ?? query));
}

/** A text that counts in the size of the answer, as JSON writes it. It is not made for an answer that is too large already. */
function counted(make: () => string, { size }: GatewayContext): string {
  if (!size.add(0)) return '';
  const text = make();
  size.add(JSON.stringify(text).length);
  return text;
}
