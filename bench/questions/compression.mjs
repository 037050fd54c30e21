/** What compressed answers cost and save. */
import { OPERATIONS } from '../operations.mjs';
import { GATEWAY } from './servers.mjs';

const CODINGS = ['identity', 'gzip', 'br'];
const SIZES = [
  ['small', OPERATIONS.small, 8],
  ['big', OPERATIONS.big, 4],
];

export const compression = {
  name: 'compression',
  asks: 'What do compressed answers cost, and how much smaller are they? (COMPRESSION=on; the caller accepts the coding)',
  columns: ['rate', 'cpu', 'p50', 'p99', 'bytes', 'peakMb'],
  cases: SIZES.flatMap(([name, operation, connections]) =>
    CODINGS.map((coding) => ({
      label: `${name}, ${coding}`,
      server: GATEWAY,
      env: { COMPRESSION: 'on' },
      operation,
      connections,
      headers: { 'accept-encoding': coding },
    })),
  ),
  goals: [],
};
