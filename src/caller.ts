/**
 * Who is a caller, said once.
 *
 * One credential can be written in several ways: `Basic x`, `basic  x`, base64 with other unused bits. They are one caller: the scheme in
 * lower case and the decoded bytes decide. Fairness, breakers, pauses, budgets and remembered refusals go by that. What is sent upstream
 * stays byte for byte as it came, and a reply is shared by requests with equal headers alone.
 *
 * Nothing that outlives a caller's connection keeps a credential: keys are hashes under a secret, so a key found in a heap dump or a log leads back to
 * no credential.
 */
import { hash, randomBytes } from 'node:crypto';

/** `basic`: user and password. `apikey`: a key. `other`: any other scheme, which the Reports API does not take. */
export type CredentialKind = 'basic' | 'apikey' | 'other';

export interface Caller {
  /** Equal for equal credentials, however they are written. 43 characters of base64url. */
  readonly key: string;
  /** Equal for equal headers alone, byte for byte. */
  readonly spelling: string;
  readonly kind: CredentialKind;
  /** What stands for the credential in the log: 8 hexadecimal digits. */
  readonly label: string;
}

/** Tells who sent an Authorization header. */
export type IdentifyCaller = (authorization: string) => Caller;

/**
 * Makes the function that tells callers apart. Keys are SHA-256 of the secret, by default one drawn for this process, and the credential.
 * The secret fills the hash's first block; since keys are shown to nobody, there is none to lengthen, and HMAC's second round would only cost.
 * Labels are shown, but as an eighth of a hash, which cannot be lengthened either; they are equal wherever `labelSecret` is.
 */
export function createCallerIdentity(labelSecret: string = newSecret(), secret: string = newSecret()): IdentifyCaller {
  return (authorization) => {
    const { kind, canonical, usual } = readCredential(authorization);
    const label = hash('sha256', `${labelSecret} ${canonical}`, 'hex').slice(0, LABEL_LENGTH);
    const key = hash('sha256', `${secret} ${canonical}`, 'base64url');
    // The usual spelling needs no hash of its own; every other one is hashed apart from all canonical forms.
    return { key, spelling: authorization === usual ? key : hash('sha256', `${secret}=${authorization}`, 'base64url'), kind, label };
  };
}

const LABEL_LENGTH = 8;

function newSecret(): string {
  return randomBytes(32).toString('hex');
}

/** What kind of credential a header holds. */
export function credentialKind(authorization: string): CredentialKind {
  return readCredential(authorization).kind;
}

/** Equal for equal credentials, however they are written. It holds the credential: for a keyed hash, and for nothing else. */
export function canonicalCredential(authorization: string): string {
  return readCredential(authorization).canonical;
}

interface Credential {
  readonly kind: CredentialKind;
  /** Equal for equal credentials. */
  readonly canonical: string;
  /** The header as nearly everybody writes it. */
  readonly usual: string;
}

const CREDENTIAL = /^([A-Za-z]+)[ \t]+([!-~]+)[ \t]*$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

function readCredential(authorization: string): Credential {
  const [, scheme = '', token = ''] = CREDENTIAL.exec(authorization) ?? [];
  const name = scheme.toLowerCase();
  if (name === 'basic' && BASE64.test(token)) {
    const decoded = Buffer.from(token, 'base64').toString('base64');
    return { kind: 'basic', canonical: `basic ${decoded}`, usual: `Basic ${decoded}` };
  }
  if (name === 'apikey') return { kind: 'apikey', canonical: `apikey ${token}`, usual: `ApiKey ${token}` };
  return { kind: 'other', canonical: authorization, usual: authorization };
}
