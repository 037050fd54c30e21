/** The code blocks of a page of the documentation, in their order. */
import { readFileSync } from 'node:fs';

export interface Block {
  readonly language: string;
  readonly text: string;
  /** The heading above it, for titles of tests. */
  readonly heading: string;
}

/** Reads the fenced blocks of `docs/<page>`. */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const blocks: Block[] = [];
  let heading = '';
  for (const [, title, language = '', body = ''] of text.matchAll(/^#+ (.*)$|^```(\w*)\n([^]*?)\n```$/gm)) {
    if (title === undefined) blocks.push({ language, text: body, heading });
    else heading = title;
  }
  return blocks;
}
