/** Who may ask, and what they may see. The users are made up and public: they open nothing but this stand-in. */
import { installations } from './data/installation-facts.js';

export interface User {
  readonly name: string;
  readonly password: string;
  readonly apiKey: string | null;
  readonly igrps: readonly number[];
  /** Whether the user holds the piiData permission. */
  readonly piiData: boolean;
}

const ALL = installations.rows.map(([igrp]) => Number(igrp));

export const USERS: readonly User[] = [
  { name: 'demo', password: 'demo', apiKey: 'demo-key', igrps: ALL, piiData: true },
  { name: 'limited', password: 'limited', apiKey: 'limited-key', igrps: ALL.slice(0, 1), piiData: false },
];

/** Whether a header is of the scheme that version 2.1 takes alone. */
export const isApiKey = (authorization: string | undefined): boolean => /^ApiKey /i.test(authorization ?? '');

/** The user of an Authorization header, `Basic …` or `ApiKey …`; null where it is missing or wrong. */
export function userOf(authorization: string | undefined): User | null {
  const [, scheme = '', credential = ''] = /^(\S+) +(\S+) *$/.exec(authorization ?? '') ?? [];
  if (/^ApiKey$/i.test(scheme)) return USERS.find(({ apiKey }) => apiKey === credential) ?? null;
  if (!/^Basic$/i.test(scheme)) return null;
  const text = Buffer.from(credential, 'base64').toString('utf8');
  return USERS.find(({ name, password }) => text === `${name}:${password}`) ?? null;
}
