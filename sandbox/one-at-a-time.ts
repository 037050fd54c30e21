/** The requests of a connection, answered one behind the other: in the order in which HTTP takes the responses, and never many at once. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Answers a request. Never rejects. */
export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Requests of one connection that may wait for their responses. One more closes the connection. */
export const MAX_UNANSWERED = 64;

/** Answers a request once those before it on its connection are answered; not at all where the connection is closed by then. */
export function oneAtATime(serve: Serve): Serve {
  const connections = new WeakMap<Socket, Connection>();
  return (request, response) => {
    const { socket } = request;
    const connection = connections.get(socket) ?? { unanswered: 0, last: Promise.resolve() };
    connections.set(socket, connection);
    connection.unanswered += 1;
    if (connection.unanswered > MAX_UNANSWERED) socket.destroy();
    const closed = new Promise((resolve) => response.once('close', resolve));
    connection.last = connection.last.then(async () => {
      if (socket.destroyed) return;
      await serve(request, response);
      await closed;
      connection.unanswered -= 1;
    });
    return connection.last;
  };
}

interface Connection {
  /** Requests that have come and are not answered. */
  unanswered: number;
  /** Resolves once the latest of them is answered. */
  last: Promise<void>;
}
