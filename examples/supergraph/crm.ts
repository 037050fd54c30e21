/**
 * A small CRM as a subgraph of its own: accounts with the installation they use, by its key alone, and what organisations are as customers.
 * It holds no report and asks none; what it knows of an installation is its number.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly igrp: number | null;
  readonly orgId: number | null;
  /** The goal of the installation that their contract is measured by. */
  readonly goalId?: number;
}

/** The accounts; two of them share an installation, one has none, and one has an installation that the Reports API does not know. */
export const ACCOUNTS: readonly Account[] = [
  { id: 'northgate', name: 'Northgate Motor Group', igrp: 1, orgId: 1, goalId: 543 },
  { id: 'northgate-leeds', name: 'Northgate Leeds', igrp: 1, orgId: 2, goalId: 246 },
  { id: 'bramble', name: 'Bramble & Finch Ltd', igrp: 2, orgId: 20 },
  { id: 'gwesty-mor', name: 'Gwesty Môr Cyf', igrp: 1234, orgId: 1234 },
  { id: 'prospect', name: 'A prospect without an installation', igrp: null, orgId: null },
  { id: 'former', name: 'A former customer', igrp: 99_999, orgId: 99_999, goalId: 1 },
];

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@inaccessible"])';

/** `ReportPageInfo` is a value that it shares with the reports. */
const TYPES = `
type Query {
  "One account; exactly one member of \`by\` says which."
  account(by: AccountBy!): Account
  accounts(limit: Int! = 10, offset: Int! = 0): AccountPage!
}

input AccountBy @oneOf { id: ID  name: String }

type AccountPage { rows: [Account!]!  pageInfo: ReportPageInfo! }

type Account @key(fields: "id") {
  id: ID!
  name: String!
  "The installation of the reports, by its key."
  installation: Installation
  "The goal that the contract is measured by, by its key of two fields."
  contractGoal: Goal
  "For the accountants: part of the subgraph, not of the supergraph."
  ledgerCode: String @inaccessible
}

type Installation @key(fields: "igrp", resolvable: false) { igrp: Int! }

type Goal @key(fields: "igrp goalId", resolvable: false) {
  igrp: Int
  goalId: Int
}

type Organisation @key(fields: "orgId") { orgId: Int  accounts: [Account!]! }

type ReportPageInfo @shareable { hasNextPage: Boolean!  nextOffset: Int  endRowId: ID }
`;

/** What the subgraph hands in for composition. */
const SDL = `${LINK}\n${TYPES}`;

/** What a router asks beside: the specification's own fields, which are no part of the SDL. */
const ROUTER_SDL = `
scalar _Any
scalar FieldSet
type _Service { sdl: String! }
union _Entity = Account | Organisation
extend type Query { _service: _Service!  _entities(representations: [_Any!]!): [_Entity]! }
directive @key(fields: FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
directive @shareable repeatable on OBJECT | FIELD_DEFINITION
directive @inaccessible on FIELD_DEFINITION
`;

const resolvers = {
  Query: {
    account: (_: unknown, { by }: { readonly by: { readonly id?: string; readonly name?: string } }) =>
      ACCOUNTS.find(({ id, name }) => id === by.id || name === by.name) ?? null,
    accounts: (_: unknown, { limit, offset }: { readonly limit: number; readonly offset: number }) => {
      const next = offset + limit < ACCOUNTS.length ? offset + limit : null;
      return { rows: ACCOUNTS.slice(offset, offset + limit), pageInfo: { hasNextPage: next !== null, nextOffset: next, endRowId: null } };
    },
    _service: () => ({ sdl: SDL }),
    _entities: (_: unknown, { representations }: { readonly representations: readonly Readonly<Record<string, unknown>>[] }) =>
      representations.map((it) => (it['__typename'] === 'Account' ? (ACCOUNTS.find(({ id }) => id === it['id']) ?? null) : it)),
  },
  _Entity: { __resolveType: (it: object) => ('__typename' in it ? it.__typename : 'Account') },
  Account: {
    installation: ({ igrp }: Account) => (igrp === null ? null : { igrp }),
    contractGoal: ({ igrp, goalId }: Account) => (goalId === undefined ? null : { igrp, goalId }),
    ledgerCode: ({ id }: Account) => `L-${id}`,
  },
  Organisation: { accounts: ({ orgId }: { readonly orgId: number }) => ACCOUNTS.filter((account) => account.orgId === orgId) },
};

export interface Crm {
  readonly url: string;
  /** The Authorization header of every request that came; undefined where there was none. */
  readonly credentials: readonly (string | undefined)[];
  readonly close: () => Promise<void>;
}

/** Starts the CRM on a free port. */
export async function startCrm(): Promise<Crm> {
  const credentials: (string | undefined)[] = [];
  const yoga = createYoga({
    schema: createSchema({ typeDefs: [TYPES, ROUTER_SDL], resolvers }),
    logging: false,
  });
  const server = createServer((request, response) => {
    credentials.push(request.headers.authorization);
    void yoga(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is no pipe
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    credentials,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
