/** The 27 definitions against the facts, and laws that hold for each of them. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { enumName } from '../../schema/enum-name.js';
import { MAX_ROWS, type Report } from '../../schema/report.js';
import type { Evidence } from '../../schema/report-definition.js';
import { catalogue } from '../../schema/reports/index.js';
import { example } from '../../schema/reports/_example.js';

interface FieldFacts {
  readonly type: string;
  readonly evidence: Evidence;
  readonly kind?: string;
  readonly of?: string;
  readonly pii?: boolean;
  readonly wire?: string;
}

interface ReportFacts {
  readonly typePrefix: string;
  readonly family: string;
  readonly path: string;
  readonly igrpIn?: string;
  readonly evidence: Evidence;
  readonly pathEvidence: Evidence;
  readonly arguments: readonly string[];
  readonly fields?: Readonly<Record<string, FieldFacts>>;
  readonly filterable?: readonly string[];
  readonly sortable?: readonly string[];
  readonly customMetrics?: { readonly metricFields: readonly string[]; readonly conditionFields: readonly string[] };
  readonly keyset?: string;
}

// A fixture of this folder, whose form the types above say.
const facts = JSON.parse(readFileSync(new URL('fixtures/catalogue-facts.json', import.meta.url), 'utf8')) as {
  readonly triggerFields: Readonly<Record<string, FieldFacts>>;
  readonly reports: Readonly<Record<string, ReportFacts>>;
};

const known = Object.entries(facts.reports).map(([name, of]) => [name, of] as const);
const sorted = (names: Iterable<string>) => [...names].sort();
const reportOf = (name: string): Report => {
  const report = catalogue.get(name);
  if (!report) throw new Error(`There is no report ${name}.`);
  return report;
};

test('there are the 27 reports of the API, and no others', () => {
  expect(known).toHaveLength(27);
  expect(sorted(catalogue.keys())).toEqual(sorted(Object.keys(facts.reports)));
});

describe.each(known)('%s', (name, of) => {
  const report = reportOf(name);

  test('has the route, the family and the type of the facts, as sure as they are', () => {
    const { typePrefix, family, path, igrpInQuery, evidence, pathEvidence } = report;
    expect({ typePrefix, family, path, igrpInQuery, evidence, pathEvidence }).toEqual({
      typePrefix: of.typePrefix,
      family: of.family,
      path: of.path,
      igrpInQuery: of.igrpIn === 'query',
      evidence: of.evidence,
      pathEvidence: of.pathEvidence,
    });
  });

  test('takes the arguments of the facts', () => {
    expect(sorted(report.arguments)).toEqual(sorted(of.arguments));
    expect(report.keyset).toBe(of.keyset ?? null);
  });

  test('has the fields of the facts, with their types and evidence', () => {
    const expected = of.fields ?? facts.triggerFields;
    const told = [...report.fields].map(([field, { type, evidence, kind, of: dimension, pii, wire }]) => [
      field,
      {
        type,
        evidence,
        ...(kind === 'column' ? {} : { kind }),
        ...(dimension === null ? {} : { of: dimension }),
        ...(pii ? { pii } : {}),
        ...(wire === null ? {} : { wire }),
      },
    ]);
    expect(Object.fromEntries(told)).toEqual(expected);
  });

  test('can be filtered and sorted by what the facts name', () => {
    const able = (by: 'filterable' | 'sortable') =>
      sorted([...report.fields.values()].filter((field) => field[by]).map((field) => field.name));
    if (of.filterable) expect(able('filterable')).toEqual(sorted(of.filterable));
    if (of.sortable) expect(able('sortable')).toEqual(sorted(of.sortable));
    expect({ filter: able('filterable').length > 0, sort: able('sortable').length > 0 }).toEqual({
      filter: of.arguments.includes('filter'),
      sort: of.arguments.includes('sort'),
    });
  });

  test('makes custom metrics of what the facts name', () => {
    const { metricFields, conditionFields } = report.customMetrics ?? {};
    expect({ metricFields, conditionFields }).toEqual({ metricFields: undefined, conditionFields: undefined, ...of.customMetrics });
  });
});

test('callKeywords needs a filter on rowId, activeCall one of its arguments, and state events come by time', () => {
  expect(reportOf('callKeywords').requiredFilter).toBe('rowId');
  expect(reportOf('activeCall').requireOneOf).toEqual(['callRef', 'srcPhoneNumber']);
  expect(reportOf('pbxUserStateTriggers').defaultSort).toEqual([{ field: 'triggerDatetime', order: 'asc' }]);
});

test('the reports whose columns are not known are open', () => {
  expect(sorted([...catalogue.values()].filter(({ openRows }) => openRows).map(({ name }) => name))).toEqual([
    'activeCall',
    'pbxActiveCalls',
    'pbxUserStatus',
  ]);
});

test('single rows are looked up by the names of the contract', () => {
  const fields = [...catalogue.values()].flatMap(({ entity }) => (entity?.field ? [`${entity.field}(${entity.key})`] : []));
  expect(sorted(fields)).toEqual([
    'attributionModel(modelId)',
    'channel(channelId)',
    'dialInGroup(dgrp)',
    'goal(goalId)',
    'installation(igrp)',
    'organisation(orgId)',
    'segment(segment)',
    'segmentGroup(segmentGroupId)',
  ]);
});

const texts = [...catalogue.values(), example].flatMap((report) => [
  [report.name, report.description, report.note] as const,
  ...[...report.fields.values()].map((field) => [`${report.name}.${field.name}`, field.description, field.note] as const),
]);

test('every description is a sentence: it begins with a capital, a figure or code, and ends with a full stop', () => {
  const broken = texts.filter(([, description, note]) => ![description, note ?? 'None.'].every((text) => /^[A-Z0-9`].*\.$/s.test(text)));
  expect(broken).toEqual([]);
});

test('no description talks of where a fact was found, or repeats what is added by itself', () => {
  const broken = texts.filter(([, ...parts]) => /\b(docs?|live client|stored|seen in|v2:|0000-00-00)\b/i.test(parts.join(' ')));
  expect(broken).toEqual([]);
});

test('personal data stays text, which redacted values are', () => {
  const personal = [...catalogue.values()].flatMap(({ fields }) => [...fields.values()].filter(({ pii }) => pii));
  expect(sorted(new Set(personal.map(({ name }) => name)))).toEqual(['customerPhoneNumber', 'host', 'ip', 'srcPhoneNumber', 'whois']);
  expect(new Set(personal.map(({ type }) => type))).toEqual(new Set(['string']));
});

test('enum values are the names in capitals, words apart', () => {
  expect(['srcPhoneNumber', 'pbxCallTrack', '_id', 'ch', 'sfWhoRef', 'firstLandDt', 'callURLTotal'].map(enumName)).toEqual([
    'SRC_PHONE_NUMBER',
    'PBX_CALL_TRACK',
    '_ID',
    'CH',
    'SF_WHO_REF',
    'FIRST_LAND_DT',
    'CALL_URL_TOTAL',
  ]);
});

test('no call returns more rows than the cap', () => {
  expect(Math.max(...[...catalogue.values()].map(({ maxRows }) => maxRows))).toBe(MAX_ROWS);
});
