/** The variables of an operation: what a user interface would let its users change. */
import { badInput } from '../errors.js';
import { MAX_TEXT } from '../query/coerced.js';
import { createFreeNames, graphqlName } from './graphql-name.js';
import type { Written } from './written.js';

/** A variable to be made. */
export interface VariableSource {
  /** What it is to be called, if that is free and a name. */
  readonly name: string;
  /** Its GraphQL type. */
  readonly type: string;
  /** Its value as JSON. */
  readonly json: unknown;
  /** What that coerces to, where it is something else. */
  readonly value?: unknown;
  /** Where in the URL it comes from, for messages. */
  readonly place: string;
}

export interface Variables {
  /** Adds a variable; the value that is written stands for it. Throws where a text of it is longer than a variable may be. */
  readonly add: (source: VariableSource) => Written;
  /** `$name: Type`, in the order in which they were added. */
  readonly definitions: () => readonly string[];
  readonly values: () => Readonly<Record<string, unknown>>;
}

/** No variables yet. */
export function createVariables(): Variables {
  const all = new Map<string, { readonly type: string; readonly json: unknown }>();
  const names = createFreeNames();
  return {
    add({ name: wanted, type, json, value = json, place }) {
      checkLength(json, place);
      const name = names.give(graphqlName(wanted));
      all.set(name, { type, json });
      return { text: `$${name}`, value };
    },
    definitions: () => [...all].map(([name, { type }]) => `$${name}: ${type}`),
    values: () => Object.fromEntries([...all].map(([name, { json }]) => [name, json])),
  };
}

/** A text of a variable is counted in the units of JSON, so that characters beyond the first 65,536 count twice. */
function checkLength(json: unknown, place: string): void {
  if (typeof json === 'string' && json.length > MAX_TEXT)
    throw badInput(`a value must be at most ${MAX_TEXT} characters long`, json.length, place);
  if (typeof json === 'object' && json !== null) for (const member of Object.values(json)) checkLength(member, place);
}
