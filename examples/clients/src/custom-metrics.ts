/**
 * Custom metrics, typed by their references.
 *
 * A reference is a name that the caller makes up, so no schema can know it. `withCustomMetrics` takes a typed document and the metrics by
 * reference, selects each of them in the rows, and says so in the type: `rows[0].goals246` is a number or null, `rows[0].goals247` an error.
 */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Kind, visit, type FieldNode } from 'graphql';

/** What the variable `customMetrics` of a document takes, without the reference. */
type Definition<Variables> = Variables extends { readonly customMetrics?: infer Metrics }
  ? NonNullable<Metrics> extends readonly (infer Metric)[] | infer Metric
    ? Omit<Metric, 'reference'>
    : never
  : never;

/** An answer in whose rows every reference is a number, or null. */
export type WithMetrics<Answer, Reference extends string> = Answer extends { rows: readonly (infer Row)[] }
  ? Omit<Answer, 'rows'> & { rows: (Row & { readonly [R in Reference]: number | null })[] }
  : Answer extends object
    ? { [K in keyof Answer]: WithMetrics<Answer[K], Reference> }
    : Answer;

export interface MetricsQuestion<Answer, Variables, Reference extends string> {
  readonly document: TypedDocumentNode<WithMetrics<Answer, Reference>, Variables>;
  /** For the variable `customMetrics`. */
  readonly customMetrics: (Definition<Variables> & { readonly reference: Reference })[];
}

/** The document with every metric selected in its rows, and the value of its variable `customMetrics`. */
export function withCustomMetrics<Answer, Variables, Reference extends string>(
  document: TypedDocumentNode<Answer, Variables>,
  metrics: { readonly [R in Reference]: Definition<Variables> },
): MetricsQuestion<Answer, Variables, Reference> {
  const references = Object.keys(metrics) as Reference[]; // an object literal has no other keys
  const fields = references.map(metricField);
  const { definitions } = visit(document, {
    Field: (node) =>
      node.name.value === 'rows' && node.selectionSet
        ? { ...node, selectionSet: { ...node.selectionSet, selections: [...node.selectionSet.selections, ...fields] } }
        : undefined,
  });
  return {
    // A document of its own: clients note on a document what they have found out about it. The type is told what the compiler cannot see,
    // that the rows select every reference.
    document: { kind: Kind.DOCUMENT, definitions } as TypedDocumentNode<WithMetrics<Answer, Reference>, Variables>,
    customMetrics: references.map((reference) => ({ ...metrics[reference], reference })),
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
