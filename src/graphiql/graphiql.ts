/**
 * GraphiQL from this gateway alone: its scripts come from a package, not from a network that may be closed.
 *
 * The package is 9 MB, so it is loaded when the first browser asks. Its parts go out as files of their own, compressed and under
 * addresses that hold their hash: a browser fetches them once. The page runs under a content security policy that lets it talk to this
 * gateway and to nothing else, for callers type their credentials into it.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HttpResponse, Page } from '../http/graphql-request.js';
import { EXAMPLES, type Example } from './examples.js';

export interface GraphiqlOptions {
  /** Stands under Headers in every tab: for a gateway whose credential is public, as the demo's is. Default: none. */
  readonly authorization?: string;
  /** What stands before every path of the gateway. Default: nothing. */
  readonly basePath?: string;
  /** The tabs a browser opens with at its first visit. Default: EXAMPLES. */
  readonly examples?: readonly Example[];
  /** The name that the schema gives a field of Query. Default: the field's own. */
  readonly queryField?: (name: string) => string;
}

/**
 * The page at /graphql and the files it loads, by path. Nothing is read before the first request. `browserFiles` is where the folder
 * `browser` is: beside this module, but not beside the built process, which is one file.
 */
export function createGraphiql(browserFiles: URL, options: GraphiqlOptions = {}): ReadonlyMap<string, Page> {
  let loading: Promise<ReadonlyMap<string, Asset>> | null = null;
  const assets = () => (loading ??= loadAssets(browserFiles));
  const pages = new Map<string, Page>([
    ['/graphql', async () => ({ status: 200, headers: PAGE_HEADERS, body: [pageText(await assets(), options)] })],
  ]);
  for (const path of Object.values(PATHS)) pages.set(path, async () => assetAnswer(await assets(), path));
  return pages;
}

interface Asset {
  readonly type: string;
  readonly hash: string;
  readonly zipped: Buffer;
}

const PATHS = {
  page: '/graphql/page.js',
  requests: '/graphql/with-requests.js',
  script: '/graphql/graphiql.js',
  style: '/graphql/graphiql.css',
  icon: '/graphql/graphiql.ico',
  editorWorker: '/graphql/editor-worker.js',
  jsonWorker: '/graphql/json-worker.js',
  graphqlWorker: '/graphql/graphql-worker.js',
} as const;

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    // The editor positions what it draws by inline styles.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
};

/** GraphiQL's own colours, light or dark. */
const STYLE = `
.graphiql-container .graphiql-logo { white-space: nowrap; font-size: 16px; }
/* The animation that reorders tabs moves a tab from under the pointer that presses it, and the click is lost. */
.graphiql-container .graphiql-tab { transform: none !important; }
.page-tool { font-size: 11px; font-weight: 600; }
.page-dialog { margin: auto; width: min(900px, 90vw); max-height: 80vh; overflow: auto; padding: 20px; border: 0; border-radius: 8px;
  color: hsl(var(--color-neutral)); background: hsl(var(--color-base)); }
.page-dialog h3 { margin: 16px 0 4px; font-size: 14px; }
.page-dialog pre { margin: 4px 0; padding: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px;
  background: hsla(var(--color-neutral), 0.07); border-radius: 4px; }
.page-dialog button { margin: 4px 8px 4px 0; padding: 6px 12px; background: hsla(var(--color-neutral), 0.15); border-radius: 4px; }
.page-form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 16px 0; }
.page-form label { flex: 1; display: grid; gap: 4px; }
.page-form input { padding: 6px 8px; color: inherit; background: hsla(var(--color-neutral), 0.07); border: 1px solid hsla(var(--color-neutral), 0.4); border-radius: 4px; }
`;

async function loadAssets(folder: URL): Promise<ReadonlyMap<string, Asset>> {
  const browserFile = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
  const parts = await import('@graphql-yoga/render-graphiql/graphiql');
  const icon = Buffer.from(parts.favicon.replace(/^data:[^,]*,/, ''), 'base64');
  const script = 'text/javascript; charset=utf-8';
  const requests = await asset(PATHS.requests, script, await browserFile('with-requests.js'));
  // Files are kept for good by their address, so an import names its hash as the page does.
  const page = (await browserFile('page.js')).replace('./with-requests.js', `.${addressOf(requests).replace('/graphql', '')}`);
  return new Map([
    requests,
    ...(await Promise.all([
      asset(PATHS.page, script, page),
      asset(PATHS.script, script, parts.js),
      asset(PATHS.style, 'text/css; charset=utf-8', parts.css + STYLE),
      asset(PATHS.icon, 'image/x-icon', icon),
      asset(PATHS.editorWorker, script, parts.editorWorkerService),
      asset(PATHS.jsonWorker, script, parts.jsonWorker),
      asset(PATHS.graphqlWorker, script, parts.graphqlWorker),
    ])),
  ]);
}

const addressOf = ([path, { hash }]: readonly [string, Asset]): string => `${path}?${hash}`;

async function asset(path: string, type: string, content: string | Buffer): Promise<readonly [string, Asset]> {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16);
  return [path, { type, hash, zipped: await promisify(gzip)(content) }];
}

function assetAnswer(assets: ReadonlyMap<string, Asset>, path: string): HttpResponse {
  const found = assets.get(path);
  if (found === undefined) throw new TypeError(`no file was loaded for ${path}`);
  return {
    status: 200,
    headers: { 'content-type': found.type, 'content-encoding': 'gzip', 'cache-control': 'public, max-age=31536000, immutable' },
    body: [found.zipped],
  };
}

function pageText(
  assets: ReadonlyMap<string, Asset>,
  { authorization, basePath = '', examples = EXAMPLES, queryField = (name) => name }: GraphiqlOptions,
): string {
  const address = (path: string) => `${basePath}${path}?${assets.get(path)?.hash ?? ''}`;
  const headers = JSON.stringify(authorization === undefined ? {} : { Authorization: authorization }, null, 2);
  const options = {
    endpoint: `${basePath}/graphql`,
    title: 'Infinity Reports',
    logo: ' ',
    headers,
    // A caller's own credential is not left behind in the browser's storage.
    shouldPersistHeaders: authorization !== undefined,
    defaultTabs: examples.map(({ query, variables }) => ({ query, variables: JSON.stringify(variables, null, 2), headers })),
  };
  // What the page asks for itself.
  const fields = { reports: queryField('reports'), operationFromUrl: queryField('operationFromUrl') };
  const workers = {
    editorWorkerService: address(PATHS.editorWorker),
    json: address(PATHS.jsonWorker),
    graphql: address(PATHS.graphqlWorker),
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Infinity Reports</title>
    <link rel="icon" href="${address(PATHS.icon)}">
    <link rel="stylesheet" href="${address(PATHS.style)}">
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script type="application/json" id="options">${JSON.stringify({ script: address(PATHS.script), workers, fields, options }).replaceAll('<', '\\u003c')}</script>
    <script type="module" src="${address(PATHS.page)}"></script>
  </body>
</html>
`;
}
