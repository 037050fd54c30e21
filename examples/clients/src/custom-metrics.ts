/**
 * Custom metrics, typed by their references.
 *
 * A reference is a name that the caller makes up, so no schema can know it. `withCustomMetrics` takes a typed document, the reports of it
 * that the metrics are for, and the metrics by reference. It selects each metric in the rows of those reports, and in what they are compared
 * with, and says so in the type: `rows[0].goals246` is a number or null, `rows[0].goals247` an error.
 */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Kind, visit, type FieldNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/** What the variable `customMetrics` of a document takes, without the reference. */
type Definition<Variables> = Variables extends { readonly customMetrics?: infer Metrics }
  ? NonNullable<Metrics> extends readonly (infer Metric)[] | infer Metric
    ? Omit<Metric, 'reference'>
    : never
  : never;

type Figures<Reference extends string> = { readonly [R in Reference]: number | null };
/** The fields of a row that hold its figures in another period, and how they moved. */
type Compared = 'previous' | 'delta' | 'deltaRatio';
const COMPARED: readonly string[] = ['previous', 'delta', 'deltaRatio'] satisfies readonly Compared[];

type WithFigures<Row, Reference extends string> = {
  [K in keyof Row]: K extends Compared
    ? Row[K] extends infer Side
      ? Side extends object
        ? Side & Figures<Reference>
        : Side
      : never
    : Row[K];
} & Figures<Reference>;

/** An answer in whose reports of these response keys every reference is a number or null, in each row and in what it is compared with. */
export type WithMetrics<Answer, Report extends string, Reference extends string> = Answer extends object
  ? {
      [K in keyof Answer]: K extends Report
        ? Answer[K] extends infer Value
          ? Value extends { rows: readonly (infer Row)[] }
            ? Omit<Value, 'rows'> & { rows: WithFigures<Row, Reference>[] }
            : Value
          : never
        : WithMetrics<Answer[K], Report, Reference>;
    }
  : Answer;

export interface MetricsQuestion<Answer, Variables, Report extends string, Reference extends string> {
  readonly document: TypedDocumentNode<WithMetrics<Answer, Report, Reference>, Variables>;
  /** For the variable `customMetrics`. */
  readonly customMetrics: (Definition<Variables> & { readonly reference: Reference })[];
}

/**
 * The document with every metric selected in the rows of the reports with these response keys, and the value of its variable `customMetrics`.
 * Throws where such a report does not take that variable or does not select its rows itself.
 */
export function withCustomMetrics<Answer, Variables, Report extends string, Reference extends string>(
  document: TypedDocumentNode<Answer, Variables>,
  reports: readonly Report[],
  metrics: { readonly [R in Reference]: Definition<Variables> },
): MetricsQuestion<Answer, Variables, Report, Reference> {
  const references = Object.keys(metrics) as Reference[]; // an object literal has no other keys
  const figures = references.map(metricField);
  const done = new Set<string>();
  const { definitions } = visit(document, {
    Field: (node) => {
      const key = node.alias?.value ?? node.name.value;
      if (!reports.some((report) => report === key) || !takesMetrics(node) || !node.selectionSet) return undefined;
      const selectionSet = inRows(node.selectionSet, figures);
      if (selectionSet !== node.selectionSet) done.add(key);
      return { ...node, selectionSet };
    },
  });
  const missing = reports.filter((report) => !done.has(report));
  if (missing.length > 0)
    throw new TypeError(
      `${missing.join(', ')} must take customMetrics: $customMetrics and select rows. Name reports by their response keys.`,
    );
  return {
    // A new document, since clients cache what they work out about a document on the document itself. The assertion states what the compiler
    // cannot see: the rows select every reference.
    document: { kind: Kind.DOCUMENT, definitions } as TypedDocumentNode<WithMetrics<Answer, Report, Reference>, Variables>,
    customMetrics: references.map((reference) => ({ ...metrics[reference], reference })),
  };
}

const takesMetrics = (node: FieldNode): boolean =>
  node.arguments?.some(({ value }) => value.kind === Kind.VARIABLE && value.name.value === 'customMetrics') ?? false;

/** The selection of a report with the figures in its rows, and in what these are compared with. */
function inRows(report: SelectionSetNode, figures: readonly FieldNode[]): SelectionSetNode {
  const isRows = (node: SelectionNode) => node.kind === Kind.FIELD && node.name.value === 'rows';
  if (!report.selections.some(isRows)) return report;
  return within(report, ['rows'], (rows) => {
    const compared = within(rows, COMPARED, (side) => ({ ...side, selections: [...side.selections, ...figures] }));
    return { ...compared, selections: [...compared.selections, ...figures] };
  });
}

/** A selection in which the selections of the fields with these names are changed. */
function within(set: SelectionSetNode, names: readonly string[], change: (inner: SelectionSetNode) => SelectionSetNode): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.map((node) =>
      node.kind === Kind.FIELD && names.includes(node.name.value) && node.selectionSet
        ? { ...node, selectionSet: change(node.selectionSet) }
        : node,
    ),
  };
}

/** `goals246: customMetric(reference: "goals246")` */
function metricField(reference: string): FieldNode {
  const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
  return {
    kind: Kind.FIELD,
    alias: name(reference),
    name: name('customMetric'),
    arguments: [{ kind: Kind.ARGUMENT, name: name('reference'), value: { kind: Kind.STRING, value: reference } }],
  };
}
