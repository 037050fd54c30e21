/** What one caller's largest report does to everybody else. */
import { OPERATIONS } from '../operations.mjs';
import { everyServer, GATEWAY, RAW_PIPE } from './servers.mjs';

export const huge = {
  name: 'huge',
  asks: 'How long does a tiny request wait beside the largest report? (50,000 calls × 20 columns, one at a time, a tiny request every 20 ms)',
  columns: ['rate', 'cpu', 'longestWait', 'peakMb', 'bytes'],
  ratios: [['longestWait', RAW_PIPE]],
  cases: everyServer({ operation: OPERATIONS.huge, connections: 1, probe: true }),
  goals: [
    { text: 'longest wait of the tiny request, × raw pipe', figure: (of) => of(GATEWAY).longestWait / of(RAW_PIPE).longestWait, most: 2 },
    { text: 'peak RSS in MB', figure: (of) => of(GATEWAY).peakMb, most: 250 },
  ],
};
