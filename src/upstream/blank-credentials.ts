/**
 * Takes credentials out of a text that may repeat them: an API may quote the credential that it refuses.
 */

/** What stands in place of a credential. */
const BLANK = '…';
/** A user, a password, or the begin of a credential with fewer characters is part of too many words. */
const LEAST = 4;

/**
 * The text without these Authorization headers, in any letter case: the whole value, what follows its scheme, and of Basic also the decoded
 * pair, the user and the password, each as it is and as URLs and forms hold it. A text that was cut may end within one of them; that part is taken out, too.
 */
export function blankCredentials(text: string, headers: readonly string[]): string {
  const tokens = headers.flatMap(tokensOf).flatMap(spellingsOf);
  const secrets = [...new Set([...headers, ...tokens])].filter((secret) => secret !== '').sort((one, other) => other.length - one.length);
  if (secrets.length === 0) return text;
  const begun = Math.max(0, ...tokens.map((token) => begunAtEnd(text, token)));
  const uncut = begun > 0 ? text.slice(0, -begun) + BLANK : text;
  return uncut.replace(new RegExp(secrets.map(literally).join('|'), 'giu'), BLANK);
}

/** All texts that a header gives away, the header apart. */
function tokensOf(header: string): readonly string[] {
  const [scheme = '', ...rest] = header.trim().split(/[ \t]+/);
  const token = rest.join(' ');
  if (scheme.toLowerCase() !== 'basic') return [token];
  const bytes = Buffer.from(token, 'base64');
  // Its padding and unused bits may be written in other ways, its bytes be read in either charset.
  return [
    token,
    withoutPadding(token),
    withoutPadding(bytes.toString('base64')),
    ...(['utf8', 'latin1'] as const).flatMap((charset) => partsOf(bytes.toString(charset))),
  ];
}

/** A text as it is, in a URL, and in a form. */
function spellingsOf(text: string): readonly string[] {
  const encoded = encodeURIComponent(text);
  return [text, encoded, encoded.replaceAll('%20', '+')];
}

function withoutPadding(token: string): string {
  return token.replace(/={1,2}$/, '');
}

function partsOf(pair: string): readonly string[] {
  const colon = pair.indexOf(':');
  return [pair, ...[pair.slice(0, Math.max(colon, 0)), pair.slice(colon + 1)].filter(({ length }) => length >= LEAST)];
}

/** How many characters at the text's end are a secret, or begin it; 0 where there are too few to tell. */
function begunAtEnd(text: string, secret: string): number {
  const [end, begin] = [text.toLowerCase(), secret.toLowerCase()];
  for (let length = Math.min(begin.length, end.length); length >= LEAST; length -= 1)
    if (end.endsWith(begin.slice(0, length))) return length;
  return 0;
}

function literally(text: string): string {
  return text.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&');
}
