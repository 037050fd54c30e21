/** What a block of shell would run: the shell itself reads the block, and every command in it is a recorder. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Command {
  readonly name: string;
  readonly words: readonly string[];
  /** The directory in which it would run. */
  readonly directory: string;
}

const END = '\u0001';

/**
 * Reads a block without running any of it but `cd`. `names` are the commands that may stand there; the shell finds no others, and fails.
 */
export async function shellCommands(text: string, names: readonly string[], directory: string): Promise<readonly Command[]> {
  const recorders = names.map((name) => `${name}() { printf '%s\\0' ${name} "$PWD" "$@"; printf '\\001\\0'; }`);
  const { stdout } = await promisify(execFile)('/bin/sh', ['-e', '-c', `${recorders.join('\n')}\n${text}`], {
    cwd: directory,
    env: { PATH: '/nonexistent' },
  });
  const commands: Command[] = [];
  let words: string[] = [];
  for (const word of stdout.split('\0').slice(0, -1)) {
    if (word !== END) words.push(word);
    else {
      const [name = '', place = '', ...rest] = words;
      commands.push({ name, directory: place, words: rest });
      words = [];
    }
  }
  return commands;
}

/** The request that a curl command line makes. Fails on an option that it does not know. */
export function curlRequest(words: readonly string[]): { readonly url: string; readonly init: RequestInit } {
  const headers = new Headers();
  let url = '';
  let body: string | null = null;
  const options: Readonly<Record<string, (value: string) => void>> = {
    '-H': (value) => headers.set(value.slice(0, value.indexOf(':')), value.slice(value.indexOf(':') + 1).trim()),
    '-u': (value) => headers.set('authorization', `Basic ${Buffer.from(value).toString('base64')}`),
    '-d': (value) => (body = value),
  };
  const flags: ReadonlySet<string> = new Set(['-s', '-g', '-N']);
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const take = options[word];
    if (take) take(left.shift() ?? '');
    else if (word.startsWith('-')) {
      if (!flags.has(word)) throw new Error(`curl ${word} is not known here.`);
    } else url = word;
  }
  return { url, init: body === null ? { headers } : { method: 'POST', headers, body } };
}
