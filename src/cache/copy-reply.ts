/** Copies a reply while another sink takes it. */
import type { ReplySink } from '../upstream/call.js';
import { createReplyWriter, type ReplyCodec, type ReplyWriter } from './reply-codec.js';

/** Room for the text that all copies under way hold together. */
export interface CopyRoom {
  /** Takes so many bytes; false where there is no room for them. */
  readonly take: (bytes: number) => boolean;
  readonly release: (bytes: number) => void;
}

export interface CopyTerms {
  readonly codec: ReplyCodec;
  /** Bytes of text; a copy that would hold more is dropped. */
  readonly mostBytes: number;
  readonly room: CopyRoom;
}

export interface ReplyCopy<T> {
  /** A sink for one attempt. What an earlier attempt copied is dropped. */
  readonly open: () => ReplySink<T>;
  /** The copy of the last attempt; null where its framing does not prove that all of it arrived, or where it was dropped. */
  readonly whole: () => ReplyWriter | null;
  /** Gives up its room. Must be called once the copy is kept or not wanted; may be called more than once. */
  readonly release: () => void;
}

/** Room for so many bytes. */
export function createCopyRoom(bytes: number): CopyRoom {
  let left = bytes;
  return {
    take: (wanted) => {
      if (wanted > left) return false;
      left -= wanted;
      return true;
    },
    release: (released) => {
      left += released;
    },
  };
}

/** Copies what the sinks take, as far as there is room for it. */
export function copyReply<T>(open: () => ReplySink<T>, { codec, mostBytes, room }: CopyTerms): ReplyCopy<T> {
  let writer: ReplyWriter | null = null;
  let isWhole = false;
  let held = 0;

  const release = (): void => {
    writer = null;
    room.release(held);
    held = 0;
  };

  return {
    open: () => {
      const sink = open();
      const own = createReplyWriter(codec);
      release();
      writer = own;
      isWhole = false;
      return {
        get handedOut() {
          return sink.handedOut === true;
        },
        write: (chunk) => {
          if (writer !== own) return sink.write(chunk);
          if (held + chunk.length > mostBytes || !room.take(chunk.length)) release();
          else {
            held += chunk.length;
            own.add(chunk);
          }
          return sink.write(chunk);
        },
        end: (proven) => {
          const result = sink.end(proven);
          if (writer === own) isWhole = proven;
          return result;
        },
      };
    },
    whole: () => (isWhole ? writer : null),
    release,
  };
}
