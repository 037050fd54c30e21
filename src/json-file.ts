/** JSON files that an operator hands over: read with a bound, and refused with the place where they are no JSON. */
import { readFileSync } from 'node:fs';
import { ConfigError } from './config.js';

export interface JsonFileOptions {
  /** The option that names the file, for messages. */
  readonly option: string;
  /** The largest file that is read, in bytes. */
  readonly maxBytes: number;
}

/** The value of a JSON file. Throws a `ConfigError` that says what is wrong with it, and where. */
export function readJsonFile(path: string, { option, maxBytes }: JsonFileOptions): unknown {
  return parseJson(readTextFile(path, { option, maxBytes, rule: 'the path of a JSON file' }), `${option} ${path}`);
}

/** The text of a file in UTF-8. `rule`: what the option must be. Throws a `ConfigError`. */
export function readTextFile(path: string, { option, maxBytes, rule }: JsonFileOptions & { readonly rule: string }): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'cannot be read';
    throw new ConfigError(`${option} must be ${rule}, but got: ${JSON.stringify(path)} (${code})`, { cause: error });
  }
  if (bytes.length > maxBytes) throw new ConfigError(`${option} ${path} must hold at most ${maxBytes} bytes, but got: ${bytes.length}`);
  // Editors of some systems put a byte order mark first, which JSON does not know.
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function parseJson(text: string, file: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const found = /position (\d+)/.exec(String(error))?.[1];
    const place = positionOf(text, found === undefined ? text.length : Number(found));
    throw new ConfigError(`${file} is not valid JSON (${place})`, { cause: error });
  }
  const twice = repeatedKey(text);
  if (twice) throw new ConfigError(`${file} must not repeat a key, but got: ${twice.key} again at ${positionOf(text, twice.index)}`);
  return value;
}

const positionOf = (text: string, index: number): string => {
  const lines = text.slice(0, index).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
};

/** The first key that an object of a JSON text names twice: the platform's parser takes the last of them, silently. */
function repeatedKey(text: string): { readonly key: string; readonly index: number } | null {
  const open: Set<string>[] = [];
  for (const { 0: token, 1: string, index } of text.matchAll(/("(?:[^"\\]|\\.)*(?:"|\\?$))(?:\s*:)?|[{}]/gs)) {
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
