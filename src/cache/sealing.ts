/**
 * Names and seals of what is kept for a caller.
 *
 * The key is derived from the secret and the caller's Authorization header, byte for byte. It is derived anew for each question and kept
 * nowhere, so that whoever reads the store can open nothing, and a mistake in a name opens nothing for another caller.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { canonicalCredential } from '../caller.js';

/** Changes with the form of what is kept, so that versions of the gateway do not read each other's. */
const FORM = 'reports-gateway 2';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Keyring {
  /** The name under which something is kept. It tells nothing without the secret and the credential. */
  readonly nameOf: (kind: 'index' | 'reply', text: string) => string;
  /** Seals bytes, one piece after the other, for the one name that they are kept under. */
  readonly seal: (name: string, ...pieces: readonly Uint8Array[]) => Buffer;
  /** The bytes that were sealed for this name; null for anything else. */
  readonly open: (name: string, sealed: Uint8Array) => Buffer | null;
}

/** What a configured secret makes. */
export interface Seals {
  readonly keyringOf: (authorization: string) => Keyring;
  /** Names of a caller, and of a caller's report at an installation: what a refusal of the credential drops. */
  readonly scopesOf: (authorization: string, report: string, igrp: number | null) => readonly [caller: string, report: string];
}

/** Derives everything from one secret of at least 32 characters. */
export function createSeals(secret: string): Seals {
  const scopeKey = derive(secret, 'scopes', KEY_BYTES);
  return {
    keyringOf: (authorization) => createKeyring(`${secret}\0${authorization}`),
    scopesOf: (authorization, report, igrp) => {
      const credential = canonicalCredential(authorization);
      return [nameBy(scopeKey, 'caller', credential), nameBy(scopeKey, 'report', JSON.stringify([credential, report, igrp]))];
    },
  };
}

function createKeyring(material: string): Keyring {
  const derived = derive(material, 'replies', 2 * KEY_BYTES);
  const sealingKey = derived.subarray(0, KEY_BYTES);
  const namingKey = derived.subarray(KEY_BYTES);
  return {
    nameOf: (kind, text) => nameBy(namingKey, kind, text),
    seal: (name, ...pieces) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealingKey, nonce).setAAD(Buffer.from(name));
      const sealed = pieces.map((piece) => cipher.update(piece));
      cipher.final();
      return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]);
    },
    open: (name, sealed) => {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
      try {
        const decipher = createDecipheriv(CIPHER, sealingKey, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(name))
          .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        // This cipher has nothing left to hand out at its end, which is where the tag is compared: one copy of a large reply is enough.
        const plain = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
        decipher.final();
        return plain;
      } catch {
        // Another key, another name, or bytes that changed: nothing that was kept for this question.
        return null;
      }
    },
  };
}

function derive(material: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', material, FORM, purpose, bytes));
}

function nameBy(key: Uint8Array, kind: string, text: string): string {
  return `${kind}:${createHmac('sha256', key).update(`${kind}\0${text}`).digest('base64url')}`;
}
