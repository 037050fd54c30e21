/** Relay: a network that asks the gateway, and reads the parts of `@defer` as they arrive, by meros. */
import { meros } from 'meros/browser';
import { Environment, Network, Observable, RecordSource, Store, type GraphQLResponse, type GraphQLSingularResponse } from 'relay-runtime';
import type { GatewayOptions } from './gateway-options.ts';
import { GatewayErrors, type GatewayFault } from './tanstack.ts';

/** A store and a network of one caller. Another caller needs another environment: what a store holds was answered to one credential. */
export function createRelayEnvironment(gateway: GatewayOptions): Environment {
  return new Environment({ network: createRelayNetwork(gateway), store: new Store(new RecordSource()) });
}

/** Leaving the observable closes the connection, and the gateway stops what it asks upstream. */
export function createRelayNetwork({ url, authorization }: GatewayOptions) {
  return Network.create(({ text }, variables) =>
    Observable.create<GraphQLResponse>((sink) => {
      const leaving = new AbortController();
      const read = async () => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: ACCEPT, authorization },
          body: JSON.stringify({ query: text, variables }),
          signal: leaving.signal,
        });
        const parts = await meros<Part>(response);
        // What is not deferred, or refused, is answered whole.
        if (parts instanceof Response)
          sink.next(toResponses((await parts.json()) as Part)); // as the gateway answers
        else for await (const { body } of parts) sink.next(toResponses(body as Part)); // the gateway's parts are JSON
        sink.complete();
      };
      read().catch((error: unknown) => leaving.signal.aborted || sink.error(error instanceof Error ? error : new Error(String(error))));
      return () => leaving.abort();
    }),
  );
}

/** The form of 2022, whose parts say where they belong by their path; without parts, JSON. */
const ACCEPT = 'multipart/mixed;deferSpec=20220824, application/json';

interface Part {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GatewayFault[];
  readonly incremental?: readonly (Pick<Part, 'data' | 'errors'> & {
    readonly label?: string;
    readonly path?: readonly (string | number)[];
  })[];
  readonly hasNext?: boolean;
}

/**
 * A part as Relay reads it: one response for each fragment that is there; the last of all says so. Errors stand beside the data: Relay keeps the
 * reports that were answered, and notes at the fields that failed what befell them.
 */
function toResponses({ incremental, hasNext = false, ...first }: Part): GraphQLResponse {
  const parts = incremental ?? [first];
  return parts.map((part, place) => {
    if (!part.data) throw new GatewayErrors(part.errors ?? [{ message: 'The gateway answered without data.' }]);
    // Relay's type of a response asks for arrays and records that may be written to.
    return { ...part, extensions: { is_final: !hasNext && place === parts.length - 1 } } as GraphQLSingularResponse;
  });
}
