/**
 * What is kept for one question of one caller, under one secret: finds a reply, and keeps a further one.
 *
 * A reply is named by its question and its columns, and says itself what it is. So who asks for the same columns again reads it together
 * with the generations, in one round trip. The index of a question names replies with other columns; to read one of them takes a second.
 *
 * Replies belong to a generation of the caller's scope and of the report's. A refusal of the credential removes a scope's generation, and with
 * it every reply that was asked for before, wherever it lies.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Caller } from '../caller.js';
import { grainKey } from '../query/canonical-key.js';
import type { ReportQuery } from '../query/report-query.js';
import {
  decodeEntry,
  decodeIndex,
  encodeEntry,
  encodeIndex,
  withFound,
  withReply,
  type KeptReply,
  type ReplyEntry,
} from './reply-index.js';
import { newPatience, type Patience, type ReplyStore } from './reply-store.js';
import type { Frames } from './sealed-frames.js';
import type { Seals } from './sealing.js';

/** A question, and who asks where. */
export interface Question {
  readonly authorization: string;
  readonly caller: Caller;
  /** The base URL that is asked. */
  readonly base: string;
  readonly query: ReportQuery;
}

export interface Shelf {
  /** The same for equal questions of one caller. */
  readonly name: string;
  /** What is kept, as far as it can be known in the time that is left for looking up. `reads`: false where no reply is wanted. */
  readonly look: (reads: boolean) => Promise<Look>;
  /** Keeps a reply that was asked for in this generation. */
  readonly keep: (reply: Omit<KeptReply, 'id'>, text: readonly Buffer[]) => Promise<void>;
}

export interface Look {
  readonly replies: readonly KeptReply[];
  /** The generation whose replies may answer; null where nothing is kept. */
  readonly generation: string | null;
  /** The text that was kept of one of them; null where it is gone or was changed. */
  readonly take: (reply: KeptReply) => Promise<Frames | null>;
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
  const { authorization, caller, base, query } = question;
  const { report, igrp, projection } = query;
  const keyring = seals.keyringOf(authorization, caller);
  const scopes = keyring.scopesOf(report.name, igrp);
  const grain = JSON.stringify([base, report.path, grainKey(query)]);
  const indexName = keyring.nameOf('index', grain);
  const nameOf = (columns: KeptReply['columns']): string => keyring.nameOf('reply', JSON.stringify([grain, columns]));
  const ownName = nameOf(projection.kind === 'everything' ? null : projection.names);
  const openIndex = (value: Buffer | null | undefined): readonly KeptReply[] => {
    const frames = value ? keyring.open(indexName, value) : null;
    return frames === null ? [] : decodeIndex(frames);
  };
  const openEntry = (name: string, value: Buffer | null | undefined): ReplyEntry | null => {
    const frames = value ? keyring.open(name, value) : null;
    return frames === null ? null : decodeEntry(frames);
  };

  /** Reads the text of a reply that the index names. What lies there may be another by now, and a copy of it may be an older one. */
  const takeIndexed = async ({ id, columns }: KeptReply): Promise<Frames | null> => {
    const name = nameOf(columns);
    for (const anew of name === ownName ? [true] : [false, true]) {
      const [value] = (await store.read([name], patience, anew)) ?? [];
      const entry = openEntry(name, value);
      if (entry === null) return null;
      if (entry.reply.id === id) return entry.text;
    }
    return null;
  };

  const claimAll = async (standing: readonly (Buffer | null | undefined)[]): Promise<string | null> =>
    generationOf(
      await Promise.all(scopes.map(async (scope, i) => standing[i] ?? store.claim(scope, randomBytes(ID_BYTES), GENERATION_MS))),
    );

  return {
    name: indexName,
    look: async (reads) => {
      const values = await store.read(reads ? [...scopes, indexName, ownName] : scopes, patience);
      if (values === null) return NOTHING_KNOWN;
      const [callerScope, reportScope, index, value] = values;
      const own = openEntry(ownName, value);
      const indexed = openIndex(index);
      return {
        replies: own === null ? indexed : withFound(indexed, own.reply),
        generation: generationOf([callerScope, reportScope]),
        take: (reply) => (own?.reply.id === reply.id ? Promise.resolve(own.text) : takeIndexed(reply)),
        claim: () => claimAll([callerScope, reportScope]),
      };
    },
    keep: async (given, text) => {
      const reply: KeptReply = { id: randomUUID(), ...given };
      const { asOf, expiresAt } = reply;
      const name = nameOf(reply.columns);
      store.write(name, keyring.seal(name, encodeEntry(reply, text)), expiresAt + staleMs - asOf);
      const [index] = (await store.read([indexName], newPatience())) ?? [];
      const replies = withReply(openIndex(index), reply, asOf, staleMs);
      const last = Math.max(...replies.map((each) => each.expiresAt)) + staleMs - asOf;
      store.write(indexName, keyring.seal(indexName, encodeIndex(replies)), last);
    },
  };
}

const NOTHING_KNOWN: Look = {
  replies: [],
  generation: null,
  take: () => Promise.resolve(null),
  claim: () => Promise.resolve(null),
};

function generationOf(parts: readonly (Buffer | null | undefined)[]): string | null {
  const standing = parts.flatMap((part) => part ?? []);
  return standing.length === parts.length ? Buffer.concat(standing).toString('base64url') : null;
}
