/**
 * Where a document's trees begin, and whether they are small enough to be walked.
 *
 * A few lines of fragments that spread each other can stand for a million fields. They are added up fragment by fragment, each looked at
 * once, so that counting a million costs no more than reading the lines.
 */
import { Kind } from 'graphql';
import { GatewayError } from '../../errors.js';
import type { DocumentText, ExecutableNode } from './document-text.js';
import type { DocumentLimits } from '../../limits.js';

/**
 * The operations, and the fragments that none of them reaches. Null where a fragment spreads itself, which validation will say. Throws
 * MAX_FIELDS_LIMIT or MAX_DEPTH_LIMIT.
 */
export function findRoots({ definitions, fragments }: DocumentText, limits: DocumentLimits): readonly ExecutableNode[] | null {
  const known = new Map<string, Spread | null>();
  let isCyclic = false;

  const tooDeep = (nesting: number) => {
    if (nesting > limits.fragmentNesting)
      throw new GatewayError('MAX_DEPTH_LIMIT', `Fragments must spread each other at most ${limits.fragmentNesting} levels deep.`);
  };
  const measure = (definition: ExecutableNode, level: number): Spread => {
    const { fields = 0, spreads = [] } = definitions.get(definition) ?? {};
    const spread = spreads.map((name) => measureFragment(name, level + 1));
    return {
      fields: Math.min(limits.fields + 1, fields + spread.reduce((sum, one) => sum + one.fields, 0)),
      nesting: 1 + Math.max(0, ...spread.map(({ nesting }) => nesting)),
    };
  };
  const measureFragment = (name: string, level: number): Spread => {
    tooDeep(level);
    const before = known.get(name);
    if (before === null) isCyclic = true;
    if (before !== undefined) {
      tooDeep(level - 1 + (before?.nesting ?? 0));
      return before ?? NOTHING;
    }
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    known.set(name, null);
    const spread = measure(fragment, level);
    known.set(name, spread);
    return spread;
  };

  const operations: readonly ExecutableNode[] = [...definitions.keys()].filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const sizes = operations.map((operation) => measure(operation, 0).fields);
  const unused: readonly ExecutableNode[] = [...fragments.values()].filter(({ name }) => !known.has(name.value));
  for (const fragment of unused) sizes.push(measure(fragment, 0).fields);
  if (isCyclic) return null;
  if (sizes.reduce((sum, size) => sum + size, 0) > limits.fields)
    throw new GatewayError(
      'MAX_FIELDS_LIMIT',
      `A document must stand for at most ${limits.fields} fields, fragments counted where they are spread.`,
    );
  return [...operations, ...unused];
}

interface Spread {
  /** Fields that one spread stands for. */
  readonly fields: number;
  /** Fragments inside each other, this one included. */
  readonly nesting: number;
}

const NOTHING: Spread = { fields: 0, nesting: 0 };
