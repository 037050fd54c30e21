/** A report as a field: select, normalise, load. */
import { Kind, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { derives, sentArguments } from '../compare/derivation.js';
import type { GatewayContext } from '../context.js';
import { objectPlan, textPlan } from '../loaders/row-plan.js';
import { normalise } from '../query/normalise.js';
import { reportSelection, type ReportSelection } from '../query/report-selection.js';
import type { ReportQuery } from '../query/report-query.js';
import { selectedFields, type SelectedField } from '../query/selected-fields.js';
import type { RowPlan } from '../rows/plan.js';
import type { AskedReport, RowsAs } from './asked-report.js';
import { requireComparison, resolveDerived } from './derived-report.js';
import type { ReportNode } from './report-node.js';

/** The resolver of a report field. */
export async function resolveReport(asked: AskedReport, context: GatewayContext, info: GraphQLResolveInfo): Promise<ReportNode> {
  const { report, igrp, given, rowsAs, selectionSchema } = asked;
  const fields = selectedFields({ ...info, schema: selectionSchema, returnType: publicType(info, selectionSchema) });
  if (derives(given)) return resolveDerived(asked, fields, context);
  requireComparison(report, fields);
  const selection = reportSelection(fields);
  const query = normalise(report, { igrp, arguments: sentArguments(given), selection, today: context.today });
  const lists = fields.filter(({ name }) => name === 'rows');
  const node = { query, lists: new Map(lists.map(({ responseKey }, i) => [responseKey, i])), previous: null, derived: null };
  if (!selection.wantsAnswer) return { ...node, answer: null, stream: null };
  const plans = plansOf(query, lists, selection, rowsAs);
  const [plan] = plans;
  if (context.loaders.stream && plan && lists.length === 1 && isStreamed(info)) {
    const stream = await context.loaders.stream(query, plan);
    return { ...node, answer: stream.whole, stream };
  }
  return { ...node, answer: await context.loaders.report.load({ query, plans }), stream: null };
}

/** Whether `rows` bears an active @stream where the field itself selects it; below a fragment it comes at once. */
function isStreamed({ fieldNodes, variableValues }: GraphQLResolveInfo): boolean {
  return fieldNodes.some(({ selectionSet }) =>
    selectionSet?.selections.some((node) => {
      if (node.kind !== Kind.FIELD || node.name.value !== 'rows') return false;
      const stream = node.directives?.find(({ name }) => name.value === 'stream');
      const condition = stream?.arguments?.find(({ name }) => name.value === 'if')?.value;
      if (condition?.kind === Kind.VARIABLE) return variableValues[condition.name.value] !== false;
      return stream !== undefined && !(condition?.kind === Kind.BOOLEAN && !condition.value);
    }),
  );
}

function publicType(info: GraphQLResolveInfo, schema: GraphQLSchema) {
  if (info.schema === schema) return info.returnType;
  const name = String(info.returnType);
  const type = schema.getType(name);
  if (!type || !('getFields' in type) || !('getInterfaces' in type)) throw new TypeError(`${name} is no object type of the public schema.`);
  return type;
}

function plansOf(query: ReportQuery, lists: readonly SelectedField[], selection: ReportSelection, rowsAs: RowsAs): readonly RowPlan[] {
  const track = selection.endRowId ? query.report.keyset : null;
  const plan = rowsAs === 'text' ? textPlan : objectPlan;
  // Without rows, one plan without columns counts them.
  return lists.length === 0 ? [textPlan(query, [], track)] : lists.map(({ selections }) => plan(query, selections ?? [], track));
}
