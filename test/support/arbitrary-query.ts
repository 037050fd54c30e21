/**
 * Arbitrary valid questions: any report, any arguments that it takes, any selection, with texts of all Unicode and every character that some
 * layer on the way gives a meaning to.
 */
import fc from 'fast-check';
import { CHANNEL_TYPES } from '../../schema/channel-types.js';
import type { Field, Report } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { normalise, type ReportRequest } from '../../src/query/normalise.js';
import { FILTER_OFFERS, OPERATORS, operatorsOf, type FilterType, type Operator, type OperatorName } from '../../src/query/operands.js';
import type { ReportQuery } from '../../src/query/report-query.js';
import type { SelectedField } from '../../src/query/selected-fields.js';

/** A question as the graph hands it over. */
export interface Ask {
  readonly report: Report;
  readonly request: ReportRequest;
}

const SEPARATORS = [
  '-value-',
  '-',
  '_',
  ',',
  '\\',
  '\\\\',
  '&',
  '=',
  '+',
  '%',
  '%00',
  '%2C',
  '#',
  '?',
  '/',
  '..',
  '[',
  ']',
  ';',
  "'",
  '"',
  '(',
  '*',
];
const LOOKALIKES = [' ', '\n', '\r\n', '\t', '\u202e', '\u200b', '\u0301', '\u00e9', '\ufeff', '🏃', '\uffff', '\u{10ffff}'];

/** A text that may be sent: all of Unicode but NUL and half pairs, and the characters of every grammar on the way. */
export const arbitraryText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...SEPARATORS), fc.constantFrom(...LOOKALIKES), fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join('').replaceAll('\0', ''));

/** An upstream name that a caller may write. */
export const arbitraryName: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...'abcXYZ019_. +&=%#[],\'"\\äß🏃中'),
  minLength: 1,
  maxLength: 24,
});

/** A name that may stand where the catalogue's would: of a dimension, a sort key, a metric or a condition. */
const arbitraryFreeName: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...'azAZ'), fc.string({ unit: fc.constantFrom(...'azAZ09'), maxLength: 63 }))
  .map(([first, rest]) => first + rest);

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const rowId = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const withoutComma = arbitraryText.map((text) => text.replaceAll(',', ''));

/** Values that a filter of this type is handed, as GraphQL coerces them. */
const VALUES: Readonly<Record<Exclude<FilterType, 'json'>, fc.Arbitrary<unknown>>> = {
  id: fc.oneof(rowId, withoutComma),
  int: fc.integer(),
  decimal: fc.double({ noNaN: true, noDefaultInfinity: true }),
  float: fc.double({ noNaN: true, noDefaultInfinity: true }),
  string: arbitraryText,
  field: arbitraryText,
  date: day,
  datetime: fc
    .tuple(day, fc.integer({ min: 0, max: 86_399 }))
    .map(([text, second]) => `${text}T${new Date(second * 1000).toISOString().slice(11, 19)}`),
};

/** A valid question to any report. */
export const arbitraryAsk: fc.Arbitrary<Ask> = fc.constantFrom(...catalogue.values()).chain(askOf);

/** A canonical query to any report. */
export const arbitraryQuery: fc.Arbitrary<ReportQuery> = arbitraryAsk.map(({ report, request }) => normalise(report, request));

/** A valid question to one report. */
export function askOf(report: Report): fc.Arbitrary<Ask> {
  const fields = [...report.fields.values()];
  return fc
    .record({
      group: fc.subarray(fields.filter(({ groupable }) => groupable).map(({ name }) => name)),
      groupNames: report.arguments.has('group')
        ? fc.uniqueArray(
            arbitraryFreeName.filter((name) => !report.fields.has(name)),
            { maxLength: 2 },
          )
        : fc.constant([]),
      customMetrics: customMetricsOf(report),
      walked: report.keyset === null ? fc.constant(null) : fc.option(rowId, { freq: 2 }),
    })
    .chain(({ group, groupNames, customMetrics, walked }) => {
      const references = customMetrics.map(({ reference }) => reference);
      const isThere = ({ kind, name, of }: Field) => (kind === 'dimension' ? group.includes(name) : of === null || group.includes(of));
      return fc.record({
        report: fc.constant(report),
        request: fc.record({
          igrp: report.scope === 'root' ? fc.constant(null) : fc.integer({ min: 1, max: 2 ** 31 - 1 }),
          arguments: fc
            .record({
              scalars: scalarsOf(report),
              filter: filtersOf(report, references),
              sort: walked === null ? sortOf(report, fields.filter(isThere), references) : fc.constant([]),
              limit: fc.option(fc.integer({ min: 1, max: report.maxRows }), { nil: undefined }),
              offset: walked === null ? fc.nat(1_000_000) : fc.constant(0),
            })
            .map(({ scalars, ...lists }) => ({
              ...scalars,
              ...taken(report, { ...lists, group, customMetrics }),
              ...(groupNames.length > 0 ? { groupNames } : {}),
              ...(walked === null ? {} : { afterRowId: walked }),
            })),
          selection: fc.record({
            rows: fc.option(fc.array(rowFieldOf(report, fields.filter(isThere), references), { maxLength: 12 })),
            wantsAnswer: fc.boolean(),
            lookAhead: fc.boolean(),
            endRowId: fc.boolean(),
          }),
        }),
      });
    });
}

