/** From running subgraphs to a supergraph: each says its SDL itself, and composition says whether they fit together. */
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
}

/** The supergraph's SDL. Throws where a subgraph cannot be asked, or where they do not compose. */
export async function compose(subgraphs: readonly Subgraph[]): Promise<string> {
  const services = await Promise.all(subgraphs.map(async ({ name, url }) => ({ name, url, typeDefs: parse(await sdlOf(url)) })));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** The SDL that a subgraph says of itself. */
export async function sdlOf(url: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const body = (await response.json()) as { readonly data?: { readonly _service?: { readonly sdl?: string } } }; // checked next
  const sdl = body.data?._service?.sdl;
  if (sdl === undefined) throw new Error(`${url} answered ${response.status} without an SDL.`);
  return sdl;
}
