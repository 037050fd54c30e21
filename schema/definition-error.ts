/** The one error of definitions, and the one form of its message. */

/** A definition breaks a rule; the message says where, which, and what it got. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
}

/** How much of a value a message repeats. */
const ECHO = 64;

/** Throws: "reports.goals.path must be a path of plain segments, but got: "goals"". */
export function fail(place: string, rule: string, got: unknown): never {
  const text = JSON.stringify(got) ?? 'nothing';
  throw new DefinitionError(`${place} ${rule}, but got: ${text.length > ECHO ? `${text.slice(0, ECHO - 1)}…` : text}`);
}
