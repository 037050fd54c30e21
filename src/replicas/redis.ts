/**
 * A connection to Redis, or Valkey, that is asked briefly and never waited for: what is not answered in time counts as not known.
 *
 * Five questions, one behind the other, without an answer in time open a breaker: nothing is asked for a second, then one question tries. Questions
 * that wait at the same time count as one, so that a pause of the machine opens nothing. While the connection is down nothing is asked at all, and it
 * is made again in the background.
 */
import { createRequire } from 'node:module';

/** Loaded where Redis is configured alone: it has hundreds of modules, which take a tenth of a second and more at the start. */
const loadClient = () => createRequire(import.meta.url)('@redis/client') as typeof import('@redis/client');

/** A command: its name and its arguments. */
export type Command = readonly (string | Buffer)[];

export interface Redis {
  /** Replies to commands that are written together; null where they do not all come in time. `withinMs`: 50 by default, and at most. */
  readonly ask: (commands: readonly Command[], withinMs?: number) => Promise<readonly unknown[] | null>;
  /** Writes a command whose reply nobody waits for. */
  readonly tell: (command: Command) => void;
  /** Calls back with every message of a channel, on a connection of its own. */
  readonly listen: (channel: string, onMessage: (message: string) => void) => void;
  readonly isReady: () => boolean;
  readonly close: () => void;
}

export interface RedisOptions {
  readonly url: string;
  /** Called when the connection is made, and when it is lost. */
  readonly changed?: (isReady: boolean) => void;
}

/** The longest time for an answer, from when the command is written. */
const PATIENCE_MS = 50;
const FAILURES = 5;
const PAUSE_MS = 1_000;
/** A connection that stays silent through so many trials is made anew. */
const SILENT_TRIALS = 5;
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_MS = [50, 100, 250, 500, 1_000];
const QUEUE = 1_000;

/** Connects in the background. */
export function createRedis({ url, changed = () => undefined }: RedisOptions): Redis {
  const { createClient, RESP_TYPES } = loadClient();
  let wasReady = false;
  let failures = 0;
  let failedAt = -Infinity;
  let pausedUntil = 0;
  let isClosed = false;
  const listeners: { readonly channel: string; readonly onMessage: (message: string) => void }[] = [];

  const note = (isReady: boolean): void => {
    if (isReady === wasReady || isClosed) return;
    wasReady = isReady;
    changed(isReady);
  };

  const open = () => {
    const client = createClient({
      url,
      RESP: 2,
      disableOfflineQueue: true,
      disableClientInfo: true,
      commandsQueueMaxLength: QUEUE,
      // The client would make an AbortSignal for each command, which costs more than the command. Here each question has its own time.
      commandOptions: { timeout: 0 },
      socket: {
        connectTimeout: CONNECT_TIMEOUT_MS,
        reconnectStrategy: (retries) => RECONNECT_MS[retries] ?? RECONNECT_MS.at(-1) ?? CONNECT_TIMEOUT_MS,
      },
    });
    // Told by `isReady` alone: an error's text may name the host.
    client.on('error', () => note(false));
    client.on('ready', () => {
      // A connection proves nothing yet: a server that hangs takes connections. Where the breaker is open, one question tries at once.
      pausedUntil = 0;
      note(true);
    });
    client.connect().catch(() => undefined);
    return client;
  };
  let client = open();
  let subscriber: ReturnType<typeof open> | undefined;

  const mayAsk = (): boolean => {
    if (!client.isReady) return false;
    if (failures < FAILURES) return true;
    if (performance.now() < pausedUntil) return false;
    // One question tries; the others go on without.
    pausedUntil = performance.now() + PAUSE_MS;
    return true;
  };

  const answered = (): void => {
    failures = 0;
  };

  /** A late answer shows that the connection lives, and not that Redis is fast enough. */
  const answeredLate = (): void => {
    failures = Math.min(failures, FAILURES);
  };

  const silent = (askedAt: number): void => {
    if (askedAt < failedAt) return;
    failedAt = performance.now();
    failures += 1;
    if (failures >= FAILURES) pausedUntil = failedAt + PAUSE_MS;
    if (failures < FAILURES + SILENT_TRIALS) return;
    failures = FAILURES;
    client.destroy();
    if (!isClosed) client = open();
  };

  const send = (command: Command): Promise<unknown> =>
    client.sendCommand([...command], { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } });

  return {
    ask: async (commands, withinMs = PATIENCE_MS) => {
      if (withinMs <= 0 || !mayAsk()) return null;
      const askedAt = performance.now();
      let isLate = false;
      const replies = Promise.all(commands.map(send)).then(
        (all) => {
          if (isLate) answeredLate();
          else answered();
          return all;
        },
        () => null,
      );
      const timeout = timeoutAfterWriting(Math.min(PATIENCE_MS, withinMs));
      try {
        const first = await Promise.race([replies, timeout.passed]);
        if (first !== 'late') return first;
        isLate = true;
        silent(askedAt);
        return null;
      } finally {
        timeout.cancel();
      }
    },
    tell: (command) => {
      if (client.isReady && failures < FAILURES) send(command).catch(() => undefined);
    },
    listen: (channel, onMessage) => {
      listeners.push({ channel, onMessage });
      if (subscriber === undefined) {
        const own = open();
        own.on('ready', () => {
          for (const each of listeners) own.subscribe(each.channel, each.onMessage).catch(() => undefined);
        });
        subscriber = own;
      }
    },
    isReady: () => client.isReady && failures < FAILURES,
    close: () => {
      isClosed = true;
      client.destroy();
      subscriber?.destroy();
    },
  };
}

/**
 * The client writes in the phase of the event loop in which immediates run, so time counts from there. When it is over, what arrived
 * meanwhile is still read: a busy process is no reason to give up an answer that is there.
 */
function timeoutAfterWriting(milliseconds: number): { readonly passed: Promise<'late'>; readonly cancel: () => void } {
  let stop: () => void = () => undefined;
  const passed = new Promise<'late'>((resolve) => {
    const written = setImmediate(() => {
      const timer = setTimeout(() => {
        const read = setImmediate(() => resolve('late'));
        stop = () => clearImmediate(read);
      }, milliseconds);
      stop = () => clearTimeout(timer);
    });
    stop = () => clearImmediate(written);
  });
  return { passed, cancel: () => stop() };
}
