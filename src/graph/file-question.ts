/** What a report field asks where the operation is answered with a file: its pages and columns, noted instead of loaded. */
import { responsePathAsArray, type GraphQLResolveInfo } from 'graphql';
import { isDerived, upstreamArguments } from '../comparison/derivation.js';
import { badInput } from '../errors.js';
import { referencesInOrder } from '../query/custom-metrics.js';
import { filePagesOf } from '../query/file-pages.js';
import { selectedFields } from '../query/selected-fields.js';
import type { FileRequest, GatewayContext } from './context.js';
import type { FileQuestion } from '../reports/row-file.js';
import type { ReportFieldInput } from './prepare-report.js';

/** What a file may ask. Throws a `GatewayError` where a rule is broken. The selection is `rows` alone, and of columns. */
export function fileQuestion(
  { report, igrp, given: written }: ReportFieldInput,
  { now, today, maxRows }: Pick<GatewayContext, 'now' | 'today'> & Pick<FileRequest, 'maxRows'>,
  info: GraphQLResolveInfo,
): FileQuestion {
  if (isDerived(written)) throw badInput('a file cannot be combined with compare or fillGaps', 'one of them', report.name);
  const rows = selectedFields(info).flatMap(({ selections }) => selections ?? []);
  // A period is told as dates once, so that no page asks for another day.
  const given = upstreamArguments(report, written, now);
  const pages = filePagesOf({ report, igrp, arguments: given, rows, today, maxRows });
  return { rows, references: referencesInOrder(given['customMetrics']), pages, path: responsePathAsArray(info.path) };
}
