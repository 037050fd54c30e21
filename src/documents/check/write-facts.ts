/** What a check of documents prints. */
import type { OperationReport } from './document-facts.js';

/** One document: its id, and what its operations ask for or why it does not fit. */
export interface CheckedDocument {
  readonly id: string;
  readonly source: string;
  readonly operations: readonly OperationReport[];
  /** Null where the document fits. */
  readonly error: string | null;
}

/** The report of a check as text, a paragraph an operation. */
export function writeFacts(documents: readonly CheckedDocument[]): string {
  return documents.map((document) => [`${document.id} (${document.source})`, ...linesOf(document)].join('\n')).join('\n\n');
}

function linesOf({ operations, error }: CheckedDocument): readonly string[] {
  if (error !== null) return [row('does not fit', error)];
  return operations.flatMap(({ operation, reports, upstreamRequests, rows, personalFields }) => [
    row('operation', operation ?? 'without a name'),
    row('reports', listOf(reports)),
    row('upstream requests', `${upstreamRequests} at most`),
    row('rows', `${rows} at most`),
    row('personal fields', listOf(personalFields)),
  ]);
}

const row = (name: string, value: string): string => `  ${name.padEnd(17)}  ${value}`;
const listOf = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
