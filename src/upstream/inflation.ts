/**
 * Unpacks a gzip reply as it comes and counts what comes out: a few kilobytes may hold gigabytes, and the stream itself knows no bound.
 */
import { createGunzip } from 'node:zlib';
import { gatewayError } from './faults.js';

export interface InflationTaker {
  /** A promise holds back what follows until it resolves. */
  chunk(bytes: Uint8Array): void | Promise<void>;
  end(): void;
  /** The packed data is damaged, cut, or too much; or `chunk` threw. Nothing follows. */
  fail(error: unknown): void;
  /** More may be written after `write` returned false. */
  ready(): void;
}

export interface Inflation {
  /** False: wait for `ready`. */
  write(packed: Uint8Array): boolean;
  end(): void;
  /** Gives up; nothing follows. */
  stop(): void;
}

/** Room for one round of output. */
const CHUNK = 64 * 1024;

/** Inflates at most `limit` bytes in all. */
export function createInflation(limit: number, taker: InflationTaker): Inflation {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  let inflated = 0;
  let stopped = false;

  const stop = (): void => {
    stopped = true;
    gunzip.destroy();
  };
  const fail = (error: unknown): void => {
    if (stopped) return;
    stop();
    taker.fail(error);
  };

  gunzip.on('data', (bytes: Uint8Array) => {
    if (stopped) return;
    inflated += bytes.length;
    if (inflated > limit) return fail(gatewayError('tooLarge'));
    try {
      const pending = taker.chunk(bytes);
      if (pending === undefined) return;
      gunzip.pause();
      pending.then(() => gunzip.resume(), fail);
    } catch (error) {
      fail(error);
    }
  });
  gunzip.on('drain', () => {
    if (!stopped) taker.ready();
  });
  gunzip.on('end', () => {
    if (!stopped) taker.end();
  });
  gunzip.on('error', fail);

  return { write: (packed) => gunzip.write(packed), end: () => gunzip.end(), stop };
}
