/** How the text of an option is read: each reader returns undefined for a text that breaks its rule. */

/** A whole number within bounds. */
export const wholeNumber = (least: number, most: number) => (text: string) => {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
};
/** One of some words. */
export const choice =
  <T extends string>(...values: readonly T[]) =>
  (text: string) =>
    values.find((value) => value === text);
/** `on` or `off`. */
export const onOff = (text: string) => (text === 'on' ? true : text === 'off' ? false : undefined);
/** An http(s) URL without credentials, query or fragment, without slashes at its end. */
export const url = (text: string) => {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash } = new URL(text);
  if (!/^https?:$/.test(protocol) || username || password || search || hash) return undefined;
  return text.replace(/(?<!\/)\/+$/, '');
};
/** Origins as browsers write them, in a list. */
export const origins = (text: string) => {
  const list = text.split(/[\s,]+/).filter((origin) => origin !== '');
  return list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin && !origin.includes('*')) ? list : undefined;
};

/** Paths of files, in a list. */
export const paths = (text: string) =>
  text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');

/** Names of headers, in a list. */
export const headerNames = (text: string) => {
  const list = text.split(/[\s,]+/).filter((name) => name !== '');
  return list.every((name) => /^[A-Za-z][\w-]{0,63}$/.test(name)) ? list : undefined;
};

/** A path that stands before others: empty, or with a slash at its begin and without one at its end. */
export const basePath = (text: string) =>
  /^(?:\/[\w.-]+)*\/?$/.test(text) && !/\/\.{1,2}(?:\/|$)/.test(text) ? text.replace(/\/$/, '') : undefined;

/** The URL of a proxy, a scheme put before it where it has none; null for an empty text. */
export const proxyUrl = (text: string) => {
  if (text === '') return null;
  const whole = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const { protocol, pathname, search, hash } = new URL(whole);
  return /^https?:$/.test(protocol) && pathname === '/' && search === '' && hash === '' ? whole : undefined;
};

/** Hosts, in a list. */
export const hosts = (text: string) => text.split(/[\s,]+/).filter((host) => host !== '');

/** A value without what a URL may hold of credentials: what stands before an `@`, and a query. */
export function withoutSecrets(text: string): string {
  const host = text.slice(text.lastIndexOf('@') + 1);
  const end = host.search(/[?#]/);
  return `${host.length < text.length ? '…@' : ''}${end === -1 ? host : `${host.slice(0, end)}${host.charAt(end)}…`}`;
}

/** One secret of 32 characters or more, or two while it is changed. */
export const secrets = (text: string): readonly string[] | undefined => {
  const list = text === '' ? [] : text.split(',').map((secret) => secret.trim());
  return list.length <= 2 && list.every((secret) => secret.length >= 32) ? list : undefined;
};

/** Where replies are kept: `off`, `memory`, or the URL of a Redis. */
export const cachePlace = (text: string): string | undefined => {
  if (text === 'off' || text === 'memory') return text;
  return /^rediss?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : undefined;
};

/** A bound that there is only where it is set. */
export const optionalBound = (variable: string) => ({
  variable,
  fallback: '',
  rule: 'a whole number from 1 to 100000',
  read: (text: string) => (text === '' ? null : wholeNumber(1, 100_000)(text)),
});

/** An option of a whole number between two bounds. */
export const countOption = (variable: string, fallback: string, least: number, most: number) => ({
  variable,
  fallback,
  rule: `a whole number from ${least} to ${most}`,
  read: wholeNumber(least, most),
});

/** An option of seconds, up to a week. */
export const seconds = (variable: string, fallback: string) => countOption(variable, fallback, 0, 604_800);
