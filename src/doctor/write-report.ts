/** What doctor learnt, as Markdown: for each report what the catalogue says and what was seen. Names, types and counts alone. */
import type { Report } from '../../schema/report.js';
import type { SortKey } from '../../schema/report-definition.js';
import type { Findings, ReportFindings, Tried } from './findings.js';
import type { NamesTried } from './refused-names.js';
import type { WrittenOverlay } from './write-overlay.js';

/** Whether anything that was asked is not as the catalogue says. A missing right says nothing of the catalogue. */
export function differs({ reports }: Findings): boolean {
  return reports.some(
    ({ route, defaultSort, newColumns, types, tried, maxRows }) =>
      route === 'not found' ||
      route === 'refused' ||
      defaultSort !== null ||
      newColumns.length > 0 ||
      types.size > 0 ||
      maxRows !== null ||
      (tried !== null && Object.values(tried).some(({ refused }: NamesTried) => refused.size > 0)),
  );
}

/** The whole report. `file` is where the overlay was written; null where it was not. */
export function writeReport(findings: Findings, { overlay, leftOut }: WrittenOverlay, file: string | null): string {
  const { igrp, reports, refusesUnknownNames, requests, cutShort } = findings;
  const changed = Object.keys(overlay.reports);
  const unasked = reports.filter(({ route }) => route === 'not asked').map(({ report }) => report.name);
  return [
    `# Installation ${igrp}, held against the catalogue`,
    '',
    `${requests} requests. ${differs(findings) ? 'It differs from the catalogue.' : 'Nothing that was asked differs from the catalogue.'}`,
    ...(cutShort === null ? [] : ['', `**${cutShort}** Raise --max-requests, or name reports with --report.`]),
    ...(unasked.length === 0 ? [] : ['', `Not asked: ${unasked.join(', ')}.`]),
    '',
    unknownNames(refusesUnknownNames),
    '',
    changed.length === 0 ? 'The overlay is empty.' : `The overlay changes ${changed.join(', ')}.`,
    file === null
      ? changed.length === 0
        ? ''
        : 'Write it to a file with --out FILE.'
      : `It is in ${file}: start the gateway with CATALOGUE=${file}.`,
    ...leftOut.map((place) => `- Left out, since no catalogue can hold it: ${place}`),
    '',
    ...reports.flatMap(section),
  ].join('\n');
}

function unknownNames(refused: boolean | null): string {
  if (refused === null) return 'Whether unknown names are refused could not be told.';
  if (refused) return 'Unknown names are refused: a name that was taken is there.';
  return 'Unknown names are passed over in silence: a name that was taken need not be there. Only columns that were seen are sure.';
}

function section(findings: ReportFindings): readonly string[] {
  const { report, route, status, remark, rows } = findings;
  const title = [`## ${report.name}`, ''];
  if (route === 'not asked') return [...title, remark ?? 'Not asked.', ''];
  const lines = facts(findings);
  return [
    ...title,
    ...(remark === null ? [] : [remark, '']),
    '| fact | the catalogue says | seen |',
    '| --- | --- | --- |',
    `| route | \`${report.path}\` (${report.pathEvidence}) | ${route === 'found' ? `found, ${rows.count} rows read` : `${route}${status === 0 ? '' : ` (${status})`}`} |`,
    ...lines.map(([fact, says, seen]) => `| ${fact} | ${says} | ${seen} |`),
    '',
  ];
}

type Fact = readonly [fact: string, says: string, seen: string];

function facts(findings: ReportFindings): readonly Fact[] {
  const { report, route, rows, defaultSort, newColumns, types, tried, maxRows } = findings;
  if (route !== 'found') return [];
  const known = [...report.fields.values()];
  const seen = known.filter(({ name }) => rows.columns.has(name));
  const missing = known.filter(
    ({ name, kind }) => kind !== 'label' && !rows.columns.has(name) && !(tried?.display.refused.has(name) ?? false),
  );
  const guessed = seen.filter(({ evidence }) => evidence === 'inferred');
  return [
    ...(report.openRows ? [] : [['columns', `${known.length}`, `${seen.length} seen`] as const]),
    ...(missing.length === 0
      ? []
      : [['columns in no row', code(missing.map(({ name }) => name)), 'proves nothing: they may not apply to these rows'] as const]),
    ...(report.openRows ? [['columns', 'left open: `field` and `raw` read them', code([...rows.columns.keys()])] as const] : []),
    ...(guessed.length === 0 ? [] : [['guesses confirmed', code(guessed.map(({ name }) => name)), 'observed'] as const]),
    ...newColumns.map(({ name, type, of }): Fact => [`column \`${name}\``, 'not there', `${type}${of === null ? '' : `, with \`${of}\``}`]),
    ...[...types].map(([name, type]): Fact => [`type of \`${name}\``, report.fields.get(name)?.type ?? '', type]),
    ['sort', orderOf(report.defaultSort), orderSeen(report, defaultSort)],
    ...(maxRows === null ? [] : [['rows a call', String(report.maxRows), String(maxRows)] as const]),
    ...(tried === null ? [['names', '', 'not tried: another report of the same rows stands for it'] as const] : namesTried(tried)),
  ];
}

const orderOf = (keys: readonly SortKey[]): string =>
  keys.length === 0 ? 'optional' : `\`${keys.map(({ field, order }) => `${field}-${order}`).join(', ')}\` by default`;

/** What was seen of the default order; null where the catalogue's was taken. */
function orderSeen(report: Report, seen: readonly SortKey[] | null): string {
  if (seen === null) return report.defaultSort.length === 0 ? 'optional' : 'taken';
  const taken = seen.map(({ field, order }) => `\`${field}-${order}\` is taken`).join(', ');
  if (report.defaultSort.length === 0) return `demanded, ${taken}`;
  return seen.length === 0 ? 'refused, optional' : `refused, ${taken}`;
}

const KINDS: Readonly<Record<keyof Tried, string>> = {
  display: 'columns asked by name',
  filter: 'filters',
  sort: 'sorts',
  group: 'groups',
  metric: 'metrics of custom metrics',
  condition: 'conditions of custom metrics',
};

function namesTried(tried: Tried): readonly Fact[] {
  // The keys are those of the table.
  return (Object.keys(KINDS) as (keyof Tried)[]).flatMap((kind): readonly Fact[] => {
    const { taken, refused } = tried[kind];
    if (taken.size + refused.size === 0) return [];
    return [[KINDS[kind], `${taken.size + refused.size} tried`, refused.size === 0 ? 'all taken' : `refused: ${code([...refused])}`]];
  });
}

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
