/**
 * One request, answered: credential, route, question, rows.
 *
 * Whatever is refused is refused with a status and one JSON string. A reply is a head that is known at once and a body that comes in
 * pieces as the database makes them.
 */
import type { Catalogue } from '../schema/report.js';
import { userOf } from './access.js';
import { checkQuery } from './check-query.js';
import { FORMATS } from './formats.js';
import type { Data } from './open-data.js';
import { matchRoute, parseQuery, type Format } from './parse-query.js';
import { QueryError } from './query-error.js';
import { createStatement } from './statement.js';

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
  readonly catalogue: Catalogue;
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

async function answerRows({ method, url, authorization }: Request, { catalogue, data, zones }: AnswerOptions): Promise<Reply> {
  if (method !== 'GET') throw new QueryError('Method not allowed', 405);
  const user = userOf(authorization);
  if (user === null) throw new QueryError('Invalid login', 401);
  const report = matchRoute(catalogue, url.split('?')[0] ?? '');
  if (report === null) throw new QueryError('Resource not found', 404);
  const query = parseQuery(report, url);
  if (query.igrp !== null && !user.igrps.includes(query.igrp)) throw new QueryError('You do not have access to this installation', 403);
  if (report.name === 'activeCall' && !user.piiData) throw new QueryError('You do not have permission to see personal data', 403);
  checkQuery(report, query, zones);

  const redacted = !user.piiData || query.scalars.excludePiiData === '1';
  const { sql, keys } = createStatement(report, query, { igrps: user.igrps, redacted });
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
