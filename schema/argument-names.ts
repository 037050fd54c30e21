/** The names of the arguments that a report's field takes. */
import type { Report } from './report.js';

/** Arguments that the gateway adds to those of a route. */
const OWN_ARGUMENTS = ['afterRowId', 'compare', 'fillGaps', 'groupNames', 'period'];

/** Parameters that the gateway writes by itself. */
const WRITTEN_PARAMETERS = ['display', 'format', 'igrp'];

/** Names that no parameter of an overlay may have, beside those of the known arguments. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([...OWN_ARGUMENTS, ...WRITTEN_PARAMETERS]);

/** The arguments of the report that reach its query: those of its route, its pass-through parameters, and what stands for others. */
export function argumentNames({
  arguments: taken,
  parameters,
  keyset,
}: Pick<Report, 'arguments' | 'parameters' | 'keyset'>): readonly string[] {
  return [...taken, ...parameters.keys(), ...(keyset === null ? [] : ['afterRowId']), ...(taken.has('group') ? ['groupNames'] : [])];
}
