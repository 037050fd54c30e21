/**
 * The faults again with NODE_ENV=development, where libraries show more of an error than they should: one row for each code, with an upstream
 * status and without. gateway.test.ts has all rows.
 */
import { FAULT_TABLE, type FaultRow } from './fault-table.js';

process.env['NODE_ENV'] = 'development';
// Libraries look at NODE_ENV when they are loaded.
const { describeThroughGateway } = await import('./through-gateway.js');

const failing = FAULT_TABLE.filter(({ expect: { outcome } }) => outcome !== 'DATA');
const kindOf = ({ expect: { outcome, upstreamStatus } }: FaultRow) => `${outcome} ${upstreamStatus === undefined}`;
const firstOfEach = [...new Map(failing.toReversed().map((row) => [kindOf(row), row])).values()].toReversed();

describeThroughGateway('with NODE_ENV=development', firstOfEach);
