/**
 * What is kept for one question of one caller, under one secret: finds a reply, and keeps a further one.
 *
 * Replies belong to a generation of the caller's scope and of the report's. A refusal of the credential removes a scope's generation, and with
 * it every reply that was asked for before, wherever it lies.
 */
import { randomBytes } from 'node:crypto';
import { grainKey } from '../query/canonical-key.js';
import type { ReportQuery } from '../query/report-query.js';
import { decodeIndex, encodeIndex, withReply, type KeptReply } from './reply-index.js';
import type { ReplyStore } from './reply-store.js';
import type { Seals } from './sealing.js';

/** A question, and who asks where. */
export interface Question {
  readonly authorization: string;
  /** The base URL that is asked. */
  readonly base: string;
  readonly query: ReportQuery;
}

export interface Shelf {
  /** The same for equal questions of one caller. */
  readonly name: string;
  /** What is kept. `claims`: makes a generation where there is not one, so that a reply that is asked for now can be kept. */
  readonly look: (claims: boolean) => Promise<Look>;
  /** The frames of a reply; null where they are gone or were changed. */
  readonly take: (reply: KeptReply) => Promise<Buffer | null>;
  /** Keeps a reply that was asked for in this generation. */
  readonly keep: (reply: Omit<KeptReply, 'id'>, frames: Buffer) => Promise<void>;
}

export interface Look {
  readonly replies: readonly KeptReply[];
  /** Null where nothing is kept, and nothing can be. */
  readonly generation: string | null;
}

/** A generation outlives what is kept in it; one that ends earlier only makes misses. */
const GENERATION_MS = 86_400_000;
const ID_BYTES = 16;

/** The shelf of a question in a store. `staleMs`: how long past its time a reply may stand in. */
export function createShelf(store: ReplyStore, seals: Seals, { authorization, base, query }: Question, staleMs: number): Shelf {
  const { report, igrp } = query;
  const scopes = seals.scopesOf(authorization, report.name, igrp);
  const keyring = seals.keyringOf(authorization);
  const grain = JSON.stringify([base, report.path, grainKey(query)]);
  const indexName = keyring.nameOf('index', grain);
  const nameOf = ({ id }: KeptReply): string => keyring.nameOf('reply', id);
  const opened = (value: Buffer | null | undefined): readonly KeptReply[] => {
    const plain = value ? keyring.open(indexName, value) : null;
    return plain === null ? [] : decodeIndex(plain);
  };

  const claim = async (scope: string) => store.claim(scope, randomBytes(ID_BYTES), GENERATION_MS);
  const generationOf = async (standing: readonly (Buffer | null | undefined)[], claims: boolean): Promise<string | null> => {
    const parts = await Promise.all(scopes.map((scope, i) => Promise.resolve(standing[i] ?? (claims ? claim(scope) : null))));
    return parts.includes(null) ? null : Buffer.concat(parts.filter((part) => part !== null)).toString('base64url');
  };

  return {
    name: indexName,
    look: async (claims) => {
      const [callerScope, reportScope, index] = await store.read([...scopes, indexName]);
      return { replies: opened(index), generation: await generationOf([callerScope, reportScope], claims) };
    },
    take: async (reply) => {
      const name = nameOf(reply);
      const [value] = await store.read([name]);
      return value ? keyring.open(name, value) : null;
    },
    keep: async (reply, frames) => {
      const kept: KeptReply = { ...reply, id: randomBytes(ID_BYTES).toString('base64url') };
      const lifetime = kept.expiresAt + staleMs - kept.asOf;
      const name = nameOf(kept);
      store.write(name, keyring.seal(name, frames), lifetime);
      const [index] = await store.read([indexName]);
      const replies = withReply(opened(index), kept, kept.asOf, staleMs);
      const last = Math.max(...replies.map(({ expiresAt }) => expiresAt)) + staleMs - kept.asOf;
      store.write(indexName, keyring.seal(indexName, encodeIndex(replies)), last);
    },
  };
}
