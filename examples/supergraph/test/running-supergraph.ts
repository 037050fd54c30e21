/** The whole supergraph for the tests of a file, and how they ask it. */
import { after, before } from 'node:test';
import { startSupergraph, type Supergraph } from '../supergraph.js';
import { startInterruptingProxy, type InterruptingProxy } from './interrupting-proxy.js';

export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}` });

/** Headers of those who ask. */
// The figures of these tests are those of a sandbox whose data end on this day.
process.env['SANDBOX_TODAY'] ??= '2026-11-30';

export const CALLERS = { demo: basic('demo'), limited: basic('limited'), stranger: basic('stranger'), nobody: {} } as const;

export async function ask(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = CALLERS.demo,
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await response.json()) as { readonly data?: unknown; readonly errors?: Answer['errors'] }; // the shape of every GraphQL answer
  return { status: response.status, data, errors };
}

export const codesOf = ({ errors }: Answer): readonly string[] => errors.map(({ extensions }) => String(extensions?.['code'])).sort();

/** Starts before the file's tests, ends after them. */
export function runningSupergraph(): { readonly supergraph: () => Supergraph; readonly proxy: () => InterruptingProxy } {
  let supergraph: Supergraph | undefined;
  let proxy: InterruptingProxy | undefined;
  before(async () => {
    supergraph = await startSupergraph({ between: async (apiUrl) => (proxy = await startInterruptingProxy(apiUrl)) });
  });
  after(async () => {
    await supergraph?.close();
  });
  const running = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The supergraph is not running yet.');
    return part;
  };
  return { supergraph: () => running(supergraph), proxy: () => running(proxy) };
}
