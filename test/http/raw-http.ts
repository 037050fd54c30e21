/**
 * HTTP spoken byte by byte: what no well-behaved client can be brought to send, and what came back.
 */
import { connect, type Socket } from 'node:net';

export interface RawResponse {
  readonly status: number;
  /** By lower-case name; of equal names the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawReply {
  /** The responses in the order in which they came. */
  readonly responses: readonly RawResponse[];
  /** Whether the server closed the connection. */
  readonly closed: boolean;
}

export interface RawOptions {
  /** How many responses to wait for; the connection's end is waited for in any case where the server closes. Default: 1. */
  readonly responses?: number;
  /** Wait for the server to close the connection. */
  readonly untilClosed?: boolean;
  /** Responses have no bodies, as those to HEAD. */
  readonly bodiless?: boolean;
}

/** Sends bytes on a connection of its own and collects what is answered. */
export function sendRaw(port: number, bytes: string | Buffer, options: RawOptions = {}): Promise<RawReply> {
  const wanted = options.responses ?? 1;
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let received = Buffer.alloc(0);
    let closed = false;
    const finish = () => {
      socket.destroy();
      resolve({ responses: parseResponses(received, options.bodiless ?? false), closed });
    };
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!options.untilClosed && parseResponses(received, options.bodiless ?? false).length >= wanted) finish();
    });
    socket.on('end', () => {
      closed = true;
      finish();
    });
    socket.on('close', () => {
      closed = true;
      finish();
    });
    // A reset after the answer came is the server closing; one before shows in the missing response.
    socket.on('error', (error) => (socket.connecting ? reject(error) : undefined));
  });
}

/** The text of a POST to the GraphQL path; `headers` go on top of host and Content-Length, and replace Content-Type. */
export function rawPost(body: string | Buffer, headers: readonly string[] = ['content-type: application/json']): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const head = ['POST /graphql HTTP/1.1', 'host: gateway.test', `content-length: ${bytes.length}`, ...headers];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

/** The whole responses that some bytes hold. */
function parseResponses(bytes: Buffer, bodiless: boolean): readonly RawResponse[] {
  const responses: RawResponse[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) return responses;
    const [statusLine = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const status = Number(statusLine.split(' ')[1]);
    const length = bodiless || status < 200 || status === 204 ? 0 : Number(headers['content-length'] ?? 0);
    const next = end + 4 + length;
    if (rest.length < next) return responses;
    if (status >= 200) responses.push({ status, headers, body: rest.subarray(end + 4, next).toString('utf8') });
    rest = rest.subarray(next);
  }
}
