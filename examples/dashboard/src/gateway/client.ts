/** A client for one signed-in caller: signing out drops it, and with it the credential and every answer it has kept. */
import { cacheExchange, Client, fetchExchange } from 'urql';
import { authorizationOf, type Credential } from './credential.js';

export function createGatewayClient(url: string, credential: Credential): Client {
  const authorization = authorizationOf(credential);
  return new Client({
    url: new URL(url, document.baseURI).href,
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { authorization }, credentials: 'omit' },
  });
}
