/** An upstream URL as a command line, to try a question outside the gateway. */

/** `basic`: a user name and password. `apikey`: a key. */
export type CurlCredential = 'basic' | 'apikey';

const PLACEHOLDERS: Readonly<Record<CurlCredential, string>> = {
  basic: "--user 'USER:PASSWORD'",
  apikey: "--header 'Authorization: ApiKey KEY'",
};

/**
 * A POSIX shell command, to be copied as it stands once the credential is filled in. `--globoff`, since curl would read the brackets of
 * parameter names as ranges.
 */
export function toCurl(url: string, credential: CurlCredential = 'basic'): string {
  return `curl --globoff ${PLACEHOLDERS[credential]} ${shellQuoted(url)}`;
}

/** Within single quotes a shell reads every character as itself; a single quote ends them, and is written outside. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
