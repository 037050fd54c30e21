/**
 * GraphiQL's page in the browser: starts GraphiQL and adds a credential for all tabs, the REST requests of what ran last, and the way from a
 * REST URL to an operation. Options and addresses are data in the page.
 */
import { withoutRequests, withRequests } from './with-requests.js';

const { script, workers, fields, options } = JSON.parse(document.getElementById('options').textContent);
const send = self.fetch.bind(self);

/** For every tab whose Headers have none. It stays in the memory of the page. */
let authorization = null;
/** The requests of the operation that ran last; null before one ran, a sentence where they are not known. */
let requests = null;
/** What the schema calls a report, asked for once. */
let reports = null;

const accept = 'application/graphql-response+json';

/** Asks the gateway something of the page's own. */
async function ask(headers, body) {
  const sent = new Headers(headers);
  sent.set('accept', accept);
  sent.set('content-type', 'application/json');
  const { data, errors } = await (await send(options.endpoint, { method: 'POST', headers: sent, body: JSON.stringify(body) })).json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

async function askReports(headers) {
  const { reports: all } = await ask(headers, { query: `{ reports: ${fields.reports} { name arguments } }` });
  return new Map(all.map((report) => [report.name, { comparable: report.arguments.includes('compare') }]));
}

self.fetch = async (input, init) => {
  if (init?.method !== 'POST' || typeof init.body !== 'string') return send(input, init);
  const headers = new Headers(init.headers);
  if (authorization !== null && !headers.get('authorization')) headers.set('authorization', authorization);
  const request = { ...init, headers };
  const { query = '', ...rest } = JSON.parse(init.body);
  if (/\b__schema\b/.test(query)) return send(input, request);
  if (/@(defer|stream)\b/.test(query)) {
    requests = 'The requests of an operation with @defer or @stream are not known here. Run it without them.';
    return send(input, request);
  }
  try {
    reports ??= await askReports(headers);
    const response = await send(input, { ...request, body: JSON.stringify({ ...rest, query: withRequests(query, reports) }) });
    const text = await response.text();
    const answer = JSON.parse(text);
    // A refusal names places in the document: it is asked for again with the document as it was typed. Nothing was sent upstream.
    if (answer.data !== undefined) {
      const { answer: shown, requests: found } = withoutRequests(answer);
      requests = found;
      return new Response(JSON.stringify(shown), { status: response.status, headers: { 'content-type': accept } });
    }
  } catch (error) {
    if (init.signal?.aborted) throw error;
  }
  requests = 'The requests of this operation could not be asked for.';
  return send(input, request);
};

const element = (name, text, properties = {}) => Object.assign(document.createElement(name), { textContent: text, ...properties });

const button = (text, onclick) => element('button', text, { type: 'button', className: 'graphiql-un-styled', onclick });

const dialog = element('dialog', '', { className: 'page-dialog' });

function show(title, ...children) {
  dialog.setAttribute('aria-label', title);
  dialog.replaceChildren(
    element('h2', title),
    ...children,
    button('Close', () => dialog.close()),
  );
  if (!dialog.isConnected) document.querySelector('.graphiql-container').append(dialog);
  if (!dialog.open) dialog.showModal();
}

/** A text with a button that copies it. Where the clipboard is closed to the page, the text is selected for the caller to copy. */
function copyable(text) {
  const block = element('pre', text);
  const copy = button('Copy', async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(block);
      copy.textContent = 'Selected: copy it with the keyboard';
    }
  });
  return [block, copy];
}

