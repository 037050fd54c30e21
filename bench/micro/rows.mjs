/**
 * `node bench/micro/rows.mjs [runs]`: what reading rows costs by itself, no network and no GraphQL. The row reader beside JSON.parse and
 * JSON.stringify of the selected cells, which is the least that any server does that makes objects of rows. Median CPU of alternating
 * runs; before anything is timed, both texts are compared.
 */
import { isDeepStrictEqual } from 'node:util';
import { createRowReader } from '../../dist/src/rows/row-reader.js';
import { OPERATIONS } from '../operations.mjs';
import { median } from '../measure/figures.mjs';
import { readReport } from '../servers/reports.mjs';
import { COLUMN_TYPES, rowsOf } from '../upstream/rows.mjs';

const RUNS = Number(process.argv[2] ?? 15);
const CHUNK = 64 * 1024;
const CELL_TYPES = { ID: 'id', Int: 'int', SafeInt: 'safeInt', Float: 'float', String: 'string', LocalDateTime: 'datetime' };

for (const operation of [OPERATIONS.small, OPERATIONS.big, OPERATIONS.huge]) {
  const [{ source, names }] = operation.fields;
  const lines = Array.from(rowsOf(source, names), (cells) => `{${cells.map(([name, json]) => `"${name}":${json}`).join(',')}}\n`);
  const bytes = Buffer.from(lines.join(''));
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, i) => bytes.subarray(i * CHUNK, (i + 1) * CHUNK));
  const columns = names.map((name) => ({
    responseKey: name,
    source: { kind: 'cell', key: name, type: CELL_TYPES[COLUMN_TYPES.callTriggers[name]] },
  }));
  const plan = { columns, known: new Set(names), isOpen: false, limit: source.limit, igrp: 1, track: null };

  const ways = {
    'row reader': () => readRows(plan, chunks),
    'JSON.parse and stringify': () => parseRows(names, lines),
  };
  const [read, parsed] = Object.values(ways).map((way) => JSON.parse(way().toString()));
  if (!isDeepStrictEqual(read, parsed)) throw new Error('The two ways read different rows.');

  const times = new Map(Object.keys(ways).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run++) for (const [name, way] of Object.entries(ways)) times.get(name).push(cpuOf(way));
  const medians = [...times].map(([name, values]) => `${name} ${median(values).toFixed(2)} ms`);
  const [reader, parser] = [...times.values()].map(median);
  console.log(
    `${lines.length} rows × ${names.length}, ${(bytes.length / 1e6).toFixed(2)} MB: ${medians.join(', ')}, ${(reader / parser).toFixed(2)} ×`,
  );
}

function readRows(plan, chunks) {
  const reader = createRowReader([plan], { workPerTurn: Infinity });
  for (const chunk of chunks) reader.write(chunk);
  return Buffer.concat(reader.end(true).results[0].json);
}

/** As the servers beside the gateway do it, with one JSON.parse for all rows. */
function parseRows(names, lines) {
  const { rows } = readReport('callTriggers', `[${lines.join(',')}]`);
  return Buffer.from(JSON.stringify(rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])))));
}

/** CPU of the calling thread's process, which also counts the collector's threads. Repeated until the clock can tell. */
function cpuOf(way) {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  let count = 0;
  do {
    way();
    count++;
  } while (performance.now() - startedAt < 50);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}
