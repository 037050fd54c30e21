/** What the gateway can be told by its environment. */

export type IntrospectionMode = 'credential' | 'open' | 'off';
export type SubgraphMode = 'on' | 'credential' | 'off';
export type DocumentsMode = 'log' | 'safelist' | 'require';

export interface Config {
  /** Base URL of the Reports API, without a slash at its end. */
  readonly reportsUrl: string;
  /** The same for callers with an API key. */
  readonly reportsUrlApiKey: string;
  /** Proxies on the way to the Reports API, by the scheme of its URL; null: none. May hold a password. */
  readonly httpProxy: string | null;
  readonly httpsProxy: string | null;
  /** Hosts that are reached without a proxy. */
  readonly noProxy: readonly string[];
  /** Where spans go, as a whole URL or as one below which they go to `/v1/traces`; null: nowhere. */
  readonly tracesEndpoint: string | null;
  readonly telemetryEndpoint: string | null;
  /** The name of a sampler of OpenTelemetry's SDK; null: its default. */
  readonly tracesSampler: string | null;
  readonly spansPerExport: number;
  readonly maxSpansWaiting: number;
  readonly spanDelayMs: number;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where metrics and health are served in place of `port`; null: on `port`. */
  readonly adminPort: number | null;
  /** What the names of the schema's own types and of the fields of Query begin with; empty: nothing. */
  readonly typePrefix: string;
  /** What stands before every path of `port`; empty, or begins with a slash and ends without one. */
  readonly basePath: string;
  /** Milliseconds that one operation may take in all. */
  readonly deadlineMs: number;
  /** Requests to upstream under way, in all and for each caller, and those that wait. */
  readonly maxSockets: number;
  readonly maxPerCaller: number;
  readonly maxWaiting: number;
  /** What one operation may hold at most: aliases, reports, and rows that they ask for together. */
  readonly maxAliases: number;
  readonly maxReports: number;
  readonly maxRows: number;
  /** Bytes held for answers, in all and for each caller. */
  readonly maxAnswerBytes: number;
  readonly maxAnswerBytesPerCaller: number;
  /** Milliseconds that an open breaker waits before it lets one probe through. */
  readonly breakerResetMs: number;
  readonly logLevel: string;
  readonly introspection: IntrospectionMode;
  /** Who may use the two fields that federation routers ask; `off` leaves them out of the schema. */
  readonly subgraph: SubgraphMode;
  readonly corsOrigins: readonly string[];
  /** Request headers that pages may send beside the usual ones. */
  readonly corsHeaders: readonly string[];
  readonly maxBodyBytes: number;
  readonly maxConnections: number;
  /** Milliseconds that a connection may take nothing of a response. */
  readonly writeTimeoutMs: number;
  /** Milliseconds that a caller's connection may idle; 0 closes it behind each response. */
  readonly keepAliveMs: number;
  /** Milliseconds between failing readiness and refusing operations on shutdown. */
  readonly drainDelayMs: number;
  /** Whether `request { url curl }` answers. */
  readonly explain: boolean;
  /** Whether the caller's `traceparent` is sent upstream. */
  readonly propagateTrace: boolean;
  /** Whether callers are shown what upstream says of a refused request. */
  readonly upstreamMessages: boolean;
  /** Key of the hash that stands for a caller in the log; null: one of the process. */
  readonly callerLogSecret: string | null;
  /** Path of a JSON overlay over the report definitions. */
  readonly catalogue: string | null;
  /** Paths of manifests and folders of trusted documents; empty: there are none. */
  readonly documents: readonly string[];
  /** What happens to documents that are not trusted, where some are. */
  readonly documentsMode: DocumentsMode;
  /** Whether GET /graphql serves GraphiQL to browsers. */
  readonly graphiql: boolean;
  /** Whether answers are compressed for callers who accept it. */
  readonly compression: boolean;
  /** Processes that share the port; `auto`: one a core. */
  readonly workers: number | 'auto';
  /** Where replies are kept: `off`, `memory`, or the URL of a Redis. */
  readonly cache: string;
  /** Bytes of cached responses in this process. */
  readonly cacheBytes: number;
  /** Seconds for which a reply may answer: for a period that is over, one that is not, and a report without dates. */
  readonly cacheClosedSeconds: number;
  readonly cacheOpenSeconds: number;
  readonly cacheListsSeconds: number;
  /** Seconds past its time for which a reply may stand in while the Reports API fails. */
  readonly cacheStaleSeconds: number;
  /** Requests to upstream under way of all replicas that share a Redis, in all and for each caller; null where there is no ceiling. */
  readonly maxSocketsAll: number | null;
  readonly maxPerCallerAll: number | null;
  /** What replies are sealed under: the first seals, both open. Empty: a secret of the process. */
  readonly cacheSecret: readonly string[];
}
