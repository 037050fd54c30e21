/** Copies a reply while another sink takes it. */
import type { ReplySink } from '../upstream/call.js';
import { createFrameWriter, type FrameWriter } from './reply-frames.js';

export interface ReplyCopy<T> {
  /** A sink for one attempt. What an earlier attempt copied is dropped. */
  readonly open: () => ReplySink<T>;
  /** The copy of the last attempt; null where its framing does not prove that all of it came. */
  readonly whole: () => FrameWriter | null;
}

/** Copies what the sinks take, up to so many bytes. */
export function copyReply<T>(open: () => ReplySink<T>, mostBytes: number): ReplyCopy<T> {
  let last: FrameWriter | null = null;
  return {
    open: () => {
      const sink = open();
      const frames = createFrameWriter(mostBytes);
      last = null;
      return {
        get handedOut() {
          return sink.handedOut === true;
        },
        write: (chunk) => {
          frames.add(chunk);
          return sink.write(chunk);
        },
        end: (proven) => {
          const result = sink.end(proven);
          if (proven) last = frames;
          return result;
        },
      };
    },
    whole: () => last,
  };
}
