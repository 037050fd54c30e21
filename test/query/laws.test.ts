/** What holds for every question: one canonical form, one key, and a wire form that another reading takes apart exactly. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from '../../sandbox/parse-query.js';
import { catalogue } from '../../schema/reports/index.js';
import { grainKey, queryKey, widen } from '../../src/query/canonical-key.js';
import { normalise, type ReportRequest } from '../../src/query/normalise.js';
import { OPERATORS } from '../../src/query/operands.js';
import { ReportQuery, SCALAR_PARAMETERS, type Filter, type QueryParts } from '../../src/query/report-query.js';
import type { SelectedField } from '../../src/query/selected-fields.js';
import { toV2Params, toV2Target } from '../../src/query/to-v2-params.js';
import { arbitraryAsk, arbitraryQuery, arbitraryText, type Ask } from '../support/arbitrary-query.js';
import { holds } from '../support/laws.js';

const RUNS = 400;

describe('the canonical form', () => {
  it('is its own canonical form', () => {
    holds(
      fc.property(arbitraryQuery, (query) => {
        expect(normalise(query.report, askedAgain(query))).toEqual(query);
      }),
      RUNS,
    );
  });

  it('is one for questions that differ in an order without meaning, or in saying a thing twice', () => {
    holds(
      fc.property(shuffledAsk, ([{ report, request }, shuffled]) => {
        expect(normalise(report, shuffled)).toEqual(normalise(report, request));
      }),
      RUNS,
    );
  });

  it('has its sets sorted and unique, and nothing of it can be changed', () => {
    holds(
      fc.property(arbitraryQuery, (query) => {
        const filters = query.filters.map(({ field, operand, value }) => [field, operand, value].join('\0'));
        expect(filters).toEqual([...new Set(filters)].sort());
        const names = query.projection.kind === 'columns' ? query.projection.names : ['-'];
        expect(names).toEqual([...new Set(names)].sort());
        expect(names.length).toBeGreaterThan(0);
        expect(query.scalars.map(([name]) => name)).toEqual(
          SCALAR_PARAMETERS.filter((name) => query.scalars.some(([each]) => each === name)),
        );
        expect(unfrozen(query)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('asks for every column that is selected, and for no other', () => {
    holds(
      fc.property(arbitraryAsk, ({ report, request }) => {
        const { projection } = normalise(report, request);
        const rows = request.selection.rows ?? [];
        expect(projection.kind === 'everything').toBe(report.openRows || rows.some(({ name }) => name === 'raw'));
        if (projection.kind === 'everything') return;
        const wanted = new Set(rows.flatMap((field) => wantedBy(field, report.links.get(field.name)?.from, new Set(report.fields.keys()))));
        if (request.selection.endRowId && report.keyset !== null) wanted.add(report.keyset);
        if (wanted.size > 0) expect(projection.names).toEqual([...wanted].sort());
        else expect(projection.names).toHaveLength(1);
      }),
      RUNS,
    );
  });
});

describe('keys', () => {
  it('are equal for equal questions, also where the order of a list has no meaning', () => {
    holds(
      fc.property(shuffledAsk, ([{ report, request }, shuffled]) => {
        const reversed = { ...shuffled, arguments: reverseLists(shuffled.arguments) };
        expect(queryKey(normalise(report, reversed))).toBe(queryKey(normalise(report, request)));
      }),
      RUNS,
    );
  });

  it('are different for different questions, whatever characters they hold', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', ']', '[', '\\', '_'), maxLength: 3 });
    const filters = fc
      .array(fc.record({ field: fc.constantFrom('a', 'b', 'a,b'), operand: fc.constantFrom('eq', 'in', 'nini'), value: text }), {
        maxLength: 2,
      })
      .map(sortedFilters);
    const conditions = fc.array(fc.record({ field: fc.constantFrom('a', 'b'), values: fc.array(text, { minLength: 1, maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 2,
    });
    const varied = fc.record({ filters, conditions, group: fc.subarray(['a', 'a,b', 'b']), offset: fc.nat(1) });
    const base = queryOf('channelMetrics');
    holds(
      fc.property(varied, varied, (one, other) => {
        const [a, b] = [one, other].map(
          ({ conditions: each, ...rest }) =>
            new ReportQuery({ ...base, ...rest, customMetrics: [{ reference: 'r', metric: 'm', conditions: each }] }),
        );
        if (a === undefined || b === undefined) return;
        expect(queryKey(a) === queryKey(b)).toBe(meaning(a) === meaning(b));
      }),
      RUNS,
    );
  });

  it('of a grain leave out the projection and looking ahead, and nothing else', () => {
    holds(
      fc.property(arbitraryQuery, (query) => {
        const changed = (parts: Partial<QueryParts>) => new ReportQuery({ ...query, ...parts });
        const narrow = changed({ projection: { kind: 'columns', names: ['x'] }, lookAhead: !query.lookAhead });
        expect(grainKey(narrow)).toBe(grainKey(query));
        expect(queryKey(narrow)).not.toBe(queryKey(query));
        expect(grainKey(changed({ offset: query.offset + 1 }))).not.toBe(grainKey(query));
        expect(grainKey(changed({ limit: (query.limit ?? 0) + 1 }))).not.toBe(grainKey(query));
        expect(grainKey(changed({ igrp: (query.igrp ?? 0) + 1 }))).not.toBe(grainKey(query));
      }),
      RUNS,
    );
  });
});

describe('one request for several questions of a grain', () => {
  const family = fc
    .tuple(
      arbitraryQuery,
      fc.array(fc.record({ names: fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })), lookAhead: fc.boolean() })),
    )
    .map(([query, others]) => [
      query,
      ...others.map(
        ({ names, lookAhead }) =>
          new ReportQuery({
            ...query,
            lookAhead,
            projection: names === null ? { kind: 'everything' } : { kind: 'columns', names: [...names].sort() },
          }),
      ),
    ]);

  it('asks for every column of each, and for nothing that none asked for', () => {
    holds(
      fc.property(family, (queries) => {
        const wide = widen(queries);
        const everything = queries.some(({ projection }) => projection.kind === 'everything');
        const names = queries.flatMap(({ projection }) => (projection.kind === 'columns' ? projection.names : []));
        expect(wide.projection).toEqual(everything ? { kind: 'everything' } : { kind: 'columns', names: [...new Set(names)].sort() });
        expect(wide.lookAhead).toBe(queries.some(({ lookAhead }) => lookAhead));
        expect(grainKey(wide)).toBe(grainKey(queries[0] ?? wide));
      }),
      RUNS,
    );
  });

  it('is the same in whatever order they come, and alone it is the question itself', () => {
    holds(
      fc.property(family, (queries) => {
        const wide = widen(queries);
        expect(widen([...queries].reverse())).toEqual(wide);
        expect(widen([wide, ...queries])).toBe(wide);
      }),
      RUNS,
    );
  });
});

describe('the wire form', () => {
  it('read by the stand-in, which shares no code with it, is the question', () => {
    holds(
      fc.property(arbitraryQuery, (query) => {
        const read = parseQuery(query.report, toV2Target(query));
        expect(read).toEqual({
          igrp: query.igrp,
          scalars: Object.fromEntries(query.scalars),
          filters: query.filters,
          sort: query.sort,
          group: query.group,
          customMetrics: query.customMetrics,
          limit: query.limit === null ? null : query.limit + (query.lookAhead ? 1 : 0),
          offset: query.offset,
          display: query.projection.kind === 'everything' ? null : query.projection.names.map((field) => ({ field, alias: null })),
          format: 'json',
        });
      }),
      RUNS,
    );
  });

  it('read as a URL has these parameters in this order, none added and none lost', () => {
    holds(
      fc.property(arbitraryQuery, (query) => {
        const url = new URL(`https://reports.test${toV2Target(query)}`);
        expect([...url.searchParams]).toEqual(toV2Params(query));
        expect(url.hash).toBe('');
        expect(url.pathname).toBe(query.report.path.replace('{igrp}', String(query.igrp)));
      }),
      RUNS,
    );
  });

  it('is plain ASCII without a blank, a quote or a line break', () => {
    holds(
      fc.property(arbitraryQuery, (query) => {
        expect(toV2Target(query)).toMatch(/^\/[A-Za-z0-9_~.%&=?/[\]-]*$/);
      }),
      RUNS,
    );
  });

  it('carries filter values of all Unicode exactly', () => {
    const report = reportOf('callTriggers');
    const selection = { rows: null, wantsAnswer: true, lookAhead: false, endRowId: false };
    holds(
      fc.property(
        arbitraryText,
        fc.array(
          arbitraryText.map((text) => text.replaceAll(',', '')),
          { minLength: 1, maxLength: 3 },
        ),
        (value, items) => {
          const given = { filter: [{ campaign: { contains: value } }, { term: { in: items } }] };
          const target = toV2Target(normalise(report, { igrp: 1, arguments: given, selection }));
          const { filters, display, limit } = parseQuery(report, target);
          expect(filters).toEqual([
            { field: 'campaign', operand: 'inc', value },
            { field: 'term', operand: 'in', value: items.join(',') },
          ]);
          expect([display, limit]).toEqual([[{ field: 'rowId', alias: null }], 1000]);
          expect([...new URL(target, 'https://reports.test').searchParams]).toHaveLength(4);
        },
      ),
      500,
    );
  });
});

function reportOf(name: string) {
  const report = catalogue.get(name);
  if (!report) throw new TypeError(`must be a report, but got: ${name}`);
  return report;
}

function queryOf(name: string): ReportQuery {
  const selection = { rows: null, wantsAnswer: true, lookAhead: false, endRowId: false };
  return normalise(reportOf(name), { igrp: 1, arguments: {}, selection });
}

const OPERATOR_OF = new Map<string, { readonly name: string; readonly ignoreCase: boolean }>();
for (const [name, { operand, ignoringCase }] of Object.entries(OPERATORS)) {
  OPERATOR_OF.set(operand, { name, ignoreCase: false });
  if (ignoringCase !== null) OPERATOR_OF.set(ignoringCase, { name, ignoreCase: true });
}

/** A canonical query as a question again: what it says, in the most literal form. */
function askedAgain(query: ReportQuery): ReportRequest {
  const { report } = query;
  const references = new Set(query.customMetrics.map(({ reference }) => reference));
  const { customMetrics: definition } = report;
  const memberOf = (field: string) => (references.has(field) ? 'customMetric' : report.fields.has(field) ? 'field' : 'name');
  const named = query.group.filter((name) => !report.fields.has(name));
  const scalars = query.scalars.map(([name, text]) => [
    name,
    name === 'excludePiiData' ? text === '1' : name.endsWith('Id') ? Number(text) : text,
  ]);
  const lists = {
    filter: query.filters.map(({ field, operand, value }) => {
      const { name, ignoreCase } = OPERATOR_OF.get(operand) ?? { name: operand, ignoreCase: false };
      const kind = OPERATORS[name as keyof typeof OPERATORS].value; // a name of the table, by the map above
      const compared = kind === 'list' ? value.split(',') : kind === 'boolean' ? value === 'true' : value;
      return { field: { name: field, [name]: compared, ignoreCase } };
    }),
    sort: query.sort.map(({ field, order }) => ({ [memberOf(field)]: field, order })),
    group: query.group.filter((name) => report.fields.has(name)),
    customMetrics: query.customMetrics.map(({ reference, metric, conditions }) => ({
      reference,
      [definition?.metricFields.includes(metric) ? 'metric' : 'metricName']: metric,
      conditions: conditions.map(({ field, values }) => ({
        [definition?.conditionFields.includes(field) ? 'field' : 'fieldName']: field,
        values,
      })),
    })),
    limit: query.limit,
    offset: query.offset,
  };
  const taken = Object.entries(lists).filter(([name]) => [...report.arguments].some((argument) => argument === name));
  const column = (name: string): SelectedField => ({
    responseKey: 'f',
    name: 'field',
    arguments: { name },
    selections: null,
    typeName: 'Row',
  });
  const raw: SelectedField = { responseKey: 'raw', name: 'raw', arguments: {}, selections: null, typeName: 'Row' };
  return {
    igrp: query.igrp,
    arguments: Object.fromEntries([...scalars, ...taken, ...(named.length > 0 ? [['groupNames', named]] : [])]),
    selection: {
      rows: query.projection.kind === 'everything' ? [raw] : query.projection.names.map(column),
      wantsAnswer: true,
      lookAhead: query.lookAhead,
      endRowId: false,
    },
  };
}