function showRequests() {
  const url = element('input', '', { name: 'url', type: 'text', required: true, autocomplete: 'off', spellcheck: false });
  const form = element('form', '', { className: 'page-form' });
  const label = element('label', 'From a REST URL ');
  label.append(url);
  form.append(label, element('button', 'Show the operation', { className: 'graphiql-un-styled' }));
  const result = element('div', '', { role: 'status' });
  form.onsubmit = (event) => {
    event.preventDefault();
    void showOperation(url.value, result);
  };
  const nothing = requests === null ? 'Run an operation first.' : 'The operation asks no report.';
  show(
    'REST requests',
    ...(typeof requests === 'string' ? [element('p', requests)] : []),
    ...(requests === null || requests.length === 0 ? [element('p', nothing)] : []),
    ...(Array.isArray(requests) && requests.length > 0
      ? [element('p', 'Look-ups of links, and the requests of totals and other, are not listed.')]
      : []),
    ...(Array.isArray(requests)
      ? requests.flatMap(({ place, url: asked, curl }) => [element('h3', place), ...copyable(asked), ...copyable(curl)])
      : []),
    form,
    result,
  );
}

async function showOperation(url, result) {
  try {
    const document = `query($url: String!) { operationFromUrl: ${fields.operationFromUrl}(url: $url) { query variables notes } }`;
    const { operationFromUrl } = await ask({}, { query: document, variables: { url } });
    const { query, variables, notes } = operationFromUrl;
    result.replaceChildren(
      ...notes.map((note) => element('p', note)),
      ...copyable(query),
      ...copyable(JSON.stringify(variables, null, 2)),
      button('Open in a new tab', () => openTab(query, JSON.stringify(variables, null, 2))),
    );
  } catch (error) {
    result.replaceChildren(element('p', error.message));
  }
}

/** A new tab takes its text through the editor's models, as if it had been typed. */
function openTab(query, variables) {
  dialog.close();
  document.querySelector('.graphiql-tab-add').click();
  const put = (model) => {
    if (model.uri.path.endsWith('operation.graphql')) model.setValue(query);
    if (model.uri.path.endsWith('variables.json')) model.setValue(variables);
  };
  // The editor shows the empty tab first.
  setTimeout(() => self.monaco.editor.getModels().forEach(put), 100);
}

function showCredential() {
  const field = (text, properties) => {
    const label = element('label', `${text} `);
    label.append(element('input', '', { autocomplete: 'off', spellcheck: false, ...properties }));
    return label;
  };
  const form = element('form', '', { className: 'page-form' });
  form.append(
    field('User', { name: 'user' }),
    field('Password', { name: 'password', type: 'password' }),
    field('or API key', { name: 'key', type: 'password' }),
    element('button', 'Use for all tabs', { className: 'graphiql-un-styled' }),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const bytes = new TextEncoder().encode(`${given.get('user')}:${given.get('password')}`);
    if (given.get('key')) authorization = `ApiKey ${given.get('key')}`;
    else authorization = given.get('user') ? `Basic ${btoa(String.fromCharCode(...bytes))}` : null;
    reports = null;
    dialog.close();
    // The schema may be open to callers with a credential alone.
    document.querySelector('button[aria-label="Re-fetch GraphQL schema"]')?.click();
  };
  show(
    'Credential',
    element('p', 'For every tab whose Headers have no Authorization. It stays in the memory of this page and ends with it.'),
    form,
  );
}

const tools = [
  ['REST', 'The REST requests of the operation that ran last', showRequests],
  ['Sign in', 'A credential for all tabs', showCredential],
].map(([text, title, onclick]) =>
  element('button', text, { type: 'button', className: 'graphiql-un-styled graphiql-toolbar-button page-tool', title, onclick }),
);
new MutationObserver(() => {
  const toolbar = document.querySelector('.graphiql-toolbar');
  if (toolbar && tools.some((tool) => tool.parentElement !== toolbar)) toolbar.append(...tools);
}).observe(document.getElementById('root'), { childList: true, subtree: true });

self.MonacoEnvironment = { globalAPI: true, getWorkerUrl: (_, label) => workers[label] ?? workers.editorWorkerService };
// A first visit begins at the first tab, which takes its variables from here; later ones go on where they ended.
if (localStorage.getItem('graphiql:tabState') === null) options.variables = options.defaultTabs[0]?.variables;
const graphiql = element('script', '', { src: script });
graphiql.onload = () => self.YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), options);
document.body.append(graphiql);
