/** Product text from definitions: what an IDE shows beside a field, with its v2 name, what null means, and how sure we are of it. */
import type { Field, Report } from '../../schema/report.js';
import type { Evidence, FieldType } from '../../schema/report-definition.js';

const SURE = {
  documented: '',
  client: 'Not in the API documentation; seen in public clients.',
  inferred: 'Not in the API documentation; inferred. The operator can correct it by configuration.',
  configured: 'Set by this gateway’s configuration.',
  observed: 'Observed in the account of this gateway’s operator.',
} as const satisfies Record<Evidence, string>;

const READ = {
  id: 'The digits that upstream sends, exact beyond 2^53.',
  int: '',
  decimal: '',
  float: '',
  string: '',
  date: 'A zero date is null.',
  datetime: 'Wall-clock time in the report’s time zone; a zero date is null.',
  json: 'JSON as upstream sends it.',
} as const satisfies Record<FieldType, string>;

/** Joins the sentences that are there into a paragraph. */
const paragraph = (...sentences: readonly (string | null | false)[]) => sentences.filter((sentence) => sentence).join(' ');

/** The sentence on how sure a fact is; empty for what is documented. */
export const describeEvidence = (evidence: Evidence): string => SURE[evidence];

/** The description of a row's field. */
export function describeField(field: Field): string {
  return [
    paragraph(
      field.description,
      field.codes !== null && `Known codes: ${[...field.codes].map((code) => `\`${code}\``).join(', ')}.`,
      READ[field.type],
      field.kind === 'dimension' && 'Null unless it is in `group`.',
      field.of !== null && `Present when grouped by \`${field.of}\`.`,
      field.pii && 'Personal data: redacted for callers who are not allowed to see it.',
    ),
    paragraph(field.note, SURE[field.evidence]),
    `v2: \`${field.name}\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What is said of facts of a report that are less sure than the report itself. */
const PART = {
  documented: null,
  client: 'seen in public clients, not in the API documentation',
  inferred: 'inferred; the operator can correct it by configuration',
  configured: 'set by this gateway’s configuration',
  observed: 'observed in the account of this gateway’s operator',
} as const satisfies Record<Evidence, string | null>;

/** The description of a report's field. */
export function describeReport(report: Report): string {
  const { evidence, pathEvidence, argumentsEvidence, operandsEvidence } = report;
  const part = (what: string, how: Evidence) => how !== evidence && PART[how] !== null && `${what} ${PART[how]}.`;
  return [
    paragraph(report.description, report.note),
    paragraph(report.openRows && 'Its columns are undocumented: read them with `field` and `raw`.'),
    paragraph(
      SURE[evidence],
      part('Its route is', pathEvidence),
      part('Its arguments are', argumentsEvidence),
      operandsEvidence !== argumentsEvidence && part('What it can be filtered and sorted by is', operandsEvidence),
    ),
    `v2: \`GET ${report.path}\`, at most ${report.maxRows.toLocaleString('en-GB')} rows a call.`,
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}
