/**
 * Names and seals of what is kept for a caller.
 *
 * The key is derived from the secret and the caller's Authorization header, byte for byte. It is kept no longer than the caller's connection,
 * which holds the header itself, so that whoever reads the store can open nothing, and a mistake in a name opens nothing for another caller.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import { canonicalCredential, type Caller } from '../caller.js';
import { openFrames, sealFrames, SEAL_KEY_BYTES, type Frames } from './sealed-frames.js';

/** Changes with the form of what is kept, so that versions of the gateway do not read each other's. */
const FORM = 'reports-gateway 3';
const NAMING_KEY_BYTES = 32;

export interface Keyring {
  /** Names of the caller, and of the caller's report at an installation: what a refusal of the credential drops. */
  readonly scopesOf: (report: string, igrp: number | null) => readonly [caller: string, report: string];
  /** The name under which something is kept. It tells nothing without the secret and the credential. */
  readonly nameOf: (kind: 'index' | 'reply', text: string) => string;
  /** Seals frames for the one name that they are kept under. */
  readonly seal: (name: string, frames: readonly Uint8Array[]) => Buffer;
  /** The frames that were sealed for this name; null where the first of them does not open. */
  readonly open: (name: string, sealed: Buffer) => Frames | null;
}

/** What a configured secret makes. */
export interface Seals {
  /** What a caller's header opens. Derived once for each connection, whose caller is one object. */
  readonly keyringOf: (authorization: string, caller: Caller) => Keyring;
}

/** Derives everything from one secret of at least 32 characters. */
export function createSeals(secret: string): Seals {
  const scopeKey = derive(secret, 'scopes', NAMING_KEY_BYTES);
  const known = new WeakMap<Caller, { readonly authorization: string; readonly keyring: Keyring }>();
  return {
    keyringOf: (authorization, caller) => {
      const before = known.get(caller);
      if (before?.authorization === authorization) return before.keyring;
      const keyring = createKeyring(`${secret}\0${authorization}`, scopeKey, canonicalCredential(authorization));
      known.set(caller, { authorization, keyring });
      return keyring;
    },
  };
}

function createKeyring(material: string, scopeKey: Uint8Array, credential: string): Keyring {
  const derived = derive(material, 'replies', SEAL_KEY_BYTES + NAMING_KEY_BYTES);
  const sealingKey = derived.subarray(0, SEAL_KEY_BYTES);
  const namingKey = derived.subarray(SEAL_KEY_BYTES);
  const callerScope = nameBy(scopeKey, 'caller', credential);
  return {
    scopesOf: (report, igrp) => [callerScope, nameBy(scopeKey, 'report', JSON.stringify([credential, report, igrp]))],
    nameOf: (kind, text) => nameBy(namingKey, kind, text),
    seal: (name, frames) => sealFrames(sealingKey, name, frames),
    open: (name, sealed) => openFrames(sealingKey, name, sealed),
  };
}

function derive(material: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', material, FORM, purpose, bytes));
}

function nameBy(key: Uint8Array, kind: string, text: string): string {
  return `${kind}:${createHmac('sha256', key).update(`${kind}\0${text}`).digest('base64url')}`;
}
