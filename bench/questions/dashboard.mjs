/** Many fields that share what they ask. */
import { OPERATIONS } from '../operations.mjs';
import { everyServer, GATEWAY, YOGA } from './servers.mjs';

export const dashboard = {
  name: 'dashboard',
  asks: 'What does a dashboard ask upstream, and how fast is it? (12 report fields over 4 distinct questions, upstream 20 ms away, 8 connections)',
  columns: ['rate', 'cpu', 'p50', 'p99', 'upstream', 'bytes'],
  ratios: [['rate', YOGA]],
  cases: everyServer({ operation: OPERATIONS.dashboard, connections: 8, delayMs: 20 }),
  goals: [
    { text: 'requests upstream an operation', figure: (of) => of(GATEWAY).upstream, most: 4 },
    { text: 'requests/s, × Yoga', figure: (of) => of(GATEWAY).rate / of(YOGA).rate, least: 2 },
  ],
};
