/**
 * The output formats: how one row is written (as SQL, so that the database writes the text) and what stands around the rows.
 *
 * `debug` is documented by name alone; here it is a line of `key = value` for each cell.
 */
import type { Column } from './columns.js';
import type { Format } from './parse-query.js';
import { literal } from './sql.js';

/** A column under the key by which it is asked. */
export interface Cell {
  readonly key: string;
  readonly column: Column;
}

export interface RowFormat {
  readonly contentType: string;
  /** Whether it can be had with `display[]` alone. */
  readonly needsDisplay: boolean;
  /** Stands before the rows, also where there are none. */
  readonly open: (keys: readonly string[]) => string;
  /** Stands before the first row, if there is one. */
  readonly first: string;
  readonly line: (cells: readonly Cell[]) => string;
  readonly between: string;
  /** Stands after the last row, if there is one. */
  readonly last: string;
  readonly close: string;
}

const XML_ESCAPES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
] as const;

/** XML 1.0 has no form for most control characters: they are dropped. */
const escapeXml = (text: string) =>
  XML_ESCAPES.reduce((escaped, [from, to]) => escaped.replaceAll(from, to), text.replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, ''));
const escapeXmlSql = (sql: string) =>
  XML_ESCAPES.reduce(
    (escaped, [from, to]) => `replace(${escaped}, ${literal(from)}, ${literal(to)})`,
    `regexp_replace(coalesce(${sql}, ''), '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]', '', 'g')`,
  );

const escapeCsv = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const escapeCsvSql = (sql: string) =>
  `CASE WHEN regexp_matches(coalesce(${sql}, ''), '[",\\r\\n]') THEN '"' || replace(${sql}, '"', '""') || '"' ELSE coalesce(${sql}, '') END`;

const concat = (parts: readonly string[]) => `concat(${["''", ...parts].join(', ')})`;
const around = (before: string, sql: string, after: string) => concat([literal(before), sql, literal(after)]);

const json = (cells: readonly Cell[]) => around('{', `concat_ws(',', ${['NULL', ...cells.map(member)].join(', ')})`, '}');

/** `"key":value`, or NULL where the row lacks the key. */
function member({ key, column: { name, text, quoting, blank } }: Cell): string {
  const start = literal(`${JSON.stringify(key)}:`);
  const asString = `CAST(to_json(${text}) AS VARCHAR)`;
  const forms = {
    json: `${start} || ${text}`,
    number: `${start} || ${text}`,
    // The slash is escaped in addresses, as PHP does it.
    string: `${start} || ${/href|vref|url/i.test(name) ? `replace(${asString}, '/', '\\/')` : asString}`,
    byRow: `${start} || CASE WHEN "rowId" % 2 = 0 THEN ${text} ELSE '"' || ${text} || '"' END`,
  };
  return blank ? `coalesce(${forms[quoting]}, ${start} || '""')` : forms[quoting];
}

export const FORMATS = {
  json: {
    contentType: 'application/json',
    needsDisplay: false,
    open: () => '',
    first: '',
    line: json,
    between: '\n',
    last: '\n',
    close: '',
  },
  // The opening bracket comes with the first row: an empty reply has been met as "\n]\n".
  jsonarray: {
    contentType: 'application/json',
    needsDisplay: false,
    open: () => '',
    first: '[\n',
    line: json,
    between: ',\n',
    last: '',
    close: '\n]\n',
  },
  csv: {
    contentType: 'text/csv; charset=utf-8',
    needsDisplay: true,
    open: (keys) => `${keys.map(escapeCsv).join(',')}\n`,
    first: '',
    line: (cells) => cells.map(({ column }) => escapeCsvSql(column.text)).join(" || ',' || "),
    between: '\n',
    last: '\n',
    close: '',
  },
  xml: {
    contentType: 'application/xml; charset=utf-8',
    needsDisplay: false,
    open: () => '<?xml version="1.0" encoding="UTF-8"?>\n<rows>\n',
    first: '',
    line: (cells) =>
      around(
        '<row>',
        concat(cells.map(({ key, column }) => around(`<field name="${escapeXml(key)}">`, escapeXmlSql(column.text), '</field>'))),
        '</row>',
      ),
    between: '\n',
    last: '\n',
    close: '</rows>\n',
  },
  xhtml: {
    contentType: 'application/xhtml+xml; charset=utf-8',
    needsDisplay: true,
    open: (keys) =>
      `<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Report</title></head><body><table>\n<tr>${keys.map((key) => `<th>${escapeXml(key)}</th>`).join('')}</tr>\n`,
    first: '',
    line: (cells) => around('<tr>', concat(cells.map(({ column }) => around('<td>', escapeXmlSql(column.text), '</td>'))), '</tr>'),
    between: '\n',
    last: '\n',
    close: '</table></body></html>\n',
  },
  debug: {
    contentType: 'text/plain; charset=utf-8',
    needsDisplay: false,
    open: () => '',
    first: '',
    line: (cells) => concat(cells.map(({ key, column }) => around(`${key} = `, `coalesce(${column.text}, '')`, '\n'))),
    between: '\n',
    last: '',
    close: '',
  },
} satisfies Record<Format, RowFormat>;
