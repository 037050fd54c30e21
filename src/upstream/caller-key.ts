/**
 * Who asks, without keeping what they proved it with.
 *
 * Whatever outlives or is shared between requests is keyed by a hash of the exact credential under a key that this process drew at
 * random: equal credentials have equal keys, and a key found in a heap dump or a log leads back to none.
 */
import { hash, randomBytes } from 'node:crypto';

/**
 * Makes the function from an Authorization header to its key: SHA-256 of a secret of this process and the header, 43 characters of
 * base64url. The secret fills the hash's first block; since keys are shown to nobody, there is none to lengthen, and HMAC's second round
 * would only cost.
 */
export function createCallerKey(): (authorization: string) => string {
  const secret = randomBytes(32).toString('hex');
  return (authorization) => hash('sha256', secret + authorization, 'base64url');
}
