/**
 * What a report field asks: its selection, the query, and how rows are read. The same document with the same variables asks the same again,
 * so the last question of every field is kept as long as its document is. Nothing of a caller but those variables is in it.
 */
import type { FieldNode, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { sentArguments } from '../comparison/derivation.js';
import { objectPlan, textPlan } from '../reports/row-plan.js';
import { normalise } from '../query/normalise.js';
import type { ReportQuery } from '../query/report-query.js';
import { reportSelection, type ReportSelection } from '../query/report-selection.js';
import { selectedFields, type SelectedField } from '../query/selected-fields.js';
import type { RowPlan } from '../rows/plan.js';
import type { AskedReport, RowsAs } from './asked-report.js';
import { requireComparison } from './derived-report.js';

export interface ReportQuestion {
  readonly query: ReportQuery;
  readonly selection: ReportSelection;
  /** One for each list of rows that is selected; without one, a plan that counts rows. */
  readonly plans: readonly RowPlan[];
  /** The lists' indexes in `plans` by response key. */
  readonly lists: ReadonlyMap<string, number>;
}

interface KnownQuestion {
  readonly key: string;
  readonly question: ReportQuestion;
}

const known = new WeakMap<FieldNode, KnownQuestion>();

/** Questions with more variables than this many characters are not kept. */
const LONGEST_KEY = 1_000;

/** The question of a field that derives nothing from its rows. Throws a `GatewayError` where a rule is broken. */
export function reportQuestion(asked: AskedReport, today: string, info: GraphQLResolveInfo): ReportQuestion {
  const [node, ...others] = info.fieldNodes;
  if (node === undefined || others.length > 0) return ask(asked, today, info);
  const key = `${asked.report.name} ${asked.igrp} ${asked.rowsAs} ${today} ${JSON.stringify(info.variableValues)}`;
  const last = known.get(node);
  if (last?.key === key) return last.question;
  const question = ask(asked, today, info);
  if (key.length <= LONGEST_KEY) known.set(node, { key, question });
  return question;
}

function ask(asked: AskedReport, today: string, info: GraphQLResolveInfo): ReportQuestion {
  const { report, igrp, given, rowsAs } = asked;
  const fields = fieldsOf(asked, info);
  requireComparison(report, fields);
  const selection = reportSelection(fields);
  const query = normalise(report, { igrp, arguments: sentArguments(given), selection, today });
  const lists = fields.filter(({ name }) => name === 'rows');
  return {
    query,
    selection,
    plans: plansOf(query, lists, selection, rowsAs),
    lists: new Map(lists.map(({ responseKey }, i) => [responseKey, i])),
  };
}

/** What is selected below the field, by the public schema. */
export function fieldsOf({ selectionSchema }: AskedReport, info: GraphQLResolveInfo): readonly SelectedField[] {
  return selectedFields({ ...info, schema: selectionSchema, returnType: publicType(info, selectionSchema) });
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
