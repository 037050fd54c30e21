/** Asks a gateway for a file, and tells whether it came whole. */
import { request } from 'node:http';
import { DEMO } from '../support/gateway.js';

export interface FileReply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** Whether the connection broke before the body's end. */
  readonly broken: boolean;
}

export interface FileAsk {
  readonly query: string;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one operation. A reply that breaks off is a reply, too. */
export function askFile(url: string, { query, accept = 'text/csv', headers = {} }: FileAsk): Promise<FileReply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent: false, headers: { 'content-type': 'application/json', authorization: DEMO, accept, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => undefined); // `complete` says it
        response.on('close', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
            broken: !response.complete,
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify({ query }));
  });
}
