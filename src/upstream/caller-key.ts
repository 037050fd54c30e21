/**
 * Who asks, without keeping what they proved it with.
 *
 * Whatever outlives or is shared between requests is keyed by a hash of the exact credential under a key that this process drew at
 * random: equal credentials have equal keys, and a key found in a heap dump or a log leads back to none.
 */
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

/** Makes the function from an Authorization header to its key: HMAC-SHA-256 under a secret of this process, 43 characters of base64url. */
export function createCallerKey(): (authorization: string) => string {
  const secret = createSecretKey(randomBytes(32));
  return (authorization) => createHmac('sha256', secret).update(authorization).digest('base64url');
}
