/** A report as a file, for a download button: the document of the screen with another Accept header. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { GatewayOptions } from './gateway-options.ts';
import { GatewayErrors, type GatewayFault } from './tanstack.ts';

export interface ReportFile {
  /** Made of the report and its dates. */
  readonly name: string;
  readonly content: Blob;
}

/** What a file may be, by its media type. */
export type FileType = 'text/csv' | 'application/x-ndjson';

/**
 * Asks for a file. Rejects with `GatewayErrors` where it fails before its first row, and as `fetch` does where it breaks off: a file without
 * its last rows never ends in good order, so what resolves is whole.
 */
export function createDownload({ url, authorization }: GatewayOptions) {
  return async <Variables>(
    document: TypedDocumentNode<unknown, Variables>,
    variables: Variables,
    { type = 'text/csv', signal }: { readonly type?: FileType; readonly signal?: AbortSignal } = {},
  ): Promise<ReportFile> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: type, authorization },
      body: JSON.stringify({ query: print(document), variables }),
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) {
      // What is no file is answered as any operation is.
      const { errors } = (await response.json()) as { readonly errors: readonly GatewayFault[] };
      throw new GatewayErrors(errors);
    }
    const [, name = 'report'] = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
    return { name, content: await response.blob() };
  };
}

/** Hands a file to the browser, as a click on a link would. */
export function save({ name, content }: ReportFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Not every browser has read the content by the time the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
