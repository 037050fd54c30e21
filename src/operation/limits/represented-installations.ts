/**
 * How many installations a list of represented entities names. A report below an entity belongs to the entity's installation and is asked
 * once for each of them, however many representations name it.
 */
import { Kind, print, type ValueNode } from 'graphql';

const INSTALLATION = 'igrp';

/** The different installations named by the value of the argument, whatever else the representations hold. */
export function representedInstallations(value: ValueNode | undefined, variables: Readonly<Record<string, unknown>>): number {
  const named = new Set<string>();
  if (value?.kind === Kind.VARIABLE) collectFrom(Object.hasOwn(variables, value.name.value) ? variables[value.name.value] : [], named);
  else for (const item of value?.kind === Kind.LIST ? value.values : value ? [value] : []) collectFromNode(item, variables, named);
  return named.size;
}

function collectFromNode(node: ValueNode, variables: Readonly<Record<string, unknown>>, named: Set<string>): void {
  if (node.kind === Kind.VARIABLE) collectFrom(variables[node.name.value], named);
  if (node.kind !== Kind.OBJECT) return;
  const igrp = node.fields.find(({ name }) => name.value === INSTALLATION)?.value;
  if (igrp) named.add(print(igrp));
}

function collectFrom(value: unknown, named: Set<string>): void {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const item of items) if (isObject(item) && INSTALLATION in item) named.add(JSON.stringify(item[INSTALLATION]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