/** A question, and the same with everything turned round whose order says nothing, and some of it said twice. */
const shuffledAsk: fc.Arbitrary<[Ask, ReportRequest]> = arbitraryAsk.chain((ask) => {
  const given: Readonly<Record<string, unknown>> = ask.request.arguments;
  const listOf = (name: string) => (Array.isArray(given[name]) ? (given[name] as readonly unknown[]) : []); // checked beside it
  const rows = ask.request.selection.rows;
  const turned = (list: readonly unknown[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  return fc
    .record({
      filter: turned(listOf('filter')),
      twice: fc.boolean(),
      group: turned(listOf('group')),
      groupNames: turned(listOf('groupNames')),
      customMetrics: turned(listOf('customMetrics')),
      rows: rows === null ? fc.constant(null) : fc.shuffledSubarray([...rows], { minLength: rows.length }),
    })
    .map(({ rows: turnedRows, twice, filter, ...lists }) => {
      const changed = Object.entries({ ...lists, filter: twice ? [...filter, ...filter] : filter }).filter(([name]) => name in given);
      const selection = { ...ask.request.selection, rows: turnedRows && [...turnedRows, ...(twice ? turnedRows : [])] };
      return [ask, { ...ask.request, arguments: { ...given, ...Object.fromEntries(changed) }, selection }];
    });
});

/** Every list operand, every list of values and every list of conditions the other way round. */
function reverseLists(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const reverse = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => reverse('', item));
      return ['in', 'nin', 'values', 'conditions'].includes(key) ? items.reverse() : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, reverse(name, each)]));
  };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, reverse('', value)]));
}

