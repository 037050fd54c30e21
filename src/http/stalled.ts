/** Whether a connection takes what is written to it. */
import type { Socket } from 'node:net';

/** What a connection had taken when it was looked at last. */
export interface Progress {
  /** Bytes that the system had taken. */
  taken: number;
  /** Since when it has taken none, though some wait; null while none wait. */
  stalledSince: number | null;
}

/** Whether a connection that owes answers has taken nothing for so long, though bytes wait for it. Notes what it has taken. */
export function isStalled(connection: Progress & { readonly socket: Socket }, owesAnswers: boolean, timeoutMs: number): boolean {
  const { socket } = connection;
  if (socket.writableLength === 0 || !owesAnswers) {
    connection.stalledSince = null;
    return false;
  }
  const taken = socket.bytesWritten - queuedBytes(socket);
  if (connection.stalledSince === null || taken !== connection.taken) {
    connection.taken = taken;
    connection.stalledSince = performance.now();
    return false;
  }
  return performance.now() - connection.stalledSince >= timeoutMs;
}

/**
 * Bytes that Node has handed over and the system has not taken. Node's own socket timeouts look at the same figure, which has no public name;
 * without it, progress shows only once a whole piece is taken.
 */
function queuedBytes(socket: Socket): number {
  const { _handle: handle } = socket as { readonly _handle?: { readonly writeQueueSize?: number } | null }; // see above
  return handle?.writeQueueSize ?? 0;
}
