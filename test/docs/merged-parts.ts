/** An answer in parts, put together: how rows fall into parts depends on time, what they make up does not. */

type Tree = Record<string | number, unknown>;

interface Part {
  readonly data?: unknown;
  readonly hasNext: boolean;
  readonly incremental?: readonly {
    readonly path: readonly (string | number)[];
    readonly data?: object;
    readonly items?: readonly unknown[];
  }[];
}

/** The data that the parts of a multipart answer make up. Fails where the last part is missing. */
export function mergedParts(text: string): unknown {
  const parts = text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Part] : [])); // asserted by what it makes up
  if (parts.at(-1)?.hasNext !== false) throw new Error(`The answer has no last part: ${text}`);
  const answer: Tree = { data: parts[0]?.data };
  for (const { path, data, items } of parts.flatMap(({ incremental = [] }) => incremental)) {
    if (data) Object.assign(at(answer, ['data', ...path]), data);
    const first = Number(path.at(-1));
    for (const [index, item] of (items ?? []).entries()) at(answer, ['data', ...path.slice(0, -1)])[first + index] = item;
  }
  return answer['data'];
}

function at(tree: Tree, path: readonly (string | number)[]): Tree {
  let found: unknown = tree;
  for (const key of path) found = (found as Tree)[key]; // a wrong path fails here
  return found as Tree;
}