function taken(report: Report, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const names: ReadonlySet<string> = report.arguments;
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)));
}

function scalarsOf(report: Report): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const readers = {
    tz: fc.constantFrom('Europe/London', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'),
    chType: fc.constantFrom(...Object.keys(CHANNEL_TYPES)),
    rootOrgId: fc.integer({ min: 1 }),
    attributionModelId: fc.nat(),
    excludePiiData: fc.boolean(),
    callRef: arbitraryText.map((text) => `x${text}`),
    srcPhoneNumber: fc.constantFrom('+44 20 7946 0000', '07700900000'),
  };
  return fc
    .record({
      days: fc.tuple(day, day),
      has: fc.tuple(fc.boolean(), fc.boolean()),
      others: fc.record(readers, { requiredKeys: ['callRef'] }),
    })
    .map(({ days, has, others }) => {
      const [startDate, endDate] = [...days].sort();
      return taken(report, { ...(has[0] ? { startDate } : {}), ...(has[1] ? { endDate } : {}), ...others });
    });
}

function filtersOf(report: Report, references: readonly string[]): fc.Arbitrary<readonly unknown[]> {
  if (!report.arguments.has('filter')) return fc.constant([]);
  const filterable = [...report.fields.values()].filter((field) => operatorsOf(field).length > 0);
  const own = fc
    .constantFrom(...filterable)
    .chain((field) => operatorsFor(field.type, field.codes).map((operators) => ({ [field.name]: operators })));
  const free = fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...filterable.map(({ name }) => name)),
        arbitraryName.filter(
          (name) => !/^(c|pt)_/.test(name) && !references.includes(name) && report.fields.get(name)?.filterable !== false,
        ),
      ),
      operatorsFor('field'),
    )
    .map(([name, operators]) => ({ field: { name, ...operators } }));
  const filters = fc.array(fc.oneof({ arbitrary: own, weight: 3 }, { arbitrary: free, weight: 1 }), { maxLength: 6 });
  const { requiredFilter } = report;
  return requiredFilter === null ? filters : filters.map((others) => [...others, { [requiredFilter]: { eq: '1' } }]);
}

/** One operator with its value, with and without case where it has both. */
function operatorsFor(type: FilterType, codes: ReadonlySet<string> | null = null): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const offer = FILTER_OFFERS[type];
  return fc.constantFrom<OperatorName>(...offer.operators).chain((name) => {
    const { value, ignoringCase, comparesWhole }: Operator = OPERATORS[name];
    const code = codes !== null && comparesWhole ? fc.constantFrom('', ...codes) : null;
    const values = {
      boolean: fc.boolean(),
      single: code ?? VALUES[type === 'json' ? 'string' : type],
      list: fc.array(code ? code : type === 'string' || type === 'field' || type === 'json' ? withoutComma : VALUES[type], {
        minLength: 1,
        maxLength: 5,
      }),
    } as const;
    return fc.record({
      [name]: values[value],
      ...(offer.ignoreCase ? { ignoreCase: ignoringCase === null ? fc.constant(false) : fc.boolean() } : {}),
    });
  });
}

