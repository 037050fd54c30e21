/** How soon a new process is of use. */
import { OPERATIONS } from '../operations.mjs';
import { everyServer, GATEWAY } from './servers.mjs';

export const start = {
  name: 'start',
  asks: 'How long from the start of the process to its first answer?',
  columns: ['start'],
  cases: everyServer({ operation: OPERATIONS.tiny, connections: 1, startOnly: true }),
  goals: [{ text: 'ms to the first answer', figure: (of) => of(GATEWAY).start, most: 1000 }],
};
