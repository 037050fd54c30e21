/**
 * The configuration: the only reader of the environment. Every option has a default; a value that breaks its rule stops the start with
 * a message that names the option, the rule and what came.
 */
import type { Config } from './config-shape.js';
import {
  basePath,
  cachePlace,
  choice,
  countOption,
  headerNames,
  hosts,
  onOff,
  optionalBound,
  origins,
  paths,
  proxyUrl,
  seconds,
  secrets,
  url,
  wholeNumber,
  withoutSecrets,
} from './option-values.js';
import { defaultApiKeyBase } from './reports-base.js';

/** A variable breaks its rule. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** One row an option: its variable, its default as written in the documentation, its rule, and how its text is read. */
interface Option<T> {
  readonly variable: string;
  readonly fallback: string;
  readonly rule: string;
  readonly read: (text: string) => T | undefined;
  /** Whether the variable is also read in lower case, which goes first, as other programs do. */
  readonly lowerCase?: boolean;
  /** The value is never repeated. */
  readonly secret?: boolean;
}

const COLLECTOR = {
  fallback: '',
  rule: 'an http(s) URL without credentials, query or fragment',
  read: (text: string) => (text === '' ? null : url(text)),
} as const;

/** OpenTelemetry's, which its SDK knows. */
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const PROXY = {
  fallback: '',
  rule: 'an http(s) URL, which may hold a user name and a password',
  read: proxyUrl,
  lowerCase: true,
  secret: true,
} as const;

