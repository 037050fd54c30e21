/** The code blocks of a page of the documentation, in their order. */
import { readFileSync } from 'node:fs';

export interface Block {
  readonly language: string;
  readonly text: string;
  /** The heading above it, for titles of tests. */
  readonly heading: string;
}

/** Reads the fenced blocks of `docs/<page>`. */
export const blocksOf = (page: string): readonly Block[] => blocksIn(`docs/${page}`);

/** Reads the fenced blocks of a file, named from the root of the project. */
export function blocksIn(file: string): readonly Block[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const blocks: Block[] = [];
  let heading = '';
  for (const [, title, language = '', body = ''] of text.matchAll(/^#+ (.*)$|^```(\w*)\n([^]*?)\n```$/gm)) {
    if (title === undefined) blocks.push({ language, text: body, heading });
    else heading = title;
  }
  return blocks;
}
