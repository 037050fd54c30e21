/** The cost of rows. */
import { OPERATIONS } from '../operations.mjs';
import { everyServer, GATEWAY, RAW_PIPE, YOGA } from './servers.mjs';

export const big = {
  name: 'big',
  asks: 'What does a big report cost beside bytes that are only passed on? (10,000 calls × 20 columns, 4 connections)',
  columns: ['rate', 'cpu', 'p50', 'p99', 'peakMb', 'bytes'],
  ratios: [
    ['rate', YOGA],
    ['cpu', RAW_PIPE],
  ],
  cases: everyServer({ operation: OPERATIONS.big, connections: 4 }),
  goals: [
    { text: 'CPU a request, × raw pipe', figure: (of) => of(GATEWAY).cpu / of(RAW_PIPE).cpu, most: 2.5 },
    { text: 'requests/s, × Yoga', figure: (of) => of(GATEWAY).rate / of(YOGA).rate, least: 6 },
  ],
};
