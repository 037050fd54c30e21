/** Random rows, plans and chunkings, lifelike and hostile, and what a reader makes of them in a form that can be compared. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { GatewayError } from '../../src/errors.js';
import type { CellType, Column, ColumnSource, RowPlan } from '../../src/rows/row-plan-types.js';
import { createRowReader, type RowReaderOptions } from '../../src/rows/row-reader.js';
import { slowKernel } from './slow-kernel.js';

export const CELL_TYPES: readonly CellType[] = ['id', 'int', 'safeInt', 'decimal', 'float', 'string', 'date', 'datetime', 'json'];

/** A plan of cells, each shown under its key: `planOf({ callDuration: 'int' })`. */
export function planOf(cells: Readonly<Record<string, CellType>>, more: Partial<RowPlan> = {}): RowPlan {
  const columns = Object.entries(cells).map(([key, type]): Column => ({ responseKey: key, source: { kind: 'cell', key, type } }));
  return { columns, known: new Set(), isOpen: true, limit: null, igrp: null, track: null, ...more };
}

/** A reply of these lines, each with its line break. */
export const replyOf = (...lines: readonly string[]): Uint8Array => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** The rows' text as one string. */
export const textOf = (pieces: readonly Uint8Array[]): string => Buffer.concat(pieces).toString();

export interface Reading {
  readonly text: string;
  readonly rowCount: number;
  readonly received: number;
  readonly last: string | null;
  readonly errors: readonly { readonly row: number; readonly responseKey: string; readonly message: string }[];
  readonly errorCount: number;
  readonly complete: boolean;
}

export type ReadOptions = RowReaderOptions & { readonly proven?: boolean };

/** Reads the chunks for each plan, by the kernel and the slow way, which must agree; the code and the message of the error where the reply is one. */
export function readAll(plans: readonly RowPlan[], chunks: Iterable<Uint8Array>, options?: ReadOptions): readonly Reading[] | string {
  const all = [...chunks];
  const reading = toEnd(readInSteps(plans, all, options));
  const slow = toEnd(readInSteps(plans, all, { ...options, kernel: slowKernel }));
  if (!isDeepStrictEqual(reading, slow)) throw new Error(`The kernel read ${shown(reading)}, the slow way ${shown(slow)}`);
  return reading;
}

/** Too much of it would keep Jest busy. */
const shown = (reading: readonly Reading[] | string): string => JSON.stringify(reading).slice(0, 2_000);

function toEnd(steps: ReturnType<typeof readInSteps>): readonly Reading[] | string {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same, one chunk at a time. */
export function* readInSteps(
  plans: readonly RowPlan[],
  chunks: Iterable<Uint8Array>,
  options: ReadOptions = {},
): Generator<undefined, readonly Reading[] | string> {
  const { proven = true, ...readerOptions } = options;
  try {
    const reader = createRowReader(plans, { workPerTurn: Infinity, ...readerOptions });
    for (const chunk of chunks) {
      void reader.write(chunk);
      yield undefined;
    }
    const { results, complete } = reader.end(proven);
    // Where a text may be cut depends on how it was read, the text does not.
    return results.map(({ json, cuts: _, ...result }) => ({ text: textOf(json), ...result, complete }));
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** The same for one plan. */
export function readOne(plan: RowPlan, chunks: Iterable<Uint8Array>, options?: ReadOptions): Reading | string {
  const readings = readAll([plan], chunks, options);
  return typeof readings === 'string' ? readings : (readings[0] ?? 'no reading');
}

/** The bytes in pieces that end at these offsets. */
export function chunksAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const ends = [...offsets.map((offset) => offset % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const two = (number: number): string => String(number).padStart(2, '0');

const dateLike = fc
  .tuple(fc.constantFrom(0, 1, 1999, 2000, 2023, 2024, 1900, 9999), fc.nat(14), fc.nat(33))
  .map(([year, month, day]) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
const timeLike = fc.tuple(fc.nat(25), fc.nat(61), fc.nat(61)).map((parts) => parts.map(two).join(':'));

const numberLike = fc.oneof(
  fc.integer().map(String),
  fc.maxSafeInteger().map(String),
  fc.bigInt().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.tuple(fc.integer({ min: -99, max: 99 }), fc.stringMatching(/^[0-9]{1,12}$/)).map(([whole, fraction]) => `${whole}.${fraction}`),
  fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -330, max: 330 })).map(([digits, power]) => `${digits}e${power}`),
  fc.constantFrom('0', '-0', '-0.0', '0.0000001', '0.000001', '2147483648', '-2147483648', '9007199254740993', '1e400', '1.0', '12.500'),
);

/** Characters that decoders trip over: escapes in every spelling, line separators, astral characters, half characters as escapes. */
const pieceOfString = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text).slice(1, -1)),
  fc.constantFrom('\\u00fc', '\\/', '\\ud800', '\\"', '\\\\', '\\n', '\u2028', '\u007f', '電話', '🦊', '"\\"'.slice(1), 'a'.repeat(200)),
);
const stringToken = fc.array(pieceOfString, { maxLength: 4 }).map((pieces) => `"${pieces.join('')}"`);

