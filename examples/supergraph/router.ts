/** The federation gateway in front of the subgraphs. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

export interface Router {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface RouterOptions {
  readonly supergraph: string;
  /** The subgraph that gets the caller's credential; the others have no use for it. */
  readonly credentialsFor: string;
  /** 0: any free port. */
  readonly port: number;
}

/** Starts the gateway. The caller's Authorization goes to one subgraph, byte for byte; errors of subgraphs come through with their codes. */
export async function startRouter({ supergraph, credentialsFor, port }: RouterOptions): Promise<Router> {
  const gateway = createGatewayRuntime({
    supergraph,
    propagateHeaders: {
      fromClientToSubgraphs({ request, subgraphName }) {
        const authorization = request.headers.get('authorization');
        return subgraphName === credentialsFor && authorization !== null ? { authorization } : {};
      },
    },
    landingPage: false,
    logging: false,
  });
  const server = createServer((request, response) => void gateway(request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo; // a TCP server's address is no pipe
  return {
    url: `http://127.0.0.1:${bound}/graphql`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await gateway[Symbol.asyncDispose]();
    },
  };
}
