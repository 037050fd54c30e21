/**
 * A failure as a log may show it: classes and codes, never text.
 *
 * Errors of sockets and parsers hold hosts, ports, and raw bytes of a reply, which may echo a credential. Their messages are therefore
 * never logged; their names and codes, which come from the runtime and not from the wire, say enough.
 */
const CHAIN = 4;
const NAME = /^[A-Za-z][A-Za-z0-9]{0,60}$/;
const CODE = /^[A-Z][A-Z0-9_]{0,60}$/;
const FINGERPRINT = /^(?:[0-9A-F]{2}:){19,31}[0-9A-F]{2}$/;

/** "GatewayError UPSTREAM_UNREACHABLE < Error ECONNREFUSED": names and codes along the causes, and a refused certificate's fingerprint. */
export function safeCause(error: unknown): string {
  const parts: string[] = [];
  for (let link: unknown = error; link !== undefined && link !== null && parts.length < CHAIN; link = property(link, 'cause')) {
    parts.push(describe(link));
  }
  return parts.join(' < ');
}

/** The name and the code of whatever was thrown, as far as they look like such. */
export function labelsOf(error: unknown): { readonly name: string | undefined; readonly code: string | undefined } {
  return { name: matching(property(error, 'name'), NAME), code: matching(property(error, 'code'), CODE) };
}

/** An error that is safe to keep as a `cause`: it has the name, code and stack of none but itself, and `safeCause` of the original as its message. */
export function redacted(error: unknown): Error {
  const safe = new Error(safeCause(error));
  const { name, code } = labelsOf(error);
  safe.name = name ?? 'Error';
  if (code !== undefined) Object.assign(safe, { code });
  delete safe.stack;
  return safe;
}

function describe(link: unknown): string {
  const { name = typeof link, code } = labelsOf(link);
  const fingerprint = matching(property(property(link, 'cert'), 'fingerprint256'), FINGERPRINT);
  return [name, code, fingerprint].filter((part) => part !== undefined).join(' ');
}

function property(of: unknown, key: string): unknown {
  // A boundary: what is thrown may be anything.
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[key] : undefined;
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
