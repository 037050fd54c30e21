/**
 * Who runs which code block: a test that has its page for a subject, nobody, for a reason, or else code-blocks.test.ts.
 *
 * A block takes what follows it under the same heading: an operation its variables, if it declares some, and its answer; a command its
 * answer; a module what it prints; a URL its translation.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { blocksIn, type Block } from './blocks.js';

interface Covered {
  readonly page: string;
  readonly languages: readonly string[];
  readonly test: string;
  /** How many they are, for tests that take the first of each language. */
  readonly count?: number;
}

/** Blocks that other tests run, by page. */
export const RUN_ELSEWHERE: readonly Covered[] = [
  { page: 'README.md', languages: ['graphql', 'json', ''], test: 'test/docs/readme.test.ts', count: 3 },
  {
    page: 'docs/adding-a-report.md',
    languages: ['ts', 'graphql', 'json', 'text'],
    test: 'test/schema/adding-a-report.test.ts',
    count: 5,
  },
  { page: 'docs/clients.md', languages: ['ts'], test: 'test/docs/clients.test.ts' },
  { page: 'docs/comparison.md', languages: ['graphql', 'json'], test: 'test/docs/comparison.test.ts' },
  { page: 'docs/from-rest.md', languages: ['sh', 'json', 'graphql', 'url', 'text'], test: 'test/docs/from-rest.test.ts' },
  { page: 'docs/partial-answers.md', languages: ['json'], test: 'test/docs/partial-answers.test.ts', count: 1 },
  { page: 'docs/trusted-documents.md', languages: ['text'], test: 'test/documents/check.test.ts', count: 1 },
  { page: 'docs/reports.md', languages: ['graphql'], test: 'test/schema/report-docs.test.ts' },
];

interface NotRun {
  readonly page: string;
  readonly heading: string;
  readonly language: string;
  readonly reason: string;
}

/** Blocks that nobody runs. They are parsed, where their language has a grammar. */
export const NOT_RUN: readonly NotRun[] = [
  { page: 'docs/design.md', heading: 'How an operation is answered', language: '', reason: 'a drawing' },
  ...['Apollo Router', 'Cosmo Router', 'Hive Router'].map((heading) => ({
    page: 'docs/federation.md',
    heading,
    language: 'yaml',
    reason: 'settings of a router that is no npm package',
  })),
  {
    page: 'docs/federation.md',
    heading: 'Hive Gateway',
    language: 'ts',
    reason: 'its package has 511 MB; examples/supergraph/router.ts has the same rule',
  },
];

/** A block with what it took of the blocks after it. */
export interface Step {
  readonly page: string;
  readonly block: Block;
  readonly variables: Block | undefined;
  readonly outcome: Block | undefined;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where installed and built files are. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'dist', 'built', 'coverage']);
const OUTCOMES: Readonly<Record<string, readonly string[]>> = { graphql: ['json'], sh: ['json', 'text'], ts: ['text'], url: ['graphql'] };

/** Every page of the project, by its path from the root. */
export const pages: readonly string[] = markdownBelow('');

/** What is left to code-blocks.test.ts, in the order of the pages. */
export const steps: readonly Step[] = pages.flatMap((page) => stepsOf(page, blocksIn(page)));

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : markdownBelow(place);
    return entry.name.endsWith('.md') ? [place] : [];
  });
}

function stepsOf(page: string, blocks: readonly Block[]): readonly Step[] {
  const left = blocks.filter((block) => !isElsewhere(page, block) && !isListed(page, block));
  const found: Step[] = [];
  for (let block = left.shift(); block !== undefined; block = left.shift()) {
    const { heading } = block;
    const take = (...languages: readonly string[]) =>
      left[0] && languages.includes(left[0].language) && left[0].heading === heading ? left.shift() : undefined;
    const variables = operations(block).some(({ variableDefinitions = [] }) => variableDefinitions.length > 0) ? take('json') : undefined;
    found.push({ page, block, variables, outcome: take(...(OUTCOMES[block.language] ?? [])) });
  }
  return found;
}

/** The operations of a block; none where it is no GraphQL, or defines types. */
export function operations({ language, text }: Block): readonly OperationDefinitionNode[] {
  if (language !== 'graphql') return [];
  return parse(text).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

function isElsewhere(page: string, { language }: Block): boolean {
  return RUN_ELSEWHERE.some((row) => row.page === page && row.languages.includes(language));
}

function isListed(page: string, { heading, language }: Block): boolean {
  return NOT_RUN.some((row) => row.page === page && row.heading === heading && row.language === language);
}
