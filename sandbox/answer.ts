/**
 * One request, answered: credential, route, question, rows.
 *
 * Whatever is refused is refused with a status and one JSON string. A reply is a head that is known at once and a body that comes in
 * pieces as the database makes them.
 */
import { isApiKey, userOf } from './access.js';
import { checkQuery } from './check-query.js';
import { FORMATS } from './formats.js';
import { ignoreUnknown } from './ignore-unknown.js';
import type { Data } from './open-data.js';
import { matchRoute, parseQuery, type Format } from './parse-query.js';
import { QueryError } from './query-error.js';
import { createStatement } from './statement.js';
import type { World } from './world.js';

export interface Request {
  readonly method: string;
  /** Path and query string. */
  readonly url: string;
  readonly authorization: string | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<string>;
}

export interface AnswerOptions {
  readonly world: World;
  readonly data: Data;
  readonly zones: ReadonlySet<string>;
}

/** Answers a request. Never throws for what a caller may send; a broken statement is a fault of this program and does throw. */
export async function answer(request: Request, options: AnswerOptions): Promise<Reply> {
  try {
    return await answerRows(request, options);
  } catch (error) {
    if (error instanceof QueryError) return refusal(error);
    throw error;
  }
}

async function answerRows({ method, url, authorization }: Request, { world, data, zones }: AnswerOptions): Promise<Reply> {
  if (method !== 'GET') throw new QueryError('Method not allowed', 405);
  const version = /^\/reports\/v2\.1(?=[/?]|$)/.test(url) ? '2.1' : '2';
  if (!world.versions.has(version)) throw new QueryError('Resource not found', 404);
  const [noLogin, noAccess] = WORDS[version];
  const user = userOf(authorization);
  if (user === null || (version === '2.1' && !isApiKey(authorization))) throw new QueryError(noLogin, 401);
  const route = matchRoute(world.catalogue, url.split('?')[0] ?? '');
  const asked = route === null ? undefined : world.reports.get(route.name);
  if (asked === undefined) throw new QueryError('Resource not found', 404);
  if (asked.forbidden) throw new QueryError('access denied', 403);
  const { report } = asked;
  const parsed = parseQuery(report, url);
  const query = world.ignoresUnknownNames ? ignoreUnknown(report, parsed) : parsed;
  if (query.igrp !== null && !user.igrps.includes(query.igrp)) throw new QueryError(noAccess, 403);
  if (asked.sortRequired && parsed.sort.length === 0) throw new QueryError('The parameter sort is required.');
  if (report.name === 'activeCall' && !user.piiData) throw new QueryError('You do not have permission to see personal data', 403);
  checkQuery(report, query, zones);

  const redacted = !user.piiData || query.scalars.excludePiiData === '1';
  const { sql, keys } = createStatement(asked, query, { igrps: user.igrps, redacted });
  const batches = data.texts(sql);
  // The first rows are awaited before anything is sent, so that a pattern the database refuses still gets its status.
  const first = await batches.next().catch((error: unknown) => {
    if (
      query.filters.some(({ operand }) => operand === 're' || operand === 'nre') &&
      /regular expression|Invalid Input/i.test(String(error))
    )
      throw new QueryError('The regular expression of a filter is not valid.');
    throw error;
  });
  if (report.name === 'activeCall' && first.done === true) throw new QueryError('Resource not found', 404);
  const format = FORMATS[query.format];
  return { status: 200, headers: { 'content-type': format.contentType }, body: frame(query.format, keys, first, batches) };
}

/** What each version says where there is no login, and where it does not reach. */
const WORDS = {
  '2': ['Invalid login', 'You do not have access to this installation'],
  '2.1': ['auth required', 'access denied'],
} as const;

/** The rows with what stands around them. */
async function* frame(
  name: Format,
  keys: readonly string[],
  first: IteratorResult<readonly string[], unknown>,
  rest: AsyncGenerator<readonly string[]>,
): AsyncGenerator<string> {
  const format = FORMATS[name];
  try {
    if (first.done === true) {
      yield format.open(keys) + format.close;
      return;
    }
    yield format.open(keys) + format.first + first.value.join(format.between);
    for await (const lines of rest) yield format.between + lines.join(format.between);
    yield format.last + format.close;
  } finally {
    // A reader that leaves early also lets go of the database.
    await rest.return(undefined);
  }
}

function refusal({ message, status }: QueryError): Reply {
  const headers = {
    'content-type': 'application/json',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="Reports API"' } : {}),
    ...(status === 405 ? { allow: 'GET' } : {}),
  };
  return { status, headers, body: once(`${JSON.stringify(message)}\n`) };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
