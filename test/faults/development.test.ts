/** The faults again with NODE_ENV=development, where libraries show more of an error than they should: one row of every number that fails. */
import { FAULT_TABLE } from './fault-table.js';

process.env['NODE_ENV'] = 'development';
// Libraries look at NODE_ENV when they are loaded.
const { describeThroughGateway } = await import('./through-gateway.js');

const failing = FAULT_TABLE.filter(({ expect: { outcome } }) => outcome !== 'DATA');
const firstOfEach = [...new Map([...failing].reverse().map((row) => [row.id, row])).values()].reverse();

describeThroughGateway('with NODE_ENV=development', firstOfEach);
