/**
 * A document for the report as the gateway's catalogue has it. The document is written for the report as it is documented; an operator may
 * have added fields, or removed some, without a new build of the page. Where nothing differs, it stays as it is.
 */
import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { TypedDocumentNode } from 'urql';
import type { FieldInfo, ReportInfo } from '../documents.js';
import { columnNode, nameNode } from './row-columns.js';

const METRIC = 'metric';
/** What the selections of a row can hold, by the names of the fields that they are below; a fragment is on rows, and holds metrics. */
const HELD: ReadonlyMap<string, readonly string[]> = new Map([
  ['rows', ['dimension', 'label']],
  ['previous', [METRIC]],
  ['deltaRatio', [METRIC]],
]);

/**
 * The document without the row fields that the report lacks, and with those that it has besides. A metric is asked for by the variable of its
 * name.
 */
export function fitToCatalogue<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  { fields }: ReportInfo,
): TypedDocumentNode<Data, Variables> {
  const selected = columnsIn(document);
  const catalogued = new Set(fields.map(({ name }) => name));
  const removed = new Set([...selected].filter((name) => !catalogued.has(name)));
  const added = fields.filter(({ name }) => !selected.has(name));
  if (removed.size === 0 && added.length === 0) return document;
  const fitted = (set: SelectionSetNode, held: readonly string[]): SelectionSetNode => ({
    ...set,
    selections: [
      ...set.selections.filter((one) => !isColumn(one) || !removed.has(one.name.value)),
      ...added.filter(({ kind }) => held.includes(kind)).map(selectionOf),
    ],
  });
  return visit(document, {
    OperationDefinition: (operation) => ({
      ...operation,
      variableDefinitions: [
        ...(operation.variableDefinitions ?? []).filter(({ variable }) => !removed.has(variable.name.value)),
        ...added.filter(({ kind }) => kind === METRIC).map(({ name }) => variableOf(name)),
      ],
    }),
    FragmentDefinition: (fragment) => ({ ...fragment, selectionSet: fitted(fragment.selectionSet, [METRIC]) }),
    Field: (field) => {
      const held = HELD.get(field.name.value);
      return held && field.selectionSet ? { ...field, selectionSet: fitted(field.selectionSet, held) } : undefined;
    },
  });
}

/** The names of the columns that the document selects of rows. */
function columnsIn(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = ({ selections }: SelectionSetNode) => {
    for (const one of selections) if (isColumn(one)) names.add(one.name.value);
  };
  visit(document, {
    FragmentDefinition: ({ selectionSet }) => collect(selectionSet),
    Field: ({ name, selectionSet }) => {
      if (name.value === 'rows' && selectionSet) collect(selectionSet);
    },
  });
  return names;
}

const isColumn = (one: SelectionNode): one is FieldNode => one.kind === Kind.FIELD && !one.selectionSet;

const variableOf = (name: string): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: nameNode(name) },
  type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: nameNode('Boolean') } },
});

const selectionOf = ({ name, kind }: FieldInfo): FieldNode => ({
  ...columnNode(name),
  ...(kind === METRIC ? { directives: [includedBy(name)] } : {}),
});

const includedBy = (name: string) =>
  ({
    kind: Kind.DIRECTIVE,
    name: nameNode('include'),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode('if'), value: { kind: Kind.VARIABLE, name: nameNode(name) } }],
  }) as const;
