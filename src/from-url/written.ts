/**
 * A value of an operation as it is written, with what it coerces to: the document says it, and the rules of the translation are held against it.
 */

/** `text` is GraphQL; `value` is what a resolver is handed for it. */
export interface Written {
  readonly text: string;
  readonly value: unknown;
}

/** A literal that JSON and GraphQL write alike: a text, a number, true or false. */
export function literal(value: string | number | boolean): Written {
  return { text: JSON.stringify(value), value };
}

/** An enum's value: written by its name, handed on as what it stands for. */
export function enumLiteral(name: string, value: string): Written {
  return { text: name, value };
}

/** `[a, b]` */
export function list(items: readonly Written[]): Written {
  const texts = items.map(({ text }) => text);
  return { text: lines('[', texts, ']') ?? `[${texts.join(', ')}]`, value: items.map(({ value }) => value) };
}

/** `{ a: 1, b: 2 }` */
export function object(members: readonly (readonly [string, Written])[]): Written {
  const texts = members.map(([name, { text }]) => `${name}: ${text}`);
  return {
    text: lines('{', texts, '}') ?? `{ ${texts.join(', ')} }`,
    value: Object.fromEntries(members.map(([name, { value }]) => [name, value])),
  };
}

/** `(a: 1, b: 2)`; nothing where there are none. */
export function argumentList(given: readonly (readonly [string, Written])[]): string {
  const texts = given.map(([name, { text }]) => `${name}: ${text}`);
  return texts.length === 0 ? '' : (lines('(', texts, ')') ?? `(${texts.join(', ')})`);
}

/** A selection set, a field a line. */
export function block(fields: readonly string[]): string {
  return `{\n${fields.map(indented).join('\n')}\n}`;
}

/** A line that is easily read has no more characters. */
const WIDTH = 80;

/** One part a line, where a single line would be too long; GraphQL needs no commas then. */
export function lines(open: string, parts: readonly string[], close: string): string | null {
  const inline = parts.join(', ');
  if (inline.length <= WIDTH && !inline.includes('\n')) return null;
  return `${open}\n${parts.map(indented).join('\n')}\n${close}`;
}

/** No literal holds a line break of its own: JSON writes it as an escape. */
function indented(text: string): string {
  return `  ${text.replaceAll('\n', '\n  ')}`;
}
