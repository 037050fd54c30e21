/** The federation directives that this subgraph uses, and the lowest version of the specification that carries all of them. */

/** The version that brought each directive. */
const SINCE = {
  key: '2.0',
  shareable: '2.0',
  tag: '2.0',
  cost: '2.9',
  listSize: '2.9',
} as const;

export type DirectiveName = keyof typeof SINCE;

/** One use of a directive. */
export interface DirectiveUse {
  readonly name: DirectiveName;
  readonly arguments: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** The `@link` that imports the directives. The names come in the order of the table. */
export function linkOf(used: ReadonlySet<DirectiveName>): string {
  const names = (Object.keys(SINCE) as DirectiveName[]).filter((name) => used.has(name)); // the table's own keys
  const version = names.map((name) => SINCE[name]).reduce((most, since) => (Number(since) > Number(most) ? since : most), '2.0');
  return `@link(url: "https://specs.apollo.dev/federation/v${version}", import: [${names.map((name) => `"@${name}"`).join(', ')}])`;
}
