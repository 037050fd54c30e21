/** Whether a server's whole answer is the true one. Nothing is measured of a server that answers something else. */
import { isDeepStrictEqual } from 'node:util';
import { documentOf, requestsOf, shownRow, truthOf, truthRows } from '../operations.mjs';
import { headersOf } from './load.mjs';

const truths = new Map();

/** Asks once and compares. Throws where the answer is not true. */
export async function checkAnswer(origin, operation, { isRaw, headers = {} }) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: headersOf(0, headers),
    body: JSON.stringify({ query: documentOf(operation) }),
  });
  const text = await response.text();
  const key = `${operation.name} ${isRaw}`;
  if (!truths.has(key)) truths.set(key, isRaw ? rawTruth(operation) : truthOf(operation));
  // Ids beyond 2^53 are quoted before JSON.parse could round them.
  const { data, errors } = JSON.parse(isRaw ? text.replace(/"rowId":(\d{16,})/g, '"rowId":"$1"') : text);
  if (response.status !== 200 || errors) throw new Error(`status ${response.status}: ${text.slice(0, 400)}`);
  const got = isRaw && operation.fields.length > 0 ? rawRows(operation, data) : data;
  if (!isDeepStrictEqual(got, truths.get(key)))
    throw new Error(`the answer to ${operation.name} is not the true one: ${text.slice(0, 400)}`);
}

const rawTruth = (operation) =>
  operation.fields.length === 0 ? truthOf(operation) : requestsOf(operation).map(({ source, names }) => truthRows(source, names));

/** The pipe passes rows on as upstream sends them. */
const rawRows = (operation, data) =>
  requestsOf(operation).map(({ source, names }, i) =>
    data[i].map((row) => shownRow(source, names, new Map(Object.entries(row).map(([name, value]) => [name, JSON.stringify(value)])))),
  );
