/** The cost of a request in which there is nothing to do. */
import { OPERATIONS } from '../operations.mjs';
import { everyServer, GATEWAY, YOGA } from './servers.mjs';

export const tiny = {
  name: 'tiny',
  asks: 'What does a request cost in which there is nothing to do? (`{ __typename }`, 8 connections)',
  columns: ['rate', 'cpu', 'p50', 'p99', 'peakMb'],
  ratios: [['cpu', YOGA]],
  cases: everyServer({ operation: OPERATIONS.tiny, connections: 8 }),
  goals: [{ text: 'CPU a request, × Yoga', figure: (of) => of(GATEWAY).cpu / of(YOGA).cpu, most: 0.5 }],
};
