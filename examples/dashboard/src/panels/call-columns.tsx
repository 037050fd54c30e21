/** The columns of the calls. Which of them are personal data, and so may come redacted, the catalogue says. */
import type { ReactNode } from 'react';
import type { ReportInfo } from '../documents.js';
import type { CallsQuery } from '../gql/graphql.js';
import { formatSeconds, labelOf } from '../labels.js';
import type { DataColumn } from '../parts/data-table.js';
import { isRedacted } from '../redaction.js';

type Call = NonNullable<NonNullable<NonNullable<CallsQuery['installation']>['callTriggers']>['rows']>[number];
type Shown = Exclude<keyof Call, 'rowId' | '__typename'>;

const SHOWN = [
  'triggerDatetime',
  'srcPhoneNumber',
  'dialledPhoneNumber',
  'chName',
  'callDuration',
  'callRating',
  'city',
  'ip',
] as const satisfies readonly Shown[];
const SECONDS: ReadonlySet<string> = new Set(['callDuration']);

export function callColumns({ fields }: ReportInfo): readonly DataColumn<Call>[] {
  const personal = new Set(fields.filter(({ pii }) => pii).map(({ name }) => name));
  return SHOWN.map((name) => ({
    id: name,
    title: labelOf(name),
    about: fields.find((field) => field.name === name)?.description ?? '',
    isNumeric: SECONDS.has(name),
    value: (call) => call[name] ?? null,
    cell: (call) => show(name, call[name], personal.has(name)),
  }));
}

function show(name: Shown, value: string | number | null | undefined, isPersonal: boolean): ReactNode {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'number') return SECONDS.has(name) ? formatSeconds(value) : value;
  if (isPersonal && isRedacted(value))
    return (
      <span className="redacted" title="Redacted: your credential may not see personal data, or you asked for it to be left out">
        {value} <span className="badge">redacted</span>
      </span>
    );
  return name === 'triggerDatetime' ? value.replace('T', ' ') : value;
}
