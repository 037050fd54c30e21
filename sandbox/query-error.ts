/** A request that the Reports API would refuse: the HTTP status and the one sentence it answers with. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly status: number;

  constructor(sentence: string, status = 400) {
    super(sentence);
    this.status = status;
  }
}

/** A caller's own text as an error may repeat it: quoted, at most 64 characters. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 128)];
  return `"${characters.length > 64 ? `${characters.slice(0, 63).join('')}…` : characters.join('')}"`;
}
