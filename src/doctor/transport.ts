/** One GET to the Reports API under one credential, through the proxy that the environment names. */
import { EnvHttpProxyAgent, request } from 'undici';
import type { Reply, Send } from './questioner.js';

export interface TransportOptions {
  readonly base: string;
  /** A whole Authorization header. */
  readonly authorization: string;
}

/** A reply longer than this is not read. */
const MAX_BYTES = 67_108_864;
const TIMEOUT_MS = 60_000;

/** `close` ends the connections. */
export function createTransport({ base, authorization }: TransportOptions): { readonly send: Send; readonly close: () => Promise<void> } {
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  return {
    send: async (target) => {
      const { statusCode, headers, body } = await request(base + target, {
        dispatcher,
        headers: { authorization, accept: 'application/json', 'user-agent': 'infinity-reports-graphql-doctor' },
      });
      const retryAfter = headers['retry-after'];
      return { status: statusCode, retryAfter: typeof retryAfter === 'string' ? retryAfter : null, body: await readBody(body) };
    },
    close: () => dispatcher.close(),
  };
}

async function readBody(body: AsyncIterable<Buffer>): Promise<Reply['body']> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