/** Filters as a canonical query has them. */
function sortedFilters(filters: readonly Filter[]): readonly Filter[] {
  const byText = new Map(filters.map((filter) => [[filter.field, filter.operand, filter.value].join('\0'), filter]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, filter]) => filter);
}

/** A question as nested sets: a second, slower way to tell whether two are one. */
function meaning({ filters, customMetrics, group, offset }: ReportQuery): string {
  const isList = ({ operand }: Filter) => ['in', 'nin', 'ini', 'nini'].includes(operand);
  const set = (texts: readonly string[]) => [...new Set(texts)].sort();
  return JSON.stringify({
    filters: set(
      filters.map((filter) => JSON.stringify({ ...filter, value: isList(filter) ? set(filter.value.split(',')) : [filter.value, 1] })),
    ),
    metrics: customMetrics.map(({ conditions }) =>
      set(conditions.map(({ field, values }) => JSON.stringify({ field, values: set(values) }))),
    ),
    group,
    offset,
  });
}

function wantedBy(field: SelectedField, link: string | undefined, fields: ReadonlySet<string>): readonly string[] {
  const name = String(field.arguments['name']);
  const columns: Readonly<Record<string, string>> = {
    variable: `c_${name}`,
    passThrough: `pt_${name}`,
    field: name,
    customMetric: String(field.arguments['reference']),
  };
  const column = columns[field.name] ?? link ?? field.name;
  return column === '__typename' || (column === 'igrp' && field.name !== 'field' && !fields.has('igrp')) ? [] : [column];
}

function unfrozen(value: unknown, path = 'query'): readonly string[] {
  if (typeof value !== 'object' || value === null || path === 'query.report') return [];
  const below = Object.entries(value).flatMap(([name, each]) => unfrozen(each, `${path}.${name}`));
  return Object.isFrozen(value) ? below : [path, ...below];
}
