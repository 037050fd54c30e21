/**
 * Who asks, without keeping what they proved it with.
 *
 * Whatever outlives or is shared between requests is keyed by a hash of the exact credential under a key that this process drew at
 * random: equal credentials have equal keys, and a key found in a heap dump or a log leads back to none.
 */
import { hash, randomBytes } from 'node:crypto';

/** HMAC works on blocks of this size (RFC 2104, with SHA-256). */
const BLOCK = 64;

/** Makes the function from an Authorization header to its key: HMAC-SHA-256 under a secret of this process, 43 characters of base64url. */
export function createCallerKey(secret: Uint8Array = randomBytes(BLOCK)): (authorization: string) => string {
  const padded = Buffer.alloc(BLOCK);
  padded.set(secret);
  const inner = padded.map((byte) => byte ^ 0x36);
  const outer = padded.map((byte) => byte ^ 0x5c);
  // Not createHmac: its objects outlive the scavenger, which costs several times what the hash does.
  return (authorization) => {
    const digest = hash('sha256', Buffer.concat([inner, Buffer.from(authorization)]), 'buffer');
    return hash('sha256', Buffer.concat([outer, digest]), 'base64url');
  };
}