/** The JSON text of a value, as upstream may send it. */
export const token: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: numberLike },
  { weight: 4, arbitrary: numberLike.map((number) => `"${number}"`) },
  { weight: 1, arbitrary: fc.stringMatching(/^"[0-9 .eE+-]{0,12}"$/) },
  { weight: 2, arbitrary: dateLike.map((date) => `"${date}"`) },
  { weight: 3, arbitrary: fc.tuple(dateLike, fc.constantFrom(' ', ' ', ' ', 'T'), timeLike).map((parts) => `"${parts.join('')}"`) },
  { weight: 4, arbitrary: stringToken },
  { weight: 2, arbitrary: fc.constantFrom('""', 'null', 'true', 'false', '"0000-00-00"', '"0000-00-00 00:00:00"', '[]', '{}') },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
);

const KEYS = ['rowId', 'igrp', 'callDuration', 'callState', 'ü', 'a', 'ab', 'abc', '__proto__', 'c_x y', '', '"', 'visitorFirstDatetime'];

/** Keys that may make an object an error. */
const ERROR_KEYS = ['error', 'message'];

const blank = fc.constantFrom('', '', '', '', '', ' ', '\t', '  ', '\r');

/** A key as JSON, sometimes spelled with an escape. */
const keyToken = (key: string, escaped: boolean): string =>
  escaped && key !== ''
    ? `"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${JSON.stringify(key.slice(1)).slice(1)}`
    : JSON.stringify(key);

const member = (key: string): fc.Arbitrary<string> =>
  fc
    .tuple(blank, fc.nat(20), blank, blank, key === 'igrp' ? fc.constantFrom('1', '"1"', '1.0') : token, blank)
    .map(([before, escape, behindKey, beforeValue, value, behind]) =>
      [before, keyToken(key, escape === 0), behindKey, ':', beforeValue, value, behind].join(''),
    );

/** A row with some of the keys, mostly in one order. */
export const row: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 6, arbitrary: fc.subarray(KEYS) },
    { weight: 2, arbitrary: fc.shuffledSubarray(KEYS) },
    { weight: 1, arbitrary: fc.shuffledSubarray([...ERROR_KEYS, 'a', 'rowId'], { maxLength: 2 }) },
  )
  .chain((keys) => fc.tuple(...keys.map(member)))
  .map((members) => `{${members.join(',')}}`);

const source: fc.Arbitrary<ColumnSource> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('cell' as const),
      key: fc.constantFrom(...KEYS, 'absent'),
      type: fc.constantFrom(...CELL_TYPES),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('constant' as const), json: fc.constantFrom('"Trigger"', '1', 'null') }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'raw' as const }) },
);

export const plan: fc.Arbitrary<RowPlan> = fc.record({
  columns: fc
    .array(source, { maxLength: 12 })
    .map((sources) => sources.map((one, index): Column => ({ responseKey: `k${index}`, source: one }))),
  known: fc.constantFrom(new Set<string>(), new Set(KEYS)),
  isOpen: fc.boolean(),
  limit: fc.option(fc.nat(12)),
  igrp: fc.option(fc.constant(1)),
  track: fc.option(fc.constantFrom('rowId', 'a', 'absent')),
});

const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', ' \n', '\n\n');

/** A reply of good rows. */
export const goodReply: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.constantFrom('', '', '\ufeff'), fc.array(fc.tuple(row, lineEnd), { maxLength: 15 }))
  .map(([mark, lines]) => Buffer.from(mark + lines.flat().join('')));

/** A reply of which some bytes were changed, taken away or put in: mostly not JSON any more. */
export const damagedReply: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    goodReply,
    fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('set', 'cut', 'add'), fc.constantFrom(...Buffer.from('"\\{}[],:0-.e\n \t\u0000x'), 0xff, 0xc3)),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  )
  .map(([reply, damages]) => {
    const bytes = [...reply];
    for (const [offset, how, byte] of damages)
      bytes.splice(offset % (bytes.length + 1), how === 'add' ? 0 : 1, ...(how === 'cut' ? [] : [byte]));
    return Uint8Array.from(bytes);
  });
