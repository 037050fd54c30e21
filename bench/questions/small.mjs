/** Throughput of the report that a screen shows. */
import { OPERATIONS } from '../operations.mjs';
import { everyServer, GATEWAY, MERCURIUS, YOGA } from './servers.mjs';

export const small = {
  name: 'small',
  asks: 'How many small reports a second? (100 calls × 10 columns, 8 connections)',
  columns: ['rate', 'cpu', 'p50', 'p99', 'peakMb', 'upstream', 'bytes'],
  ratios: [
    ['rate', YOGA],
    ['cpu', YOGA],
  ],
  cases: everyServer({ operation: OPERATIONS.small, connections: 8 }),
  goals: [
    { text: 'requests/s, × Yoga', figure: (of) => of(GATEWAY).rate / of(YOGA).rate, least: 3 },
    { text: 'requests/s, × Mercurius + jit', figure: (of) => of(GATEWAY).rate / of(MERCURIUS).rate, least: 1.3 },
  ],
};
