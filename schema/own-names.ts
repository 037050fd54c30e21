/**
 * The names that the schema gives its own types and the fields of Query. An operator may put a prefix before them, so that they collide with
 * nothing in a supergraph or in a client's code. Scalars keep their names, since they mean the same everywhere.
 */
import type { Catalogue } from './report.js';

export interface OwnNames {
  /** The name of a type that all reports share, from the name that it has without a prefix. Types of one report: see `prefixTypes`. */
  readonly type: (name: string) => string;
  /** The name of a field of Query. */
  readonly queryField: (name: string) => string;
}

/** Fields of Query whose names belong to conventions that clients and routers rely on. */
const CONVENTIONS: ReadonlySet<string> = new Set(['node', 'nodes', '_service', '_entities']);

/** The names with this prefix; the plain ones where it is empty. `Infinity` makes `InfinityReport` and `infinityInstallation`. */
export function ownNames(prefix: string): OwnNames {
  const small = prefix.charAt(0).toLowerCase() + prefix.slice(1);
  const joined = (name: string) => (prefix.endsWith('_') ? name : name.charAt(0).toUpperCase() + name.slice(1));
  return {
    type: (name) => `${prefix}${name}`,
    queryField: (name) => (prefix === '' || CONVENTIONS.has(name) ? name : `${small}${joined(name)}`),
  };
}

/** Names without a prefix. */
export const PLAIN_NAMES: OwnNames = ownNames('');

/** The same reports, the names of whose types begin with the prefix. Everything else of them stays, and so do the ids of their rows. */
export function prefixTypes(catalogue: Catalogue, prefix: string): Catalogue {
  if (prefix === '') return catalogue;
  return new Map([...catalogue].map(([name, report]) => [name, Object.freeze({ ...report, typePrefix: `${prefix}${report.typePrefix}` })]));
}
