/** Whether cost grows with the rows and no faster. */
import { oneReport } from '../operations.mjs';
import { GATEWAY } from './servers.mjs';

const SIZES = [1000, 5000, 20_000, 50_000];
const label = (rows) => `${rows.toLocaleString('en')} rows`;

export const growth = {
  name: 'growth',
  asks: 'Does a row cost the same in a report of 1,000 rows and of 50,000? (20 columns, one connection)',
  columns: ['rate', 'cpu', 'rowCpu'],
  cases: SIZES.map((rows) => ({ label: label(rows), server: GATEWAY, operation: oneReport(`rows${rows}`, rows), connections: 1, rows })),
  goals: [{ text: 'CPU a row at 50,000 rows, × at 1,000', figure: (of) => of(label(50_000)).rowCpu / of(label(1000)).rowCpu, most: 1.15 }],
};
