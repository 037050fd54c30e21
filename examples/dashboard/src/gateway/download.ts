/**
 * A report as a file: the same operation with another `Accept` header. The gateway breaks the connection rather than end a file that lacks
 * rows, so a file is handed out when it has arrived to its end, or not at all.
 */
import { print } from 'graphql';
import { createContext } from 'react';
import type { AnyVariables } from 'urql';
import { authorizationOf, type Credential } from './credential.js';
import { faultOf, NO_ANSWER, type AnsweredError, type Fault } from './faults.js';
import type { Question } from './use-answer.js';

export interface ReportFile {
  readonly name: string;
  readonly content: Blob;
}

/** A download that failed, and why. */
export class DownloadFailed extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** Hears how many bytes have arrived. */
  readonly onBytes: (bytes: number) => void;
}

/** Asks for a file and resolves to it when it is whole. Rejects with `DownloadFailed`, or as the signal says. */
export type Download = <Data, Variables extends AnyVariables>(
  question: Question<Data, Variables>,
  options: DownloadOptions,
) => Promise<ReportFile>;

/** For one signed-in caller, as the client is. */
export function createDownload(url: string, credential: Credential): Download {
  const headers = { authorization: authorizationOf(credential), accept: 'text/csv', 'content-type': 'application/json' };
  return async ({ document, variables }, { signal, onBytes }) => {
    const body = JSON.stringify({ query: print(document), variables });
    const response = await fetch(new URL(url, globalThis.document.baseURI), {
      method: 'POST',
      headers,
      body,
      signal,
      credentials: 'omit',
    }).catch((error: unknown) => {
      throw signal.aborted ? error : new DownloadFailed(NO_ANSWER);
    });
    if (!response.ok || !response.body) throw new DownloadFailed(await refusalOf(response));
    const chunks: BlobPart[] = [];
    let bytes = 0;
    try {
      const reader = response.body.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        chunks.push(next.value);
        onBytes((bytes += next.value.length));
      }
    } catch (error) {
      throw signal.aborted ? error : new DownloadFailed({ ...BROKEN, requestId: response.headers.get('x-request-id') });
    }
    return { name: nameOf(response), content: new Blob(chunks, { type: 'text/csv' }) };
  };
}

/** How panels reach the download of the caller. */
export const Downloads = createContext<Download>(() => Promise.reject(new DownloadFailed(NO_ANSWER)));

const BROKEN: Fault = {
  code: 'FILE_BROKEN',
  message: 'The file broke off before its end. It was not saved, since rows would be missing.',
  retryable: true,
  requestId: null,
  path: [],
};

/** What failed before the first row is answered as any operation is. */
async function refusalOf(response: Response): Promise<Fault> {
  try {
    // The gateway answers what is no file with errors.
    const { errors } = (await response.json()) as { readonly errors: readonly AnsweredError[] };
    return errors.map(faultOf)[0] ?? NO_ANSWER;
  } catch {
    return { ...NO_ANSWER, message: `The gateway answered with status ${response.status} and without a report.` };
  }
}

/** The name that the gateway gives the file: it is made of the report and its dates. */
function nameOf({ headers }: Response): string {
  return /filename="([\w.-]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'report.csv';
}
