/**
 * The text of chosen members of rows, digit for digit: JSON.parse would round their numbers. Reads only what the row reader wrote, an array
 * of objects without blanks between the members, so it looks for ends and checks nothing.
 */

/** For each row of the array, the tokens of the members whose key is wanted. */
export function memberTokens(text: string, isWanted: (key: string) => boolean): ReadonlyMap<string, string>[] {
  const rows: ReadonlyMap<string, string>[] = [];
  const wanted = new Map<string, boolean>();
  let at = 1;
  while (text[at] === '{') {
    const row = new Map<string, string>();
    at++;
    while (text[at] === '"') {
      const keyEnd = valueEnd(text, at);
      const token = text.slice(at, keyEnd);
      let wants = wanted.get(token);
      // A key is a string.
      if (wants === undefined) wanted.set(token, (wants = isWanted(JSON.parse(token) as string)));
      const start = keyEnd + 1;
      at = valueEnd(text, start);
      if (wants) row.set(JSON.parse(token) as string, text.slice(start, at));
      if (text[at] === ',') at++;
    }
    rows.push(row);
    at++; // the brace
    if (text[at] === ',') at++;
  }
  return rows;
}

/** The offset behind the value at `at`. */
function valueEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; ; i++) {
    switch (text[i]) {
      case '"':
        i = stringEnd(text, i);
        if (depth === 0) return i + 1;
        break;
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (depth === 0) return i;
        if (--depth === 0) return i + 1;
        break;
      case ',':
        if (depth === 0) return i;
        break;
      case undefined:
        return i;
    }
  }
}

/** The offset of the quote that ends the string at `at`. */
function stringEnd(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}
