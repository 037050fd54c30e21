/** docs/clients.md: its TypeScript is that of examples/clients, which is compiled and run by its own tests. */
import { describe, expect, it, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { blocksOf } from './blocks.js';

const examples = new URL('../../examples/clients/', import.meta.url);
const files = ['', 'src/', 'test/'].flatMap((folder) =>
  readdirSync(new URL(folder, examples))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => folder + file),
);
const withoutBlanks = (text: string) => text.replace(/\s+/g, '');
const sources = files.map((file) => withoutBlanks(readFileSync(new URL(file, examples), 'utf8')));
const blocks = blocksOf('clients.md');
const excerpts = blocks.filter(({ language }) => language === 'ts').map(({ heading, text }) => [heading, text] as const);

describe('docs/clients.md', () => {
  it('shows each recipe', () => {
    expect(new Set(excerpts.map(([heading]) => heading))).toEqual(
      new Set([
        'Types',
        'What a cache may know by its key',
        'Pages',
        'Apollo Client',
        'urql',
        'TanStack Query',
        'Relay, with `@defer` by meros',
        '`@defer` in Apollo Client',
        'A table whose user chooses',
        'A download button',
        'Custom metrics',
      ]),
    );
  });

  test.each(excerpts)('%s: the block stands in the package as it is', (_, text) => {
    expect(sources.some((source) => source.includes(withoutBlanks(text)))).toBe(true);
  });

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', examples), 'utf8')) as { scripts: Record<string, string> };
    const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n'));
    expect(commands).toEqual(['npm ci', 'npm --prefix examples/clients ci', 'npm --prefix examples/clients test']);
    expect(scripts['test']).toBeDefined();
  });
});
