/**
 * GraphiQL from this gateway alone: its scripts come from a package, not from a network that may be closed.
 *
 * The package is 9 MB, so it is loaded when the first browser asks. Its parts go out as files of their own, compressed and under
 * addresses that hold their hash: a browser fetches them once. The page runs under a content security policy that lets it talk to this
 * gateway and to nothing else, for callers type their credentials into it.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HttpResponse, Page } from '../http/graphql-request.js';
import { EXAMPLES, type Example } from './examples.js';
import { REST_PANEL, REST_STYLE } from './rest-panel.js';

export interface GraphiqlOptions {
  /** Stands under Headers in every tab: for a gateway whose credential is public, as the demo's is. Default: none. */
  readonly authorization?: string;
  /** The tabs a browser opens with at its first visit. Default: EXAMPLES. */
  readonly examples?: readonly Example[];
}

/** The page at /graphql and the files it loads, by path. Nothing is read before the first request. */
export function createGraphiql(options: GraphiqlOptions = {}): ReadonlyMap<string, Page> {
  let loading: Promise<ReadonlyMap<string, Asset>> | null = null;
  const assets = () => (loading ??= loadAssets());
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

const STYLE = `
.graphiql-container .graphiql-logo { white-space: nowrap; font-size: 16px; }
`;

/** What the page runs once GraphiQL's script is there. Options and addresses of the workers are data in the page. */
const START = `
const { workers, options } = JSON.parse(document.getElementById('options').textContent);
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] ?? workers.editorWorkerService };
// A first visit begins at the first tab, which takes its variables from here; later ones go on where they ended.
if (localStorage.getItem('graphiql:tabState') === null) options.variables = options.defaultTabs[0]?.variables;
YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), options);
`;

async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const parts = await import('@graphql-yoga/render-graphiql/graphiql');
  const icon = Buffer.from(parts.favicon.replace(/^data:[^,]*,/, ''), 'base64');
  const script = 'text/javascript; charset=utf-8';
  return new Map(
    await Promise.all([
      asset(PATHS.script, script, `${parts.js};\n${REST_PANEL}\n${START}`),
      asset(PATHS.style, 'text/css; charset=utf-8', parts.css + STYLE + REST_STYLE),
      asset(PATHS.icon, 'image/x-icon', icon),
      asset(PATHS.editorWorker, script, parts.editorWorkerService),
      asset(PATHS.jsonWorker, script, parts.jsonWorker),
      asset(PATHS.graphqlWorker, script, parts.graphqlWorker),
    ]),
  );
}

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

function pageText(assets: ReadonlyMap<string, Asset>, { authorization, examples = EXAMPLES }: GraphiqlOptions): string {
  const address = (path: string) => `${path}?${assets.get(path)?.hash ?? ''}`;
  const headers = JSON.stringify(authorization === undefined ? {} : { Authorization: authorization }, null, 2);
  const options = {
    endpoint: '/graphql',
    title: 'Infinity Reports',
    logo: ' ',
    headers,
    // A caller's own credential is not left behind in the browser's storage.
    shouldPersistHeaders: authorization !== undefined,
    defaultTabs: examples.map(({ query, variables }) => ({ query, variables: JSON.stringify(variables, null, 2), headers })),
  };
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
    <script type="application/json" id="options">${JSON.stringify({ workers, options }).replaceAll('<', '\\u003c')}</script>
    <script src="${address(PATHS.script)}"></script>
  </body>
</html>
`;
}
