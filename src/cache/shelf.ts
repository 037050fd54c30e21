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
import { newPatience, type Patience, type ReplyStore } from './reply-store.js';
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
  /** What is kept, as far as it can be known in the time that is left for looking up. */
  readonly look: () => Promise<Look>;
  /** What was kept of a reply's text; null where they are gone or were changed. */
  readonly take: (reply: KeptReply) => Promise<Buffer | null>;
  /** Keeps a reply that was asked for in this generation. */
  readonly keep: (reply: Omit<KeptReply, 'id'>, text: Buffer) => Promise<void>;
}

export interface Look {
  readonly replies: readonly KeptReply[];
  /** The generation whose replies may answer; null where nothing is kept. */
  readonly generation: string | null;
  /** The generation in which a reply that is asked for now may be kept: made where there is not one. Null where it cannot be kept. */
  readonly claim: () => Promise<string | null>;
}

export interface ShelfOptions {
  /** How long past its time a reply may stand in. */
  readonly staleMs: number;
  /** What looking up may take, all shelves of a question together. */
  readonly patience: Patience;
}

/** A generation outlives what is kept in it; one that ends earlier only makes misses. */
const GENERATION_MS = 86_400_000;
const ID_BYTES = 16;

/** The shelf of a question in a store. */
export function createShelf(store: ReplyStore, seals: Seals, question: Question, { staleMs, patience }: ShelfOptions): Shelf {
  const { authorization, base, query } = question;
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

  const claimAll = async (standing: readonly (Buffer | null | undefined)[]): Promise<string | null> =>
    generationOf(
      await Promise.all(scopes.map(async (scope, i) => standing[i] ?? store.claim(scope, randomBytes(ID_BYTES), GENERATION_MS))),
    );

  return {
    name: indexName,
    look: async () => {
      const values = await store.read([...scopes, indexName], patience);
      if (values === null) return NOTHING_KNOWN;
      const [callerScope, reportScope, index] = values;
      return {
        replies: opened(index),
        generation: generationOf([callerScope, reportScope]),
        claim: () => claimAll([callerScope, reportScope]),
      };
    },
    take: async (reply) => {
      const name = nameOf(reply);
      const [value] = (await store.read([name], patience)) ?? [];
      return value ? keyring.open(name, value) : null;
    },
    keep: async (reply, text) => {
      const kept: KeptReply = { id: randomBytes(ID_BYTES).toString('base64url'), ...reply };
      const lifetime = kept.expiresAt + staleMs - kept.asOf;
      const name = nameOf(kept);
      store.write(name, keyring.seal(name, text), lifetime);
      const [index] = (await store.read([indexName], newPatience())) ?? [];
      const replies = withReply(opened(index), kept, kept.asOf, staleMs);
      const last = Math.max(...replies.map(({ expiresAt }) => expiresAt)) + staleMs - kept.asOf;
      store.write(indexName, keyring.seal(indexName, encodeIndex(replies)), last);
    },
  };
}

const NOTHING_KNOWN: Look = { replies: [], generation: null, claim: () => Promise.resolve(null) };

function generationOf(parts: readonly (Buffer | null | undefined)[]): string | null {
  const standing = parts.flatMap((part) => part ?? []);
  return standing.length === parts.length ? Buffer.concat(standing).toString('base64url') : null;
}
