/** A strict reader of RFC 4180, written from the RFC alone: records end with CRLF, a quote stands in a quoted field and there twice. */
export function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (let at = 0; at < text.length;) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    record.push(field.value);
    at = field.end;
    if (text[at] === ',') at++;
    else if (text.startsWith('\r\n', at)) {
      at += 2;
      records.push(record);
      record = [];
      continue;
    } else throw new Error(`no comma and no line end at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
    if (at === text.length) throw new Error('the text ends inside a record');
    if (text.startsWith('\r\n', at)) {
      // The field behind the comma is empty.
      record.push('');
      at += 2;
      records.push(record);
      record = [];
    }
  }
  if (record.length > 0) throw new Error('the last record has no line end');
  return records;
}

interface FieldRead {
  readonly value: string;
  readonly end: number;
}

function plainField(text: string, start: number): FieldRead {
  let end = start;
  while (end < text.length && !',"\r\n'.includes(text.charAt(end))) end++;
  return { value: text.slice(start, end), end };
}

function quotedField(text: string, start: number): FieldRead {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') value += text.charAt(at);
    else if (text[at + 1] === '"') {
      value += '"';
      at++;
    } else return { value, end: at + 1 };
  }
  throw new Error('a quoted field does not end');
}
