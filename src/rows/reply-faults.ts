/** What can be wrong with a reply as a whole. A caller is told the line, never what stands in it. */
import { GatewayError } from '../errors.js';
import { ROW_LIMITS } from './row-limits.js';

/** Completes "Line 7 of the Reports API's response …". */
export const LINE_FAULTS = {
  notText: 'is not UTF-8',
  notRow: 'is not a row',
  notJson: 'is not JSON, or is nested too deeply',
  keyTwice: 'repeats a key',
  tooManyMembers: `has more than ${ROW_LIMITS.rowMembers} members`,
  wrongInstallation: 'belongs to a different installation than the one requested',
  noColumn: 'has none of the columns of the report',
} as const satisfies Record<string, string>;

/** Sentences of the Reports API that may be shown as they are; every other one may hold anything. */
const KNOWN_SENTENCES: ReadonlySet<string> = new Set(['Resource not found']);

/** A line that is not what the API documents. Lines count from 1. */
export function malformedLine(line: number, fault: keyof typeof LINE_FAULTS): GatewayError {
  return new GatewayError('UPSTREAM_MALFORMED_RESPONSE', `Line ${line} of the Reports API's response ${LINE_FAULTS[fault]}.`);
}

/** A line is the API's form of a message: a JSON string, or an object with a sentence. */
export function reportedError(sentence: string): GatewayError {
  const shown = KNOWN_SENTENCES.has(sentence)
    ? `The Reports API returned: ${sentence}.`
    : 'The Reports API sent an error message instead of rows.';
  return new GatewayError('UPSTREAM_REPORTED_ERROR', shown);
}

/** A row lacks the value of a column that every row has. */
export function missingValue(line: number, key: string): GatewayError {
  return new GatewayError('UPSTREAM_MALFORMED_RESPONSE', `Line ${line} of the Reports API's response has no valid value of ${key}.`);
}

/** A row that does not come behind the row before it, in a walk by that key. */
export function notAscending(line: number, key: string): GatewayError {
  return new GatewayError(
    'UPSTREAM_MALFORMED_RESPONSE',
    `Line ${line} of the Reports API's response does not follow the row before it by ${key}: rows would be lost or doubled.`,
  );
}

/** A line longer than the cap. */
export function lineTooLong(line: number, maxLineBytes: number): GatewayError {
  return new GatewayError(
    'UPSTREAM_RESPONSE_TOO_LARGE',
    `Line ${line} of the Reports API's response is longer than ${maxLineBytes} bytes.`,
  );
}

/** The reply ends inside a line, or holds nothing and does not say that this is all. */
export function incompleteReply(line: number): GatewayError {
  return new GatewayError('UPSTREAM_INCOMPLETE', `The Reports API's response was cut off in line ${line}.`);
}
