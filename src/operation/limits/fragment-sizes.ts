/**
 * How many fields a document stands for, fragments counted wherever they are spread.
 *
 * A few lines of fragments that spread each other can stand for a million fields. They are added up fragment by fragment, each looked at
 * once, so that counting a million costs no more than reading the lines.
 */
import { Kind } from 'graphql';
import { GatewayError } from '../../errors.js';
import type { DocumentText, ExecutableNode } from './document-text.js';
import type { DocumentLimits } from '../../limits.js';

/** The trees of a document, and how many fields they have. */
export interface DocumentSize {
  /** The operations, and the fragments that none of them reaches. */
  readonly roots: readonly ExecutableNode[];
  readonly fields: number;
}

/**
 * Measures the document fragment by fragment. Throws MAX_FIELDS_LIMIT, MAX_DEPTH_LIMIT, or GRAPHQL_VALIDATION_FAILED where a
 * fragment spreads itself.
 */
export function checkFragmentSizes({ definitions, fragments }: DocumentText, limits: DocumentLimits): DocumentSize {
  const known = new Map<string, FragmentSize | null>();

  const tooDeep = (nesting: number) => {
    if (nesting > limits.fragmentNesting)
      throw new GatewayError('MAX_DEPTH_LIMIT', `Fragments may be nested at most ${limits.fragmentNesting} levels deep.`);
  };
  const measure = (definition: ExecutableNode, level: number): FragmentSize => {
    const { fields = 0, spreads = [] } = definitions.get(definition) ?? {};
    const spread = spreads.map((name) => measureFragment(name, level + 1));
    return {
      fields: Math.min(limits.fields + 1, fields + spread.reduce((sum, one) => sum + one.fields, 0)),
      nesting: 1 + Math.max(0, ...spread.map(({ nesting }) => nesting)),
    };
  };
  const measureFragment = (name: string, level: number): FragmentSize => {
    const before = known.get(name);
    if (before === null)
      throw new GatewayError('GRAPHQL_VALIDATION_FAILED', `Cannot spread fragment "${name.slice(0, ECHO)}" within itself.`);
    tooDeep(level);
    if (before !== undefined) {
      tooDeep(level - 1 + before.nesting);
      return before;
    }
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    known.set(name, null);
    const size = measure(fragment, level);
    known.set(name, size);
    return size;
  };

  const operations: readonly ExecutableNode[] = [...definitions.keys()].filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const sizes = operations.map((operation) => measure(operation, 0).fields);
  const unused: ExecutableNode[] = [];
  for (const fragment of fragments.values()) {
    if (known.has(fragment.name.value)) continue;
    sizes.push(measureFragment(fragment.name.value, 0).fields);
    unused.push(fragment);
  }
  const fields = sizes.reduce((sum, size) => sum + size, 0);
  if (fields > limits.fields)
    throw new GatewayError(
      'MAX_FIELDS_LIMIT',
      `A document may select at most ${limits.fields} fields, counting fragments wherever they are spread.`,
    );
  return { roots: [...operations, ...unused], fields };
}

const ECHO = 64;

interface FragmentSize {
  /** Fields that one spread stands for. */
  readonly fields: number;
  /** Fragments inside each other, this one included. */
  readonly nesting: number;
}

const NOTHING: FragmentSize = { fields: 0, nesting: 0 };
