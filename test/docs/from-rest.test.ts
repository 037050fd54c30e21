/** docs/from-rest.md: every block says what is so. */
import { beforeEach, describe, expect, it, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse, print } from 'graphql';
import { translate } from '../from-url/asked-again.js';
import { runningGateway } from '../support/running-gateway.js';
import { blocksOf, type Block } from './blocks.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const blocks = blocksOf('from-rest.md');
const after = (block: Block, distance: number): Block | undefined => blocks[blocks.indexOf(block) + distance];
const inLanguage = (language: string) =>
  blocks.filter((block) => block.language === language).map((block) => [block.heading, block] as const);
const read = (block: Block | undefined): Record<string, unknown> => (block?.language === 'json' ? JSON.parse(block.text) : {});
const plain = (document: string) => print(parse(document));

const urls = inLanguage('url');
const translated = urls.filter(([, block]) => after(block, 1)?.language === 'graphql');
const refused = urls.filter(([, block]) => after(block, 1)?.language === 'text');

describe('docs/from-rest.md', () => {
  it('has no block that is not run', () => {
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh', 'json', 'graphql', 'url', 'text']));
    expect(translated.length + refused.length).toBe(urls.length);
    expect(translated.length).toBeGreaterThan(10);
    expect(refused.length).toBeGreaterThan(4);
  });

  test.each(translated)('%s: the operation and its variables are the translation of the URL', (_, block) => {
    const { query, variables } = translate(block.text);
    expect(plain(query)).toBe(plain(after(block, 1)?.text ?? ''));
    expect(variables).toEqual(read(after(block, 2)));
  });

  test.each(refused)('%s: the sentence is the refusal of the URL', (_, block) => {
    expect(() => translate(block.text)).toThrow(new Error(after(block, 1)?.text));
  });

  test.each(inLanguage('sh'))('%s: the command prints what follows it', async (_, block) => {
    const { stdout } = await promisify(execFile)('sh', ['-c', block.text], { cwd: root });
    const expected = after(block, 1);
    if (expected?.language === 'json') expect(JSON.parse(stdout)).toEqual(JSON.parse(expected.text));
    else {
      expect(plain(stdout)).toBe(plain(expected?.text ?? ''));
      expect(stdout.split('\n').filter((line) => line.startsWith('#'))).toEqual(
        expected?.text.split('\n').filter((line) => line.startsWith('#')),
      );
    }
  });

  describe('over HTTP', () => {
    const { gateway, upstream } = runningGateway();
    beforeEach(() => upstream.clear());

    test.each(inLanguage('graphql'))('%s: the operation is answered', async (_, block) => {
      const comments = block.text.split('\n').flatMap((line) => (line.startsWith('# ') ? [line.slice(2)] : []));
      const variables = comments.length > 0 ? JSON.parse(comments.join('\n').replace('variables: ', '')) : read(after(block, 1));
      const { body } = await gateway.ask(block.text, variables);
      expect(body.errors).toBeUndefined();
      const sendsNothing = /operationFromUrl|curl/.test(block.text);
      expect(upstream.requests.length).toBe(sendsNothing ? 0 : 1);
    });
  });
});
