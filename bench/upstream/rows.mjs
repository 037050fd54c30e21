/**
 * The rows that the bench's upstream has: every cell is a function from the row's number to the JSON text that is sent, so that quoting,
 * escapes, keys left out and ids beyond 2^53 are exact. `undefined`: the row does not hold the key.
 */

const CHANNELS = ['Search ads', 'Organic search', 'Direct', 'Newsletter', 'Außenwerbung', 'Réseaux sociaux', '電話帳', 'Partners 🦊'];
const TOWNS = ['Leeds', 'Köln', 'São Paulo', 'Łódź', 'Nîmes', 'Αθήνα', 'Malmö', 'Bath'];
const CHANNEL_TYPES = ['ppc', 'seo', 'direct', 'ref', 'social'];
const ZERO_TIME = '"0000-00-00 00:00:00"';

const two = (number) => String(number).padStart(2, '0');
const pick = (list, i) => list[i % list.length];
const text = (value) => JSON.stringify(value);
/** As PHP's json_encode writes text: ASCII alone, slashes escaped. */
const phpText = (value) =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** Some of the numbers come quoted. */
const number = (value, quoted) => (quoted ? `"${value}"` : String(value));
const time = (i) => text(`2026-${two(1 + (i % 12))}-${two(1 + (i % 28))} ${two(i % 24)}:${two((i * 7) % 60)}:${two((i * 11) % 60)}`);

/** How many calls there are. */
export const CALLS = 60_000;

/** Columns of `triggers/calls`: the type that GraphQL shows, and the cell. */
const calls = {
  rowId: ['ID', (i) => (i % 1000 === 999 ? number(9_007_199_254_740_993n + 2n * BigInt(i)) : number(700_000_000 + 3 * i, i % 4 === 0))],
  triggerDatetime: ['LocalDateTime', (i) => (i % 64 === 9 ? ZERO_TIME : time(i))],
  act: ['String', () => '"call"'],
  vid: [
    'String',
    (i) =>
      i % 29 === 4
        ? undefined
        : text(`${((i * 2_654_435_761) >>> 0).toString(16).padStart(8, '0')}-57a1-4b0c-8d22-${String(i).padStart(12, '0')}`),
  ],
  ch: ['Int', (i) => number(500 + (i % 40))],
  chName: ['String', (i) => text(pick(CHANNELS, i))],
  chType: ['String', (i) => text(pick(CHANNEL_TYPES, i))],
  campaign: ['String', (i) => (i % 3 === 0 ? undefined : text(`Spring ${2020 + (i % 7)} / ${pick(TOWNS, i)} & more`))],
  pageTitle: ['String', (i) => phpText(`Product ${i % 3001} – für Sie | Shop`)],
  ip: ['String', (i) => text(`203.0.113.${i % 256}`)],
  leadScore: ['Int', (i) => (i % 9 === 2 ? '""' : number(i % 100, true))],
  visitorFirstDatetime: ['LocalDateTime', (i) => (i % 29 === 4 ? undefined : i % 5 === 0 ? ZERO_TIME : time(i >> 1))],
  visitorCallCount: ['Int', (i) => number(1 + (i % 5), i % 2 === 0)],
  srcPhoneNumber: ['String', (i) => text(i % 8 === 0 ? `07700${two(i % 100)}XXXX` : `07700${900_000 + (i % 99_999)}`)],
  callDuration: ['Int', (i) => number((i * 7919) % 3600, i % 2 === 1)],
  bridgeDuration: ['Int', (i) => number((i * 7919) % 3500, true)],
  ringTime: ['Int', (i) => number(i % 45)],
  callState: ['String', (i) => text(pick(['answered', 'missed', 'busy'], i))],
  city: ['String', (i) => phpText(pick(TOWNS, i))],
  lat: ['Float', (i) => (i % 6 === 5 ? undefined : number((50 + (i % 9000) / 1000).toFixed(4), true))],
  long: ['Float', (i) => (i % 6 === 5 ? undefined : number(-1.5 + (i % 300) / 100))],
  segment: ['Int', (i) => number(i % 4 === 0 ? 0 : i % 90, true)],
};

const metrics = (base) => ({
  landCountTotal: ['SafeInt', (i) => number(base + 911 * i, true)],
  pageCountTotal: ['SafeInt', (i) => number(base + 4211 * i)],
  callCount: ['SafeInt', (i) => number(base + 17 * i, true)],
  goalCount: ['SafeInt', (i) => number(base + 5 * i, i % 2 === 0)],
  goalCountTotal: ['SafeInt', (i) => (i === 1 ? '4294967296123' : number(base + 6 * i))],
  goalCallCountTotal: ['SafeInt', (i) => number(2 * i, true)],
  goalOnlineCountTotal: ['SafeInt', (i) => number(3 * i)],
});

/** Rows of `metrics/channels` by what they are grouped on. */
const channelMetrics = {
  ch: {
    size: 40,
    columns: {
      ch: ['Int', (i) => number(i ? 500 + i : 0)],
      chName: ['String', (i) => (i ? text(`${pick(CHANNELS, i)} ${i}`) : undefined)],
      ...metrics(1000),
    },
  },
  goal: {
    size: 25,
    columns: {
      goal: ['Int', (i) => number(i ? 200 + i : 0, true)],
      goalTitle: ['String', (i) => (i ? phpText(`Ziel ${i} – ${pick(TOWNS, i)}`) : undefined)],
      ...metrics(2000),
    },
  },
};

/** Every column of a report with its GraphQL type. */
export const COLUMN_TYPES = {
  callTriggers: typesOf(calls),
  channelMetrics: typesOf({ ...channelMetrics.ch.columns, ...channelMetrics.goal.columns }),
};

function typesOf(columns) {
  return Object.fromEntries(Object.entries(columns).map(([name, [type]]) => [name, type]));
}

/** The rows that a question to a report gets: the cells of each, in the columns' order, as `[name, JSON text]`. */
export function* rowsOf({ report, chType, limit, group }, names) {
  const { size, columns } = report === 'channelMetrics' ? channelMetrics[group] : { size: CALLS, columns: calls };
  const shown = names.filter((name) => columns[name]).map((name) => [name, columns[name][1]]);
  let count = 0;
  for (let i = 0; i < size && count < limit; i++) {
    if (chType && pick(CHANNEL_TYPES, i) !== chType) continue;
    count++;
    yield shown.flatMap(([name, cell]) => {
      const json = cell(i);
      return json === undefined ? [] : [[name, json]];
    });
  }
}

/** The names of a report's columns. */
export const columnsOf = ({ report, group }) => Object.keys(report === 'channelMetrics' ? channelMetrics[group].columns : calls);
