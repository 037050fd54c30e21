/** Writes `docs/reports.md` from the definitions: what each report holds, what can be asked of it, how sure that is, and an example. */
import { isDated } from '../schema/dated.js';
import { isSummed } from '../schema/summed.js';
import { fillableDates, isComparable } from '../schema/comparable.js';
import { parse, print } from 'graphql';
import type { Catalogue, Field, Report } from '../schema/report.js';
import type { CallsDefinition, Evidence } from '../schema/report-definition.js';
import { rowTypeName } from '../schema/type-names.js';
import { outputTypeName } from '../src/graph/field-types.js';
import { exampleOperation } from './report-example.js';

const FAMILIES = {
  trigger: ['Triggers', 'Events, one row each. All of them have the same row type, and so the same fields.'],
  metrics: [
    'Metrics',
    'Sums over groups of triggers. A row has a dimension only if the report is grouped by it. A label comes with its dimension.',
  ],
  list: ['Lists', 'What an installation, or the caller, has.'],
} as const;

const SURE: Readonly<Record<Evidence, string>> = {
  documented: 'the API documentation names it',
  client: 'seen in public client code',
  inferred: 'inferred, and so to be checked against your account',
  configured: 'set by an overlay',
  observed: 'observed by doctor in an account',
};

/** The text of the page. */
export function reportDocs(catalogue: Catalogue): string {
  const reports = [...catalogue.values()];
  return [
    '# Reports',
    '',
    '<!-- Written by `npm run generate` from schema/reports. Not edited by hand. -->',
    '',
    'Every report with its route, arguments, fields and an example. The same facts are data: the query `reports` answers them, also for what an overlay changed.',
    '',
    `Evidence: ${Object.entries(SURE)
      .map(([name, text]) => `**${name}**: ${text}`)
      .join(
        '; ',
      )}. What is wrong for your account is corrected without code, see [adding a report](adding-a-report.md#correct-the-catalogue-without-code).`,
    '',
    '| report | route | rows |',
    '| --- | --- | --- |',
    ...reports.map((report) => `| [\`${report.name}\`](#${report.name.toLowerCase()}) | \`${report.path}\` | \`${rowTypeName(report)}\` |`),
    '',
    ...Object.entries(FAMILIES).flatMap(([family, [title, about]]) =>
      section(
        title,
        about,
        reports.filter((report) => report.family === family),
      ),
    ),
  ].join('\n');
}

/** Reports of a kind; the fields of a shared row type are told once, after them. */
function section(title: string, about: string, reports: readonly Report[]): readonly string[] {
  const sharing = (report: Report) => reports.filter(({ typePrefix }) => typePrefix === report.typePrefix).length > 1;
  const shared = reports.filter(
    (report) => sharing(report) && reports.find(({ typePrefix }) => typePrefix === report.typePrefix) === report,
  );
  return [
    `## ${title}`,
    '',
    about,
    '',
    ...reports.flatMap((report) => [...head(report), ...(sharing(report) ? [] : columns(report)), ...example(report)]),
    ...shared.flatMap((report) => [`### Fields of ${rowTypeName(report)}`, '', ...columns(report)]),
  ];
}

function head(report: Report): readonly string[] {
  const { description, note, path, pathEvidence, evidence, argumentsEvidence, operandsEvidence, igrpInQuery } = report;
  const taken = [...report.argumentNames];
  const needs = [
    report.requiredFilter === null ? '' : `A filter on \`${report.requiredFilter}\` must be there.`,
    report.requireOneOf.length > 0 ? `One of ${code(report.requireOneOf)} must be there.` : '',
  ].join(' ');
  const lookUp = report.entity?.field;
  return [
    `### ${report.name}`,
    '',
    [description, note ?? '', report.openRows ? 'Its columns are undocumented: read them with `field` and `raw`.' : ''].join(' ').trim(),
    '',
    `- Route: \`GET ${path}\`${igrpInQuery ? ' with the parameter `igrp`' : ''}, ${pathEvidence}; at most ${report.maxRows.toLocaleString('en-GB')} rows a call`,
    `- Evidence: ${evidence}`,
    `- Arguments, ${argumentsEvidence}: ${code(taken)}. ${needs}`.trim(),
    ...(isDated(report) ? [`- The gateway's own: ${code(ownArguments(report))}. See ${pagesOf(report).join(' and ')}`] : []),
    ...(isSummed(report) ? ['- Beside the rows: `totals` and `other`. See [totals](guide.md#totals-and-the-rest)'] : []),
    ...(report.calls ? [callsLine(report.calls)] : []),
    ...(report.arguments.has('filter') ? [`- What can be filtered and sorted by: ${operandsEvidence}`] : []),
    ...(lookUp === undefined ? [] : [`- One row by its key: \`${lookUp}(${report.entity?.key}:)\`, or by its \`id\`: \`node(id:)\``]),
    ...customMetrics(report),
    '',
  ];
}

/** The arguments that the gateway reads itself. */
const ownArguments = (report: Report): readonly string[] => [
  'period',
  ...(isComparable(report) ? ['compare'] : []),
  ...(fillableDates(report).length > 0 ? ['fillGaps'] : []),
];
const pagesOf = (report: Report): readonly string[] => [
  '[periods](guide.md#periods)',
  ...(isComparable(report) ? ['[comparison.md](comparison.md)'] : []),
];

const callsLine = ({ from, columns: mapped }: CallsDefinition): string =>
  `- The calls behind a row: \`calls\`, from \`${from}\`, where rows are grouped by days, months, ${code(Object.keys(mapped))}. See [calls](guide.md#the-calls-behind-a-figure)`;

function customMetrics({ customMetrics: custom }: Report): readonly string[] {
  if (!custom) return [];
  const { metricFields, conditionFields, evidence, note } = custom;
  return [`- Custom metrics, ${evidence}: ${code(metricFields)} under conditions on ${code(conditionFields)}. ${note ?? ''}`.trim()];
}

function columns(report: Report): readonly string[] {
  const { fields, links } = report;
  const rows = [...fields.values()].map(
    (field) => `| \`${field.name}\` | ${outputTypeName(field)} | ${meaning(field)} | ${field.evidence} | ${marks(field)} |`,
  );
  return [
    ...(rows.length > 0 ? ['| field | type | meaning | evidence | marks |', '| --- | --- | --- | --- | --- |', ...rows, ''] : []),
    ...(links.size > 0
      ? [
          'Links:',
          '',
          ...[...links].map(([name, { to, from, description }]) => `- \`${name}\` to \`${to}\` by \`${from}\`. ${description}`),
          '',
        ]
      : []),
  ];
}

const meaning = ({ description, note }: Field) => [description, note ?? ''].join(' ').trim().replaceAll('|', '\\|');

const marks = ({ kind, of, filterable, sortable, groupable, pii }: Field) =>
  [
    kind === 'column' ? '' : kind,
    of === null ? '' : `of \`${of}\``,
    filterable ? 'filter' : '',
    sortable ? 'sort' : '',
    groupable ? 'group' : '',
    pii ? '**personal data**' : '',
  ]
    .filter(Boolean)
    .join(', ');

const example = (report: Report) => ['```graphql', print(parse(exampleOperation(report))), '```', ''];

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
