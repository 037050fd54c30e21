/** How GraphiQL's page learns the REST request of each report: it is asked for within the operation itself, and taken out of the answer. */

/** The response keys that are added; no operation is likely to have them. */
const REQUEST = 'graphiqlRequest';
const PREVIOUS = 'graphiqlPreviousRequest';

/**
 * The document with the request of each report selected beside its rows.
 * @param {string} document
 * @param {ReadonlyMap<string, { readonly comparable: boolean }>} reports What the schema calls a report. It is all the parsing that is
 * needed: strings and comments are skipped.
 * @returns {string}
 */
export function withRequests(document, reports) {
  const token = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[A-Za-z_]\w*|\.\.\.|[^\s,]/g;
  const notAField = new Set(['query', 'mutation', 'subscription', 'fragment', 'on', '...', '@']);
  let text = '';
  let end = 0;
  let depth = 0;
  let before = '';
  let report;
  for (const { 0: found, index } of document.matchAll(token)) {
    if (found.startsWith('#')) continue;
    if (found === ')') depth--;
    else if (found === '(') depth++;
    else if (depth === 0) {
      if (found === '{' && report) {
        const previous = report.comparable ? ` ${PREVIOUS}: previousRequest { url curl }` : '';
        text += `${document.slice(end, index + 1)} ${REQUEST}: request { url curl }${previous} `;
        end = index + 1;
        report = undefined;
      } else if (found !== '@' && before !== '@') report = notAField.has(before) ? undefined : reports.get(found);
      before = found;
    }
  }
  return text + document.slice(end);
}

/**
 * Takes the requests out of an answer to such a document.
 * @param {{ data?: unknown, errors?: readonly { path?: readonly (string | number)[] }[] }} answer
 * @returns The answer to the document as it was, and the requests with the places of their reports. Rows that link to one installation ask
 * its reports once, so equal requests of one place are one.
 */
export function withoutRequests({ errors, ...answer }) {
  const requests = new Map();
  const left = errors?.filter(({ path }) => !path?.some((key) => key === REQUEST || key === PREVIOUS)) ?? [];
  return {
    answer: { ...(left.length > 0 ? { errors: left } : {}), ...answer, data: strip(answer.data, [], requests) },
    requests: [...requests.values()],
  };
}

/** The value without what was added; what that was is added to `requests`. */
function strip(value, path, requests) {
  if (Array.isArray(value)) return value.map((item) => strip(item, path, requests));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (key !== REQUEST && key !== PREVIOUS) return [[key, strip(inner, [...path, key], requests)]];
      const place = (key === REQUEST ? path : [...path, 'compared with']).join(' › ');
      if (inner !== null) requests.set(`${place} ${inner.url}`, { place, url: inner.url, curl: inner.curl });
      return [];
    }),
  );
}
