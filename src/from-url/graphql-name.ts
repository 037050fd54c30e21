/** Names that GraphQL takes, from texts that may be none. */

const NAME = /^(?!__)[A-Za-z_][A-Za-z0-9_]*$/;

/** The text itself where it is a name (one that begins with two underscores belongs to introspection), else the nearest name. */
export function graphqlName(text: string): string {
  if (NAME.test(text)) return text;
  const plain = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+/, '_');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

/** The name, or the first of name2, name3 … that is not taken. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name}${number}`)) number++;
  return `${name}${number}`;
}
