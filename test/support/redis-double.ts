/**
 * A server that speaks Redis' protocol (RESP 2) and the few commands that the gateway sends, for machines without Redis. Written from the
 * commands' documentation; `npm run test:redis` runs the same tests against a real one.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface RedisDouble {
  readonly port: number;
  readonly values: Map<string, Buffer>;
  /** Names of the commands that arrived, in their order. */
  readonly commands: readonly string[];
  /** Milliseconds before each reply; Infinity: nothing is replied. */
  delay: number;
  /** Whether writes are refused, as with too little memory. */
  isFull: boolean;
  readonly close: () => Promise<void>;
}

type Reply = string | number | Buffer | null | readonly Reply[] | Error;

/** Listens on a port, by default a free one. */
export async function startRedisDouble(port = 0): Promise<RedisDouble> {
  const values = new Map<string, Buffer>();
  const expiries = new Map<string, number>();
  const sets = new Map<string, Map<string, number>>();
  const subscribers = new Map<Socket, Set<string>>();
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  const state = { delay: 0, isFull: false };

  const alive = (key: string): Buffer | null => {
    if ((expiries.get(key) ?? Infinity) <= Date.now()) values.delete(key);
    return values.get(key) ?? null;
  };

  const take = ([count = '0', ...rest]: readonly string[]): Reply => {
    const keys = rest.slice(0, Number(count));
    const [id = '', milliseconds = '0', ...most] = rest.slice(Number(count));
    const places = keys.map((key) => sets.get(key) ?? sets.set(key, new Map()).get(key) ?? new Map<string, number>());
    for (const set of places) for (const [member, until] of set) if (until <= Date.now()) set.delete(member);
    const full = places.findIndex((set, i) => set.size >= Number(most[i]));
    if (full !== -1) return -(full + 1);
    for (const set of places) set.set(id, Date.now() + Number(milliseconds));
    return 1;
  };

  const run = (socket: Socket, command: readonly Buffer[]): Reply => {
    const [name = '', ...texts] = command.map(String);
    const [key = ''] = texts;
    switch (name.toUpperCase()) {
      case 'PING':
        return 'PONG';
      case 'GET':
        return alive(key);
      case 'MGET':
        return texts.map(alive);
      case 'SET': {
        if (state.isFull) return new Error("OOM command not allowed when used memory > 'maxmemory'.");
        if (texts.includes('NX') && alive(key) !== null) return null;
        values.set(key, command[2] ?? Buffer.alloc(0));
        expiries.set(key, Date.now() + Number(texts[texts.indexOf('PX') + 1]));
        return 'OK';
      }
      case 'DEL':
        return texts.filter((each) => values.delete(each)).length;
      case 'ZREM':
        return sets.get(key)?.delete(texts[1] ?? '') === true ? 1 : 0;
      case 'EVAL':
        return take(texts.slice(1));
      case 'PUBLISH': {
        const heard = [...subscribers].filter(([, channels]) => channels.has(key));
        for (const [other] of heard) other.write(encode([Buffer.from('message'), Buffer.from(key), command[2] ?? null]));
        return heard.length;
      }
      case 'SUBSCRIBE':
        subscribers.set(socket, (subscribers.get(socket) ?? new Set()).add(key));
        return [Buffer.from('subscribe'), Buffer.from(key), 1];
      default:
        return new Error(`ERR unknown command '${name}'`);
    }
  };

  const server: Server = createServer((socket) => {
    socket.setNoDelay(true);
    let pending = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      subscribers.delete(socket);
    });
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      for (let next = decode(pending); next !== null; next = decode(pending)) {
        pending = pending.subarray(next.length);
        const { command } = next;
        commands.push(String(command[0]));
        if (state.delay === 0) socket.write(encode(run(socket, command)));
        else if (state.delay < Infinity) setTimeout(() => socket.write(encode(run(socket, command))), state.delay);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // a TCP server's address is no pipe

  return {
    port: address.port,
    values,
    commands,
    get delay() {
      return state.delay;
    },
    set delay(milliseconds) {
      state.delay = milliseconds;
    },
    get isFull() {
      return state.isFull;
    },
    set isFull(full) {
      state.isFull = full;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The first command, an array of bulk strings; null where it is not whole yet. */
function decode(bytes: Buffer): { readonly command: readonly Buffer[]; readonly length: number } | null {
  let at = 0;
  const line = (): string | null => {
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) return null;
    const text = bytes.toString('latin1', at + 1, end);
    at = end + 2;
    return text;
  };
  const count = line();
  if (count === null) return null;
  const command: Buffer[] = [];
  for (let i = 0; i < Number(count); i++) {
    const length = line();
    if (length === null || bytes.length < at + Number(length) + 2) return null;
    command.push(Buffer.from(bytes.subarray(at, at + Number(length))));
    at += Number(length) + 2;
  }
  return { command, length: at };
}

function encode(reply: Reply): Buffer {
  if (reply === null) return Buffer.from('$-1\r\n');
  if (typeof reply === 'string') return Buffer.from(`+${reply}\r\n`);
  if (typeof reply === 'number') return Buffer.from(`:${reply}\r\n`);
  if (reply instanceof Error) return Buffer.from(`-${reply.message}\r\n`);
  if (Buffer.isBuffer(reply)) return Buffer.concat([Buffer.from(`$${reply.length}\r\n`), reply, Buffer.from('\r\n')]);
  return Buffer.concat([Buffer.from(`*${reply.length}\r\n`), ...reply.map(encode)]);
}
