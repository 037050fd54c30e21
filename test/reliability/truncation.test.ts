/**
 * A reply of 200 rows cut at a byte, framed in each of the three ways that HTTP knows: never does a shorter report pass for a whole one.
 *
 * Cuts around every line's end and a sample of the others here; TRUNCATION=every cuts at every byte.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { head } from '../support/fault-scripts.js';
import { startFaultServer, type FaultServer } from '../support/fault-server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const ROWS = 200;
const AT_ONCE = 12;
const EVERY = process.env['TRUNCATION'] === 'every';
/** One offset in so many, where not every one is tried. */
const SAMPLE = 97;

jest.setTimeout(600_000);

const LINES = Array.from({ length: ROWS }, (_, i) => `${JSON.stringify({ rowId: String(i + 1), vid: 'ü€🏃'.slice(i % 3) })}\n`);
const BODY = Buffer.from(LINES.join(''));
const TYPE = ['Content-Type', 'application/json'] as const;

interface Framing {
  readonly name: string;
  readonly fields: readonly (readonly [string, string])[];
  /** The whole body as it is on the wire. */
  readonly bytes: Buffer;
  /** Offsets at which a cut leaves only whole lines. */
  readonly lineEnds: ReadonlySet<number>;
  /** Whether the end of the connection is the only end there is. */
  readonly endless: boolean;
}

const chunks = Array.from({ length: Math.ceil(BODY.length / 100) }, (_, i) => BODY.subarray(i * 100, (i + 1) * 100));
const chunked = Buffer.concat([
  ...chunks.map((chunk) => Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')])),
  Buffer.from('0\r\n\r\n'),
]);
const lineEnds = new Set(LINES.reduce<number[]>((ends, line) => [...ends, (ends.at(-1) ?? 0) + Buffer.byteLength(line)], [0]));

const FRAMINGS: readonly Framing[] = [
  { name: 'with its length', fields: [['Content-Length', String(BODY.length)]], bytes: BODY, lineEnds, endless: false },
  { name: 'in chunks', fields: [['Transfer-Encoding', 'chunked']], bytes: chunked, lineEnds: new Set(), endless: false },
  { name: 'until its connection closes', fields: [['Connection', 'close']], bytes: BODY, lineEnds, endless: true },
];

function cutsOf({ bytes, lineEnds: ends }: Framing): readonly number[] {
  const offsets = Array.from({ length: bytes.length }, (_, i) => i);
  if (EVERY) return offsets;
  const last = bytes.length - 12;
  return offsets.filter(
    (offset) => offset % SAMPLE === 0 || offset > last || ((ends.has(offset) || ends.has(offset + 1)) && offset % 4 === 0),
  );
}

let server: FaultServer;
let gateway: TestGateway;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  // The offset asked for says which framing, and where it is cut.
  server = await startFaultServer({
    script: ({ request, socket }) => {
      const offset = Number(new URL(request.target, 'http://upstream').searchParams.get('offset') ?? 0);
      const framing = FRAMINGS[offset % FRAMINGS.length];
      if (framing === undefined) return;
      socket.write(head(200, [TYPE, ...framing.fields]));
      socket.end(framing.bytes.subarray(0, Math.floor(offset / FRAMINGS.length)));
    },
  });
  closing.push(server.close);
  // A broken reply would be asked for once more, and after many of them not at all.
  const bounds = { retryBurst: 0, retryRatio: 0, breakerFailures: Infinity };
  gateway = await startGateway(server.baseUrl, { LOG_LEVEL: 'error' }, catalogue, { bounds });
  closing.push(gateway.close);
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

interface Report {
  readonly rowCount: number;
  readonly complete: boolean;
  readonly rows: readonly unknown[];
}

/** What the caller gets of the first `cut` bytes: the report, or the code of the one error. */
async function cutAt(framing: Framing, cut: number): Promise<unknown> {
  const offset = cut * FRAMINGS.length + FRAMINGS.indexOf(framing);
  const { body } = await gateway.ask(
    `query ($offset: Int!) { installation(igrp: 1) { callTriggers(offset: $offset) { rowCount complete rows { rowId vid } } } }`,
    { offset },
  );
  const { callTriggers } = (body.data as { readonly installation: { readonly callTriggers: Report | null } }).installation; // as asked
  if (callTriggers !== null) return callTriggers;
  expect(body.errors).toHaveLength(1);
  return body.errors?.[0]?.extensions['code'];
}

describe.each(FRAMINGS.map((framing) => [framing.name, framing] as const))(`a reply of ${ROWS} rows %s`, (_name, framing) => {
  it('is a whole report where nothing is missing', async () => {
    const report = await cutAt(framing, framing.bytes.length);
    expect(report).toMatchObject({ rowCount: ROWS, complete: !framing.endless });
    expect((report as Report).rows).toEqual(LINES.map((line) => JSON.parse(line) as unknown));
  });

  it('is an error, or says that it may not be whole, wherever it is cut', async () => {
    const cuts = cutsOf(framing);
    const wrong: unknown[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let cut = cuts[next++]; cut !== undefined; cut = cuts[next++]) {
        const got = await cutAt(framing, cut);
        const lines = [...lineEnds].indexOf(cut);
        // Whole lines and a closed connection look like a shorter report, and no more than that is said. Nothing at all does not.
        const shorter = framing.endless && lines > 0;
        const right = shorter ? { rowCount: lines, complete: false } : 'UPSTREAM_INCOMPLETE';
        const said =
          typeof got === 'object' && got !== null
            ? { rowCount: Reflect.get(got, 'rowCount'), complete: Reflect.get(got, 'complete') }
            : got;
        if (JSON.stringify(said) !== JSON.stringify(right)) wrong.push({ cut, right, said });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect(wrong).toEqual([]);
    expect(cuts.length).toBeGreaterThan(50);
  });
});
