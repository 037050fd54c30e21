/**
 * What GraphiQL's page runs to show, by a button in the toolbar, the REST requests of the operation that ran last.
 *
 * The operation is asked again with `request { url curl }` beside the rows of each report: which columns go into a URL is known from the
 * selection alone, so a dry run could not tell. It is text, for a browser; nothing of it runs in the gateway.
 */

/** Finds the reports that a document selects and asks each for its request. Needs no parser: names of reports are known, strings are skipped. */
export const WITH_REQUESTS = `
function withRequests(document, reports) {
  const token = /"""(?:\\\\"""|[^])*?"""|"(?:\\\\.|[^"\\\\\\n])*"|#[^\\n]*|[A-Za-z_]\\w*|\\.\\.\\.|[^\\s,]/g;
  const notAField = new Set(['query', 'mutation', 'subscription', 'fragment', 'on', '...', '@']);
  let text = '', end = 0, depth = 0, before = '', report;
  for (const { 0: found, index } of document.matchAll(token)) {
    if (found.startsWith('#')) continue;
    if (found === ')') depth--;
    else if (found === '(') depth++;
    else if (depth === 0) {
      if (found === '{' && report) {
        text += document.slice(end, index + 1) + ' request { url curl } ' + (report.comparable ? 'previousRequest { url curl } ' : '');
        end = index + 1;
        report = undefined;
      } else if (found !== '@' && before !== '@') report = notAField.has(before) ? undefined : reports.get(found);
      before = found;
    }
  }
  return text + document.slice(end);
}
`;

/** The button, the dialog, and the eye on what GraphiQL sends. Runs before GraphiQL does. */
export const REST_PANEL = `
{
  ${WITH_REQUESTS}
  let last = null;
  const send = self.fetch.bind(self);
  self.fetch = (input, init) => {
    if (init?.method === 'POST' && typeof init.body === 'string' && !/__schema\\b/.test(init.body)) last = init;
    return send(input, init);
  };
  const ask = async (body) => {
    const headers = new Headers(last.headers);
    headers.set('accept', 'application/graphql-response+json');
    return (await send('/graphql', { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  const element = (name, text, properties = {}) => Object.assign(document.createElement(name), { textContent: text, ...properties });

  // Every request of an answer, with the place of its report.
  const requestsIn = (value, path) => {
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      typeof inner?.url === 'string' && typeof inner.curl === 'string'
        ? [{ path: (key === 'previousRequest' ? [...path, 'compared with'] : path).join(' › '), ...inner }]
        : requestsIn(inner, Array.isArray(value) ? path : [...path, key]),
    );
  };

  const dialog = element('dialog', '', { className: 'rest-panel' });
  const show = (...children) => {
    const close = element('button', 'Close', { onclick: () => dialog.close(), className: 'graphiql-un-styled' });
    dialog.replaceChildren(element('h2', 'REST requests'), ...children, close);
    if (!dialog.isConnected) document.querySelector('.graphiql-container').append(dialog);
    if (!dialog.open) dialog.showModal();
  };
  const explain = async () => {
    if (last === null) return show(element('p', 'Run an operation first.'));
    show(element('p', 'Asking …'));
    try {
      const { query, ...rest } = JSON.parse(last.body);
      const { data: catalogue, errors: refused } = await ask({ query: '{ reports { name arguments } }' });
      if (refused) throw new Error(refused[0].message);
      const reports = new Map(catalogue.reports.map((report) => [report.name, { comparable: report.arguments.includes('compare') }]));
      const { data, errors = [] } = await ask({ ...rest, query: withRequests(query, reports) });
      // Rows that link to one installation ask its reports once.
      const requests = [...new Map(requestsIn(data, []).map((request) => [request.path + request.url, request])).values()];
      show(
        ...(requests.length + errors.length === 0 ? [element('p', 'The operation asks no report.')] : []),
        ...(requests.length > 0 ? [element('p', 'The operation was asked again to be told. Look-ups of links are not listed.')] : []),
        ...requests.flatMap(({ path, url, curl }) => [element('h3', path), element('pre', url), element('pre', curl)]),
        ...errors.map(({ message }) => element('p', message)),
      );
    } catch (error) {
      show(element('p', String(error.message)));
    }
  };

  const button = element('button', 'REST', {
    type: 'button',
    className: 'graphiql-un-styled graphiql-toolbar-button rest-button',
    title: 'The REST requests of the operation that ran last',
    onclick: explain,
  });
  new MutationObserver(() => {
    const toolbar = document.querySelector('.graphiql-toolbar');
    if (toolbar && button.parentElement !== toolbar) toolbar.append(button);
  }).observe(document.getElementById('root'), { childList: true, subtree: true });
}
`;

/** How the button and the dialog look: GraphiQL's own colours, light or dark. */
export const REST_STYLE = `
.rest-button { font-size: 11px; font-weight: 600; }
.rest-panel { margin: auto; width: min(900px, 90vw); max-height: 80vh; overflow: auto; padding: 20px; border: 0; border-radius: 8px;
  color: hsl(var(--color-neutral)); background: hsl(var(--color-base)); }
.rest-panel h3 { margin: 16px 0 4px; font-size: 14px; }
.rest-panel pre { margin: 4px 0; padding: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px;
  background: hsla(var(--color-neutral), 0.07); border-radius: 4px; }
.rest-panel > button { margin-top: 16px; padding: 6px 12px; background: hsla(var(--color-neutral), 0.15); border-radius: 4px; }
`;
