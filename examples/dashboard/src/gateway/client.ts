/** A client for one signed-in caller: signing out drops it, and with it the credential and every answer it has kept. */
import { cacheExchange, Client, fetchExchange, type OperationContext } from 'urql';
import { authorizationOf, type Credential } from './credential.js';

export function createGatewayClient(url: string, credential: Credential): Client {
  const authorization = authorizationOf(credential);
  return new Client({
    url: new URL(url, document.baseURI).href,
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    // Here rather than in fetchOptions, which a single question may replace.
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', authorization);
      return fetch(input, { ...init, headers, credentials: 'omit' });
    },
  });
}

/** Has a question asked of the Reports API itself, past what this page and the gateway have kept. */
export const ASKED_ANEW: Partial<OperationContext> = {
  requestPolicy: 'network-only',
  fetchOptions: { headers: { 'cache-control': 'no-cache' } },
};
