/** The catalogue that the gateway runs with: the built-in one, corrected by the JSON file that CATALOGUE names. */
import { readFileSync } from 'node:fs';
import { DefinitionError } from '../schema/definition-error.js';
import { applyOverlay } from '../schema/overlay.js';
import type { Catalogue } from '../schema/report.js';
import { ConfigError } from './config.js';

/** The largest overlay that is read, in bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Applies the overlay at `path`, if there is one. Throws a `ConfigError` that says what is wrong with the file, and where. */
export function loadCatalogue(catalogue: Catalogue, path: string | null): Catalogue {
  if (path === null) return catalogue;
  const overlay = parseOverlay(readOverlay(path), path);
  try {
    return applyOverlay(catalogue, overlay);
  } catch (error) {
    if (error instanceof DefinitionError) throw new ConfigError(`CATALOGUE ${error.message}`, { cause: error });
    throw error;
  }
}

function readOverlay(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'it cannot be read';
    throw new ConfigError(`CATALOGUE must be the path of a JSON file, but got: ${JSON.stringify(path)} (${code})`, { cause: error });
  }
  if (bytes.length > MAX_BYTES) throw new ConfigError(`CATALOGUE ${path} must hold at most ${MAX_BYTES} bytes, but got: ${bytes.length}`);
  // Editors of some systems put a byte order mark first, which JSON does not know.
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function parseOverlay(text: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const found = /position (\d+)/.exec(String(error))?.[1];
    throw new ConfigError(
      `CATALOGUE ${path} must be JSON, but is none at ${positionOf(text, found === undefined ? text.length : Number(found))}`,
      {
        cause: error,
      },
    );
  }
  const twice = repeatedKey(text);
  if (twice)
    throw new ConfigError(`CATALOGUE ${path} must name a key once, but got: ${twice.key} again at ${positionOf(text, twice.index)}`);
  return value;
}

const positionOf = (text: string, index: number): string => {
  const lines = text.slice(0, index).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
};

/** The first key that an object of a JSON text names twice: the platform's parser takes the last of them, silently. */
function repeatedKey(text: string): { readonly key: string; readonly index: number } | null {
  const open: Set<string>[] = [];
  for (const { 0: token, 1: string, index } of text.matchAll(/("(?:[^"\\]|\\.)*")(?:\s*:)?|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (string !== undefined && token.endsWith(':')) {
      const keys = open.at(-1);
      const key = String(JSON.parse(string));
      if (keys?.has(key)) return { key: string, index };
      keys?.add(key);
    }
  }
  return null;
}
