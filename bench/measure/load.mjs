/**
 * The load: connections that are kept, each a caller with a credential of its own, each asking again as soon as it was answered. Answers
 * are counted, not read; they were compared with the truth before.
 */
import { Pool } from 'undici';

const PROBE_EVERY_MS = 20;
const MOST_PROBES = 64;

/** The headers of one caller. A question asked by two callers may not be answered once for both. */
export const headersOf = (caller, more = {}) => ({
  'content-type': 'application/json',
  accept: 'application/json',
  authorization: `Basic ${Buffer.from(`caller${caller}:secret`).toString('base64')}`,
  ...more,
});

function post(pool, headers, body) {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let status = 0;
    let bytes = 0;
    const done = () => resolve({ ms: performance.now() - startedAt, status, bytes });
    pool.dispatch(
      { path: '/graphql', method: 'POST', headers, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, code) => void (status = code),
        onResponseData: (_controller, chunk) => void (bytes += chunk.length),
        onResponseEnd: done,
        onResponseError: () => {
          status = 0;
          done();
        },
      },
    );
  });
}

/**
 * Asks for `ms` milliseconds and at least `least` times. `probe`: a body that is asked beside it every 20 ms. Gives the rate, which is the
 * sum of the connections' own, the times, and how many answers were not 200 or of another length than the first.
 */
export async function load({ origin, body, connections, headers, ms, least, probe }) {
  const options = { pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 };
  const pool = new Pool(origin, { ...options, connections });
  const times = [];
  const lengths = new Set();
  let bad = 0;
  let rate = 0;
  const endAt = performance.now() + ms;
  const beside = probe ? startProbes(new Pool(origin, options), probe) : null;
  const ask = async (caller) => {
    const own = headersOf(caller, headers);
    const startedAt = performance.now();
    let count = 0;
    while (performance.now() < endAt || times.length < least) {
      const answer = await post(pool, own, body);
      times.push(answer.ms);
      lengths.add(answer.bytes);
      if (answer.status !== 200) bad++;
      count++;
    }
    rate += (count * 1000) / (performance.now() - startedAt);
  };
  await Promise.all(Array.from({ length: connections }, (_, caller) => ask(caller)));
  const longestWait = await beside?.end();
  await pool.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  // Compressed answers may differ by a few bytes from one time to the next.
  if (!headers?.['accept-encoding']) bad += lengths.size - 1;
  return { count: times.length, rate, p50: at(0.5), p99: at(0.99), bad, bytes: Math.max(...lengths), longestWait };
}

function startProbes(pool, body) {
  const underWay = new Set();
  let longest = 0;
  const timer = setInterval(() => {
    if (underWay.size >= MOST_PROBES) return;
    const one = post(pool, headersOf(0), body).then(({ ms }) => {
      longest = Math.max(longest, ms);
      underWay.delete(one);
    });
    underWay.add(one);
  }, PROBE_EVERY_MS);
  return {
    async end() {
      clearInterval(timer);
      await Promise.all(underWay);
      await pool.destroy();
      return longest;
    },
  };
}
