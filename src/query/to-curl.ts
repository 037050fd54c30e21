/** An upstream URL as a command line, to try a question outside the gateway. */

/**
 * A POSIX shell command, to be copied as it stands once the credential is filled in. `--globoff`, since curl would read the brackets of
 * parameter names as ranges.
 */
export function toCurl(url: string): string {
  return `curl --globoff --user 'USER:PASSWORD' ${shellQuoted(url)}`;
}

/** Within single quotes a shell reads every character as itself; a single quote ends them, and is written outside. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