/** Every option. The README's table is held against this one by a test. */
export const OPTIONS = {
  reportsUrl: {
    variable: 'REPORTS_URL',
    fallback: 'https://api.infinitycloud.com/reports/v2',
    rule: 'an http(s) URL without credentials, query or fragment',
    read: url,
  },
  reportsUrlApiKey: {
    variable: 'REPORTS_URL_API_KEY',
    fallback: '',
    rule: 'an http(s) URL without credentials, query or fragment',
    read: (text) => (text === '' ? '' : url(text)),
  },
  httpsProxy: { variable: 'HTTPS_PROXY', ...PROXY },
  httpProxy: { variable: 'HTTP_PROXY', ...PROXY },
  noProxy: { variable: 'NO_PROXY', fallback: '', rule: 'hosts, separated by commas; * for all', read: hosts, lowerCase: true },
  tracesEndpoint: { variable: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', ...COLLECTOR },
  telemetryEndpoint: { variable: 'OTEL_EXPORTER_OTLP_ENDPOINT', ...COLLECTOR },
  tracesSampler: {
    variable: 'OTEL_TRACES_SAMPLER',
    fallback: '',
    rule: 'always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off or parentbased_traceidratio',
    read: (text) => (text === '' ? null : SAMPLERS.find((name) => name === text)),
  },
  spansPerExport: {
    variable: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
    fallback: '512',
    rule: 'a whole number from 1 to 65536',
    read: wholeNumber(1, 65_536),
  },
  maxSpansWaiting: {
    variable: 'OTEL_BSP_MAX_QUEUE_SIZE',
    fallback: '2048',
    rule: 'a whole number from 1 to 1048576',
    read: wholeNumber(1, 1_048_576),
  },
  spanDelayMs: countOption('OTEL_BSP_SCHEDULE_DELAY', '5000', 1, 3_600_000),
  host: {
    variable: 'HOST',
    fallback: '127.0.0.1',
    rule: 'a host name or an address',
    read: (text) => (/^[A-Za-z0-9_.:%-]+$/.test(text) ? text : undefined),
  },
  port: { variable: 'PORT', fallback: '4000', rule: 'a whole number from 0 to 65535', read: wholeNumber(0, 65_535) },
  adminPort: {
    variable: 'ADMIN_PORT',
    fallback: '',
    rule: 'a whole number from 0 to 65535',
    read: (text) => (text === '' ? null : wholeNumber(0, 65_535)(text)),
  },
  basePath: {
    variable: 'BASE_PATH',
    fallback: '',
    rule: 'a path such as /reports',
    read: basePath,
  },
  typePrefix: {
    variable: 'TYPE_PREFIX',
    fallback: '',
    rule: 'a GraphQL name of up to 64 characters, not starting with __',
    read: (text) => (text === '' || /^(?!__)[A-Za-z_]\w{0,63}$/.test(text) ? text : undefined),
  },
  deadlineMs: { variable: 'DEADLINE_MS', fallback: '25000', rule: 'a whole number from 100 to 600000', read: wholeNumber(100, 600_000) },
  breakerResetMs: countOption('BREAKER_RESET_MS', '30000', 10, 3_600_000),
  maxSockets: { variable: 'MAX_SOCKETS', fallback: '64', rule: 'a whole number from 1 to 1024', read: wholeNumber(1, 1_024) },
  maxPerCaller: { variable: 'MAX_PER_CALLER', fallback: '16', rule: 'a whole number from 1 to 1024', read: wholeNumber(1, 1_024) },
  maxWaiting: { variable: 'MAX_WAITING', fallback: '256', rule: 'a whole number from 1 to 100000', read: wholeNumber(1, 100_000) },
  maxAliases: { variable: 'MAX_ALIASES', fallback: '60', rule: 'a whole number from 0 to 10000', read: wholeNumber(0, 10_000) },
  maxReports: { variable: 'MAX_REPORTS', fallback: '30', rule: 'a whole number from 1 to 200', read: wholeNumber(1, 200) },
  maxRows: { variable: 'MAX_ROWS', fallback: '200000', rule: 'a whole number from 1 to 10000000', read: wholeNumber(1, 10_000_000) },
  maxAnswerBytes: countOption('MAX_ANSWER_BYTES', '268435456', 1_048_576, 68_719_476_736),
  maxAnswerBytesPerCaller: countOption('MAX_ANSWER_BYTES_PER_CALLER', '134217728', 1_048_576, 68_719_476_736),
  logLevel: {
    variable: 'LOG_LEVEL',
    fallback: 'info',
    rule: 'trace, debug, info, warn, error, fatal or silent',
    read: choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  introspection: {
    variable: 'INTROSPECTION',
    fallback: 'credential',
    rule: 'credential, open or off',
    read: choice('credential', 'open', 'off'),
  },
  subgraph: { variable: 'SUBGRAPH', fallback: 'on', rule: 'on, credential or off', read: choice('on', 'credential', 'off') },
  corsOrigins: {
    variable: 'CORS_ORIGINS',
    fallback: '',
    rule: 'origins such as https://app.example.com, separated by commas',
    read: origins,
  },
  corsHeaders: { variable: 'CORS_HEADERS', fallback: '', rule: 'names of request headers, separated by commas', read: headerNames },
  maxBodyBytes: countOption('MAX_BODY_BYTES', '262144', 1_024, 16_777_216),
  maxConnections: countOption('MAX_CONNECTIONS', '4096', 1, 100_000),
  writeTimeoutMs: countOption('WRITE_TIMEOUT_MS', '30000', 100, 600_000),
  keepAliveMs: { variable: 'KEEP_ALIVE_MS', fallback: '65000', rule: 'a whole number from 0 to 600000', read: wholeNumber(0, 600_000) },
  drainDelayMs: { variable: 'DRAIN_DELAY_MS', fallback: '0', rule: 'a whole number from 0 to 600000', read: wholeNumber(0, 600_000) },
  explain: { variable: 'EXPLAIN', fallback: 'on', rule: 'on or off', read: onOff },
  propagateTrace: { variable: 'PROPAGATE_TRACE', fallback: 'off', rule: 'on or off', read: onOff },
  upstreamMessages: { variable: 'UPSTREAM_MESSAGES', fallback: 'off', rule: 'on or off', read: onOff },
  callerLogSecret: {
    variable: 'CALLER_LOG_SECRET',
    fallback: '',
    rule: 'a secret of 16 characters or more',
    read: (text) => (text === '' ? null : text.length >= 16 ? text : undefined),
    secret: true,
  },
  catalogue: { variable: 'CATALOGUE', fallback: '', rule: 'the path of a JSON file', read: (text) => (text === '' ? null : text) },
  documents: { variable: 'DOCUMENTS', fallback: '', rule: 'paths of manifests or folders, separated by commas', read: paths },
  documentsMode: {
    variable: 'DOCUMENTS_MODE',
    fallback: 'require',
    rule: 'log, safelist or require',
    read: choice('log', 'safelist', 'require'),
  },
  graphiql: { variable: 'GRAPHIQL', fallback: 'off', rule: 'on or off', read: onOff },
  compression: { variable: 'COMPRESSION', fallback: 'on', rule: 'on or off', read: onOff },
  workers: {
    variable: 'WORKERS',
    fallback: '1',
    rule: 'auto, or a whole number from 1 to 128',
    read: (text) => (text === 'auto' ? text : wholeNumber(1, 128)(text)),
  },
  cache: { variable: 'CACHE', fallback: 'off', rule: 'off, memory, or a redis:// or rediss:// URL', read: cachePlace },
  cacheBytes: countOption('CACHE_BYTES', '67108864', 0, 68_719_476_736),
  cacheClosedSeconds: seconds('CACHE_CLOSED_SECONDS', '3600'),
  cacheOpenSeconds: seconds('CACHE_OPEN_SECONDS', '15'),
  cacheListsSeconds: seconds('CACHE_LISTS_SECONDS', '60'),
  cacheStaleSeconds: seconds('CACHE_STALE_SECONDS', '0'),
  maxSocketsAll: optionalBound('MAX_SOCKETS_ALL'),
  maxPerCallerAll: optionalBound('MAX_PER_CALLER_ALL'),
  cacheSecret: {
    variable: 'CACHE_SECRET',
    fallback: '',
    rule: 'one or two secrets of 32 characters or more, separated by a comma',
    read: secrets,
    secret: true,
  },
} as const satisfies { readonly [K in keyof Config]: Option<Config[K]> };

/** Reads the configuration from the environment. Throws a `ConfigError`. */
export function readConfig(environment: Environment): Config {
  const read = <K extends keyof Config>(key: K): Config[K] => {
    // The table is checked against Config[K] by `satisfies`; indexing it by a type parameter loses that pairing.
    const option = OPTIONS[key] as Option<Config[K]>;
    const given = (option.lowerCase === true ? environment[option.variable.toLowerCase()] : undefined) ?? environment[option.variable];
    const text = given === undefined || given === '' ? option.fallback : given;
    const value = option.read(text);
    if (value === undefined)
      throw new ConfigError(
        `${option.variable} must be ${option.rule}${option.secret === true ? '' : `, but got: ${JSON.stringify(withoutSecrets(text)).slice(0, 64)}`}`,
      );
    return value;
  };
  if (read('adminPort') === read('port') && read('port') !== 0) throw new ConfigError('ADMIN_PORT must be another port than PORT');
  if (environment[OPTIONS.documentsMode.variable] && read('documents').length === 0)
    throw new ConfigError('DOCUMENTS_MODE needs DOCUMENTS: without trusted documents there is nothing to compare a document with');
  if (read('cache').startsWith('redis') && read('cacheSecret').length === 0)
    throw new ConfigError('CACHE_SECRET must be set with a CACHE in Redis: what is kept there is sealed under it');
  const given = Object.fromEntries(keysOf(OPTIONS).map((key) => [key, read(key)]));
  // Every key of OPTIONS is one of Config, and the other way round.
  const config = given as { readonly [K in keyof Config]: Config[K] };
  return Object.freeze<Config>({ ...config, reportsUrlApiKey: config.reportsUrlApiKey || defaultApiKeyBase(config.reportsUrl) });
}

/** The keys of the table, as what they are. */
function keysOf(options: typeof OPTIONS): readonly (keyof Config)[] {
  return Object.keys(options) as (keyof Config)[]; // a literal has no keys that its type lacks
}
