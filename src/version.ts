/** What runs: the version of the package and the revision it was built from. */
import { existsSync, readFileSync } from 'node:fs';

export interface Version {
  /** As in package.json. */
  readonly version: string;
  /** The commit it was built from; `unknown` where the build had no repository. */
  readonly revision: string;
}

/** Reads both from the files beside the code: the sources' package.json, or the one above `dist/`. */
export function readVersion(): Version {
  const manifest = nearest(['../package.json', '../../package.json']);
  const built = nearest(['../build.json']);
  return { version: textAt(manifest, 'version') ?? '0.0.0', revision: textAt(built, 'revision') ?? 'unknown' };
}

function nearest(paths: readonly string[]): unknown {
  const file = paths.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
  return file && JSON.parse(readFileSync(file, 'utf8'));
}

function textAt(value: unknown, key: string): string | null {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof found === 'string' ? found : null;
}
