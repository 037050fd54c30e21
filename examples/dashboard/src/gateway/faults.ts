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

/** An error as the gateway answers it. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Where no answer came back at all. */
export const NO_ANSWER: Fault = {
  code: 'NO_ANSWER',
  message: 'The gateway could not be reached. Is it running?',
  retryable: true,
  requestId: null,
  path: [],
};

/** Every error of an answer. */
export function faultsOf(error: CombinedError | undefined): readonly Fault[] {
  if (!error) return [];
  return error.graphQLErrors.length === 0 ? [NO_ANSWER] : error.graphQLErrors.map(faultOf);
}

/** One error of an answer. */
export const faultOf = ({ message, path = [], extensions = {} }: AnsweredError): Fault => ({
  code: textOf(extensions['code']) ?? 'UNKNOWN',
  message,
  retryable: extensions['retryable'] === true,
  requestId: textOf(extensions['requestId']),
  path,
});

/** The error that befell the field at this path: its own, one below it, or one of everything. */
export function faultAt(faults: readonly Fault[], path: readonly string[]): Fault | null {
  return faults.find((fault) => fault.path.every((part, i) => i >= path.length || part === path[i])) ?? null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
