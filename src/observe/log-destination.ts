/**
 * Where log lines go: standard output may be slow, full or gone, and the process never waits for it.
 *
 * Lines are written together, since one system call a line is a tenth of the cost of a small request. Two batches are held at most: the one
 * being written and the one being filled. A line that finds no room, or whose batch cannot be written, is dropped and counted.
 */
import { fstatSync, write } from 'node:fs';

export interface LogDestination {
  /** Takes one line with its line feed. Never waits and never throws. */
  readonly write: (line: string) => void;
  /** Writes what is held. Resolves when it is written or dropped, at the latest after `withinMs`. */
  readonly flush: (withinMs: number) => Promise<void>;
}

/** Writes a batch and calls `done` once, with the error if it failed. */
export type WriteBatch = (batch: Buffer, done: (error: Error | null) => void) => void;

export interface LogDestinationOptions {
  readonly writeBatch: WriteBatch;
  /** Called with the number of lines that were dropped. */
  readonly onDropped: (lines: number) => void;
  readonly limits?: LogLimits;
}

export interface LogLimits {
  /** Characters that wait in the batch being filled; a line beyond is dropped. */
  readonly held: number;
  /** A batch this long is written at once. */
  readonly batch: number;
  /** How long a line may wait for others, in milliseconds. */
  readonly delayMs: number;
}

const LOG_LIMITS: LogLimits = { held: 1_048_576, batch: 16_384, delayMs: 500 };

/** A destination over anything that writes batches. */
export function createLogDestination({ writeBatch, onDropped, limits = LOG_LIMITS }: LogDestinationOptions): LogDestination {
  let lines: string[] = [];
  let length = 0;
  let isWriting = false;
  let timer: NodeJS.Timeout | null = null;
  const idle: (() => void)[] = [];

  const writeHeld = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (isWriting) return;
    if (lines.length === 0) {
      for (const resolve of idle.splice(0)) resolve();
      return;
    }
    const count = lines.length;
    const batch = Buffer.from(lines.join(''));
    lines = [];
    length = 0;
    isWriting = true;
    writeBatch(batch, (error) => {
      isWriting = false;
      if (error) onDropped(count);
      if (length >= limits.batch || idle.length > 0) writeHeld();
      else if (length > 0) timer ??= setTimeout(writeHeld, limits.delayMs).unref();
    });
  };

  return {
    write(line) {
      if (length + line.length > limits.held) {
        onDropped(1);
        return;
      }
      lines.push(line);
      length += line.length;
      if (length >= limits.batch) writeHeld();
      else if (!isWriting) timer ??= setTimeout(writeHeld, limits.delayMs).unref();
    },
    flush: (withinMs) =>
      new Promise((resolve) => {
        const late = setTimeout(resolve, withinMs);
        idle.push(() => {
          clearTimeout(late);
          resolve();
        });
        writeHeld();
      }),
  };
}

/** File descriptor of standard output. */
const STANDARD_OUTPUT = 1;

/**
 * Writes batches to standard output. A pipe or a socket is written without blocking, so a reader that stopped reading stops neither a thread
 * nor the end of the process; a file is written by the thread pool.
 */
export function writeToStandardOutput(): WriteBatch {
  const kind = fstatSync(STANDARD_OUTPUT);
  if (!kind.isFIFO() && !kind.isSocket()) return (batch, done) => writeToFile(STANDARD_OUTPUT, batch, done);
  // Each failed write has its own callback; without a listener the event would end the process.
  process.stdout.on('error', () => undefined);
  return (batch, done) => {
    process.stdout.write(batch, (error) => done(error ?? null));
  };
}

function writeToFile(descriptor: number, batch: Buffer, done: (error: Error | null) => void): void {
  write(descriptor, batch, 0, batch.length, null, (error, written) => {
    if (error || written === batch.length) done(error);
    else writeToFile(descriptor, batch.subarray(written), done);
  });
}
