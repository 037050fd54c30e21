/** Errors of an operation as panels show them. A report that fails is null at its path; the reports beside it keep their rows. */
import type { CombinedError } from 'urql';

export interface Fault {
  /** The gateway's code, or `NO_ANSWER` where nothing came back. */
  readonly code: string;
  readonly message: string;
  /** Whether the same question may succeed later. */
  readonly retryable: boolean;
  /** Finds the failure in the gateway's log. */
  readonly requestId: string | null;
  readonly path: readonly (string | number)[];
}

/** Every error of an answer. */
export function faultsOf(error: CombinedError | undefined): readonly Fault[] {
  if (!error) return [];
  if (error.graphQLErrors.length === 0)
    return [{ code: 'NO_ANSWER', message: 'The gateway could not be reached. Is it running?', retryable: true, requestId: null, path: [] }];
  return error.graphQLErrors.map(({ message, path, extensions }) => ({
    code: textOf(extensions['code']) ?? 'UNKNOWN',
    message,
    retryable: extensions['retryable'] === true,
    requestId: textOf(extensions['requestId']),
    path: path ?? [],
  }));
}

/** The error that befell the field at this path: its own, one below it, or one of everything. */
export function faultAt(faults: readonly Fault[], path: readonly string[]): Fault | null {
  return faults.find((fault) => fault.path.every((part, i) => i >= path.length || part === path[i])) ?? null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
