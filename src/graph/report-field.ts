/** A report as a field: what it asks, and the answer loaded. */
import { getDirectiveValues, Kind, type GraphQLResolveInfo } from 'graphql';
import { isDerived } from '../comparison/derivation.js';
import type { GatewayContext } from './context.js';
import { resolveDerived } from './derived-report.js';
import { fileQuestion } from './file-question.js';
import { explainingIsOff } from './report-interface.js';
import type { ReportNode } from './report-node.js';
import { StreamDirective } from './incremental-directives.js';
import { prepareReport, type ReportFieldInput } from './prepare-report.js';
import { loadOther, loadTotals, once, type ReportSums } from './report-sums.js';
import { selectsExplanation } from '../query/report-selection.js';
import { countFields, selectedFields } from '../query/selected-fields.js';

/** The resolver of a report field. Null where the operation is answered with a file, of which the field only notes the question. */
export async function resolveReport(
  asked: ReportFieldInput,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<ReportNode | null> {
  const { file } = context;
  if (file) {
    file.question = fileQuestion(asked, { now: context.now, today: context.today, maxRows: file.maxRows }, info);
    return null;
  }
  // `request` and its URL cannot be null: the error would take the rows with it, so nothing is sent for them.
  if (!context.explains && selectsExplanation(selectedFields(info))) throw explainingIsOff();
  if (isDerived(asked.given)) return resolveDerived(asked, selectedFields(info), context);
  const question = prepareReport(asked, context, info);
  const { ask, references, notes, selection, lists } = question;
  const { query, plans } = ask;
  const sumSource = { query, references, comparedWith: null };
  // Asked in the same turn as the report, and not waited for here.
  const startTotals = () => question.totals && loadTotals({ fields: question.totals, ...sumSource }, context);
  const nodeOf = (answer: ReportNode['answer'], stream: ReportNode['stream'], sums: ReportSums): ReportNode => ({
    query,
    references,
    notes,
    lists,
    previous: null,
    derived: null,
    answer,
    stream,
    sums,
  });
  if (!selection.wantsAnswer) return nodeOf(null, null, { totals: startTotals(), other: null });
  const [plan] = plans;
  const initialCount = context.loaders.stream && lists.size === 1 && plans.length === 1 ? streamedFrom(info) : null;
  if (context.loaders.stream && plan && initialCount !== null) {
    const totals = startTotals();
    const stream = await context.loaders.stream({ query, plan, references, cells: countFields(selection.rows ?? []), initialCount });
    return nodeOf(stream.whole, stream, { totals, other: null });
  }
  const loading = context.loaders.report.load(ask);
  const totals = startTotals();
  const answer = await loading;
  const { other } = question;
  return nodeOf(answer, null, { totals, other: other && once(() => loadOther({ ...sumSource, ...other }, answer, context)) });
}

/** The `initialCount` of an active @stream on `rows` where the field itself selects it; null where there is none. Below a fragment rows come at once. */
function streamedFrom({ fieldNodes, variableValues }: GraphQLResolveInfo): number | null {
  for (const node of fieldNodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? [])) {
    if (node.kind !== Kind.FIELD || node.name.value !== 'rows') continue;
    const stream = getDirectiveValues(StreamDirective, node, variableValues);
    if (stream !== undefined && stream['if'] !== false) return Number(stream['initialCount']);
  }
  return null;
}
