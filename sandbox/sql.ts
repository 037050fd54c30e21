/** The little that is needed to write SQL text safely: quoted names, quoted values, and tables of facts. */

export type SqlValue = string | number | null;

/** A column's or table's name in double quotes. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A value as a literal. DuckDB reads no backslash escapes within quotes, so doubling the quote is all there is to it. */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

export interface FactTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** A statement that creates a table of facts; `position` is the place of a row in its list. */
export function createFacts(name: string, { columns, rows }: FactTable): string {
  const values = rows.map((row, position) => `(${[position, ...row].map(literal).join(', ')})`);
  return `CREATE TABLE ${identifier(name)} AS FROM (VALUES ${values.join(',\n')}) AS facts(${['position', ...columns].map(identifier).join(', ')})`;
}
