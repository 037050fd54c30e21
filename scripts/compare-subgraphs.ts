/** What a change of the subgraph does to graphs that are composed with it: its keys and tags, which no schema built from it has. */
import { Kind, parse, visit, type ASTNode, type ConstDirectiveNode } from 'graphql';

export interface SubgraphComparison {
  /** Keys by which other subgraphs refer to an entity, and tags by which contracts filter, that are gone. */
  readonly breaking: readonly string[];
  /** Keys and tags that are new. */
  readonly dangerous: readonly string[];
}

/** Compares the text of a subgraph with that of the one that was released last. */
export function compareSubgraphs(released: string, current: string): SubgraphComparison {
  const [before, after] = [marksOf(released), marksOf(current)];
  return {
    breaking: [...before].filter((mark) => !after.has(mark)).map((mark) => `${mark} was removed.`),
    dangerous: [...after].filter((mark) => !before.has(mark)).map((mark) => `${mark} was added.`),
  };
}

/** `Goal @key(igrp goalId)`, `Trigger.ip @tag(pii)`: every key and tag with its place. */
function marksOf(sdl: string): ReadonlySet<string> {
  const marks = new Set<string>();
  const places: string[] = [];
  visit(parse(sdl), {
    enter(node: ASTNode) {
      if (!('name' in node) || node.name === undefined || node.kind === Kind.NAMED_TYPE) return;
      if (node.kind === Kind.DIRECTIVE || node.kind === Kind.ARGUMENT) return;
      places.push(node.name.value);
      const directives: readonly ConstDirectiveNode[] =
        'directives' in node ? ((node.directives ?? []) as readonly ConstDirectiveNode[]) : [];
      for (const directive of directives) {
        const mark = markOf(directive);
        if (mark !== null) marks.add(`${places.join('.')} ${mark}`);
      }
    },
    leave(node: ASTNode) {
      if (!('name' in node) || node.name === undefined || node.kind === Kind.NAMED_TYPE) return;
      if (node.kind !== Kind.DIRECTIVE && node.kind !== Kind.ARGUMENT) places.pop();
    },
  });
  return marks;
}

const MARKS: Readonly<Record<string, string>> = { key: 'fields', tag: 'name' };

function markOf({ name, arguments: given = [] }: ConstDirectiveNode): string | null {
  const wanted = Object.hasOwn(MARKS, name.value) ? MARKS[name.value] : undefined;
  const value = given.find((argument) => argument.name.value === wanted)?.value;
  return value?.kind === Kind.STRING ? `@${name.value}(${value.value.split(/\s+/).sort().join(' ')})` : null;
}
