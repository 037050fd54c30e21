/**
 * An upstream that fails at random in every way of the fault table. How often changes every few seconds, so that breakers open and close.
 */
import { FAULT_TABLE } from '../../test/faults/fault-table.ts';
import { rows } from '../../test/support/fault-scripts.ts';
import { startFaultServer } from '../../test/support/fault-server.ts';

const SHARES = [0.05, 0.3, 0.6, 0.95];
const PHASE_MS = 5_000;
/** Faults that are nothing but bytes without end are rare, since this is not about bandwidth; so are those that silence a caller for minutes. */
const HEAVY = new Set([29, 31, 32, 33, 41]);
const RARE_SHARE = 0.01;
/** Faults of the way to upstream are not for a script to play. */
const faults = FAULT_TABLE.filter(({ script, server, place }) => script !== undefined && server === undefined && place === undefined);
const isRare = ({ id, expect }) => HEAVY.has(id) || (expect.retryAfterMs ?? 0) > 1_000;
const common = faults.filter((row) => !isRare(row));
const rare = faults.filter(isRare);

/** Rows that say whose they are, in a column of every report. */
function ownRows({ request }) {
  const user = Buffer.from((request.headers.authorization ?? '').slice('Basic '.length), 'base64')
    .toString()
    .split(':')[0];
  const row = JSON.stringify({ rowId: '1', vid: user, goalId: 1, goalTitle: user });
  return rows(`${row}\n`.repeat(20));
}

/** Listens on a free port. `played()` tells how many faults there have been. */
export async function startChaosUpstream(random) {
  let played = 0;
  const startedAt = performance.now();
  const phases = Array.from({ length: 997 }, () => SHARES[Math.floor(random() * SHARES.length)]);
  const server = await startFaultServer({
    script: (exchange) => {
      const share = phases[Math.floor((performance.now() - startedAt) / PHASE_MS) % phases.length];
      if (random() >= share) return ownRows(exchange)(exchange);
      played += 1;
      const choice = random() < RARE_SHARE ? rare : common;
      return choice[Math.floor(random() * choice.length)].script(exchange);
    },
  });
  return { url: server.baseUrl, asked: () => server.requests.length, played: () => played, close: server.close };
}
