/** Trusted documents as a folder of `.graphql` files: one operation a file, fragments in others. */
import { Kind, parse, print, visit, type DocumentNode, type FragmentDefinitionNode } from 'graphql';
import { hashOf } from './document-hash.js';

/** A file of the folder. */
export interface GraphQLFile {
  readonly name: string;
  readonly text: string;
}

/** A document that a file holds; `text` has the fragments that the file's own text leaves to others. */
export interface FileDocument {
  readonly file: string;
  readonly id: string;
  readonly text: string;
}

/**
 * The documents of a folder's files. The id is the SHA-256 of the file's text without blanks at its end. Throws an `Error` whose message
 * begins with the name of a file.
 */
export function readFolder(files: readonly GraphQLFile[]): readonly FileDocument[] {
  const parsed = files.map((file) => ({ ...file, document: parseFile(file) }));
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const { name, document } of parsed)
    for (const fragment of fragmentsOf(document)) {
      const known = fragments.get(fragment.name.value);
      if (known && print(known) !== print(fragment)) throw new Error(`${name}: two files define the fragment ${fragment.name.value}.`);
      fragments.set(fragment.name.value, fragment);
    }
  return parsed.flatMap(({ name, text, document }) => {
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (operations.length > 1) throw new Error(`${name}: a file must contain exactly one operation, but got: ${operations.length}.`);
    if (operations.length === 0) return [];
    const others = missingFragments(document, fragments).map((fragment) => print(fragment));
    return [{ file: name, id: hashOf(text.trimEnd()), text: [text.trimEnd(), ...others].join('\n\n') }];
  });
}

function parseFile({ name, text }: GraphQLFile): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function fragmentsOf({ definitions }: DocumentNode): readonly FragmentDefinitionNode[] {
  return definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
}

/** The fragments that a document spreads, directly or through others, and does not define. */
function missingFragments(
  document: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly FragmentDefinitionNode[] {
  const own = new Set(fragmentsOf(document).map(({ name }) => name.value));
  const missing = new Map<string, FragmentDefinitionNode>();
  const collect = (node: DocumentNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (!fragment || own.has(name.value) || missing.has(name.value)) return;
        missing.set(name.value, fragment);
        collect(fragment);
      },
    });
  };
  collect(document);
  return [...missing.values()];
}
