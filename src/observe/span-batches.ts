/** Spans on their way to a collector: written as they end, and sent together. */
import { SpanWriter, type RequestHead } from './span-writer.js';

export interface SpanBatchOptions {
  readonly head: RequestHead;
  /** Spans that are sent at once. */
  readonly size: number;
  /** How long a span waits for others, in ms. */
  readonly waitMs: number;
  /** Sends a request with so many spans. */
  readonly send: (request: Uint8Array, spans: number) => void;
}

export interface SpanBatches {
  /** Where a span is written before it is counted by `written`. */
  readonly writer: SpanWriter;
  /** A span is written. */
  readonly written: () => void;
  /** Sends all that is written. */
  readonly flush: () => void;
}

export function createSpanBatches({ head, size, waitMs, send }: SpanBatchOptions): SpanBatches {
  const writer = new SpanWriter(head);
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (count === 0) return;
    const spans = count;
    count = 0;
    send(writer.take(), spans);
  };
  return {
    writer,
    flush,
    written: () => {
      count += 1;
      if (count >= size) flush();
      else timer ??= setTimeout(flush, waitMs).unref();
    },
  };
}
