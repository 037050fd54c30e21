/** Which packages run in production, and which of their licences are permissive. */

/** Licences that ask for no more than to be named. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/**
 * Whether one may take the package under a permissive licence: an SPDX expression of names, OR, AND and brackets. What is no such expression
 * (a file, a missing licence) is not.
 *
 * @param {unknown} expression
 * @returns {boolean}
 */
export function isPermissive(expression) {
  if (typeof expression !== 'string') return false;
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const either = () => {
    let holds = both();
    while (tokens[at] === 'OR') {
      at++;
      const other = both();
      holds = holds || other;
    }
    return holds;
  };
  const both = () => {
    let holds = one();
    while (tokens[at] === 'AND') {
      at++;
      const other = one();
      holds = holds && other;
    }
    return holds;
  };
  const one = () => {
    const token = tokens[at++];
    if (token !== '(') return token !== undefined && PERMISSIVE.has(token);
    const holds = either();
    return tokens[at++] === ')' && holds;
  };
  return either() && at === tokens.length;
}

/**
 * Production packages whose licence is not permissive.
 *
 * @param {{ readonly packages?: Readonly<Record<string, { readonly dev?: boolean, readonly optional?: boolean }>> }} lock package-lock.json
 * @param {(path: string) => { readonly name?: string, readonly version?: string, readonly license?: unknown } | null} manifestOf reads the installed
 *   package.json below that path; null where the package is not installed
 * @returns {{ readonly count: number, readonly refused: readonly string[] }}
 */
export function checkLicences(lock, manifestOf) {
  const refused = [];
  let count = 0;
  for (const [path, entry] of Object.entries(lock.packages ?? {})) {
    if (path === '' || entry.dev === true) continue;
    const manifest = manifestOf(path);
    // An optional package is installed only where the machine can use it.
    if (manifest === null && entry.optional === true) continue;
    count++;
    const { name = path, version = '', license } = manifest ?? {};
    if (manifest === null) refused.push(`${path}: not installed`);
    else if (!isPermissive(license)) refused.push(`${name}@${version}: ${JSON.stringify(license) ?? 'no licence'}`);
  }
  return { count, refused };
}
