/** The audits of graphql-http, asked with a credential. */
import { serverAudits, type Audit } from 'graphql-http';
import { DEMO } from '../support/gateway.js';

/** Audits of the server at a URL. */
export function createAudits(url: () => string): readonly Audit[] {
  return serverAudits({
    url,
    fetchFn: (input: string, init: RequestInit = {}) => fetch(input, { ...init, headers: { authorization: DEMO, ...init.headers } }),
  });
}

/** What a gateway that accepts operation text only by POST does not offer. The audits call it optional. */
export const OPTIONAL_AUDITS: ReadonlySet<string> = new Set(['5A70', 'D6D5', '6A70']);