function sortOf(report: Report, there: readonly Field[], references: readonly string[]): fc.Arbitrary<readonly unknown[]> {
  const keys = [
    ...there.filter(({ sortable }) => sortable).map(({ name }) => ({ field: name })),
    ...references.map((reference) => ({ customMetric: reference })),
  ];
  if (!report.arguments.has('sort') || keys.length === 0) return fc.constant([]);
  const free = arbitraryFreeName.filter((name) => !report.fields.has(name) && !references.includes(name)).map((name) => ({ name }));
  const key = fc.oneof({ arbitrary: fc.constantFrom(...keys), weight: 5 }, { arbitrary: free, weight: 1 });
  return fc
    .uniqueArray(key, { maxLength: 4, selector: (each) => JSON.stringify(each) })
    .chain((chosen) => fc.tuple(...chosen.map((each) => fc.constantFrom('asc', 'desc').map((order) => ({ ...each, order })))));
}

/** A custom metric as it is given: each of its names one of the catalogue's, or one that it lacks. */
interface GivenMetric extends Readonly<Record<string, unknown>> {
  readonly reference: string;
}

function customMetricsOf({ customMetrics: definition, fields }: Report): fc.Arbitrary<readonly GivenMetric[]> {
  if (definition === null) return fc.constant([]);
  const columns = new Set(['igrp', ...fields.keys()].map((name) => name.toLowerCase()));
  const reference = arbitraryFreeName.filter((name) => !columns.has(name.toLowerCase()));
  const free = arbitraryFreeName.filter((name) => !fields.has(name));
  const metric = fc.oneof(
    { arbitrary: fc.constantFrom(...definition.metricFields).map((name) => ({ metric: name })), weight: 3 },
    { arbitrary: free.map((name) => ({ metricName: name })), weight: 1 },
  );
  const values = (field?: Field) => fc.array(valueOf(field), { minLength: 1, maxLength: 4 });
  const conditions = fc
    .tuple(
      fc.subarray([...definition.conditionFields], { minLength: 1 }),
      fc.oneof({ arbitrary: fc.constant([]), weight: 3 }, { arbitrary: free.map((name) => [name]), weight: 1 }),
    )
    .chain(([names, others]) =>
      fc.tuple(
        ...names.map((field) => values(fields.get(field)).map((given) => ({ field, values: given }))),
        ...others.map((fieldName) => values().map((given) => ({ fieldName, values: given }))),
      ),
    );
  const given = fc
    .tuple(reference, metric, conditions)
    .map(([name, counted, under]): GivenMetric => ({ reference: name, ...counted, conditions: under }));
  return fc.uniqueArray(given, { maxLength: 3, selector: (each) => each.reference.toLowerCase() });
}

/** A text that the dimension can hold. */
function valueOf(field: Field | undefined): fc.Arbitrary<string> {
  if (field?.codes) return fc.constantFrom('', ...field.codes);
  return field === undefined || field.type === 'string' ? arbitraryText : VALUES[field.type === 'json' ? 'string' : field.type].map(String);
}

function rowFieldOf(report: Report, there: readonly Field[], references: readonly string[]): fc.Arbitrary<SelectedField> {
  const field = (name: string, given: SelectedField['arguments'] = {}): SelectedField => ({
    responseKey: name,
    name,
    arguments: given,
    selections: null,
    typeName: 'Row',
  });
  const names = there.map(({ name }) => name);
  const links = [...report.links].filter(([, { from }]) => !report.fields.has(from) || names.includes(from));
  const isThere = (name: string) => !report.fields.has(name) || names.includes(name);
  return fc.oneof(
    { arbitrary: fc.constant(field('__typename')), weight: 1 },
    { arbitrary: fc.constant(field('raw')), weight: 1 },
    { arbitrary: arbitraryName.filter(isThere).map((name) => field('field', { name })), weight: 2 },
    ...(report.dynamicFields
      ? [
          {
            arbitrary: fc
              .tuple(fc.constantFrom('variable', 'passThrough'), arbitraryName)
              .map(([accessor, name]) => field(accessor, { name })),
            weight: 2,
          },
        ]
      : []),
    ...(names.length > 0 ? [{ arbitrary: fc.constantFrom(...names).map((name) => field(name)), weight: 12 }] : []),
    ...(references.length > 0
      ? [{ arbitrary: fc.constantFrom(...references).map((reference) => field('customMetric', { reference })), weight: 3 }]
      : []),
    ...(links.length > 0
      ? [{ arbitrary: fc.constantFrom(...links).map(([name]) => ({ ...field(name), selections: [] })), weight: 2 }]
      : []),
    ...(report.scope === 'installation' ? [{ arbitrary: fc.constant(field('igrp')), weight: 1 }] : []),
  );
}
