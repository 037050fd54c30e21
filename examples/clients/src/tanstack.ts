/** TanStack Query: a typed fetch, keys, and pages. It caches answers by their question and normalises nothing, so rows need no keys. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { QueryClient } from '@tanstack/query-core';
import { Kind, print } from 'graphql';
import type { GatewayOptions } from './gateway-options.ts';
import { nextPage, type PageInfo } from './pages.ts';

/** What one error of an answer says. */
export interface GatewayFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly retryable?: boolean; readonly retryAfterMs?: number };
}

/** The gateway answered with errors. */
export class GatewayErrors extends Error {
  override readonly name = 'GatewayErrors';
  readonly errors: readonly GatewayFault[];

  constructor(errors: readonly GatewayFault[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.errors = errors;
  }
}

/** Asks the gateway. Rejects with `GatewayErrors` where any part of the answer failed: a report that is missing is no empty one. */
export type Ask = <Answer, Variables>(
  document: TypedDocumentNode<Answer, Variables>,
  variables: Variables,
  signal?: AbortSignal,
) => Promise<Answer>;

/** Asks as one caller. */
export function createAsk({ url, authorization }: GatewayOptions): Ask {
  return async <Answer, Variables>(document: TypedDocumentNode<Answer, Variables>, variables: Variables, signal?: AbortSignal) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', authorization },
      body: JSON.stringify({ query: print(document), variables }),
      ...(signal ? { signal } : {}),
    });
    // The document's type is what codegen made of the schema that the gateway answers by.
    const { data, errors } = (await response.json()) as { data?: Answer | null; errors?: readonly GatewayFault[] };
    if (errors || !data) throw new GatewayErrors(errors ?? [{ message: `HTTP ${response.status} without data` }]);
    return data;
  };
}

/** A client for one caller. It retries only what may succeed later, and waits for as long as the gateway asks. */
export function createQueryClient(): QueryClient {
  const retryable = (error: Error) =>
    error instanceof GatewayErrors && error.errors.every(({ extensions }) => extensions?.retryable === true);
  const retryAfter = (error: Error) =>
    error instanceof GatewayErrors ? Math.max(...error.errors.map((each) => each.extensions?.retryAfterMs ?? 0)) : 0;
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        retry: (failures, error) => failures < 2 && retryable(error),
        retryDelay: (failures, error) => Math.max(retryAfter(error), 500 * 2 ** failures),
      },
    },
  });
}

/** The options of a query: the key is the operation's name and its variables. */
export function reportQuery<Answer, Variables>(ask: Ask, document: TypedDocumentNode<Answer, Variables>, variables: Variables) {
  return {
    queryKey: ['reports', operationName(document), variables] as const,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(document, variables, signal),
  };
}

/**
 * The options of an infinite query: page after page, by offset or by key. `variables` ask for the first page (`offset: 0`, or
 * `afterRowId: '0'`), and `pageInfo` finds the report's own in an answer.
 */
export function pagedQuery<Answer, Variables extends Paging>(
  ask: Ask,
  document: TypedDocumentNode<Answer, Variables>,
  variables: Variables,
  pageInfo: (answer: Answer) => PageInfo | null | undefined,
) {
  return {
    queryKey: ['reports', operationName(document), variables, 'pages'] as const,
    queryFn: ({ pageParam, signal }: { readonly pageParam: Paging; readonly signal: AbortSignal }) =>
      ask(document, { ...variables, ...pageParam }, signal),
    initialPageParam: {} as Paging,
    // Undefined: there is no further page.
    getNextPageParam: (last: Answer): Paging | undefined => nextPage(pageInfo(last)) ?? undefined,
  };
}

/** The variables that say which page is asked for. */
interface Paging {
  readonly offset?: number;
  readonly afterRowId?: string;
}

function operationName({ definitions }: TypedDocumentNode<unknown, never>): string {
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !operation.name) throw new TypeError('A document needs an operation with a name.');
  return operation.name.value;
}
