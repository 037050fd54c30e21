/**
 * Every code block of every page is run: here, or where `steps.ts` says. An answer that shows errors is a refusal; an operation without
 * an answer has to succeed.
 */
import { describe, expect, it, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@theguild/federation-composition';
import { buildClientSchema, getIntrospectionQuery, parse, print, type IntrospectionQuery } from 'graphql';
import { format } from 'prettier';
import { catalogue } from '../../schema/reports/index.js';
import { loadCatalogue } from '../../src/load-catalogue.js';
import { OPTIONS } from '../../src/config.js';
import { translate } from '../from-url/asked-again.js';
import { createWorld } from '../../sandbox/world.js';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';
import { blocksIn } from './blocks.js';
import { mergedParts } from './merged-parts.js';
import { curlRequest, shellCommands, type Command } from './shell-commands.js';
import { NOT_RUN, operations, pages, RUN_ELSEWHERE, steps, type Step } from './steps.js';
import { compileBlocks, printedBy, syntaxErrors } from './typescript-blocks.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const product = gatewayWithSandbox();

const titled = (some: readonly Step[]) => some.map((step, index) => [`${step.page}, ${step.block.heading} (${index + 1})`, step] as const);
const inLanguage = (...languages: readonly string[]) => titled(steps.filter(({ block }) => languages.includes(block.language)));
const keysOf = ({ block }: Step): readonly string[] => Object.keys(JSON.parse(block.text) as object);
const isWorld = (step: Step) => ['versions', 'triggers', 'unknownNames'].some((key) => keysOf(step).includes(key));
const isOverlay = (step: Step) => keysOf(step).includes('reports') && !isWorld(step);

describe('every block', () => {
  test.each(pages)('%s: is fenced as the others are, and so is read', (page) => {
    const fences = readFileSync(path.join(root, page), 'utf8').match(/^\s*(```|~~~)/gm) ?? [];
    expect(fences).toHaveLength(blocksIn(page).length * 2);
  });

  test('is in a language that is run', () => {
    const left = steps.filter(({ block }) => !['graphql', 'json', 'sh', 'ts', 'yaml', 'url'].includes(block.language));
    expect(left.map(({ page, block }) => `${page}, ${block.heading}: ${block.language}`)).toEqual([]);
  });

  test.each(RUN_ELSEWHERE)('$page: $languages in $test', ({ page, languages, test: file, count }) => {
    expect(readFileSync(path.join(root, file), 'utf8')).toContain(path.basename(page));
    const blocks = blocksIn(page).filter(({ language }) => languages.includes(language));
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(languages));
    if (count !== undefined) expect(blocks).toHaveLength(count);
  });

  test.each(NOT_RUN)('$page, $heading: not run, $reason', async ({ page, heading, language }) => {
    const found = blocksIn(page).filter((block) => block.heading === heading && block.language === language);
    expect(found).toHaveLength(1);
    const [{ text } = { text: '' }] = found;
    if (language === 'yaml') await expect(format(text, { parser: 'yaml' })).resolves.toBeTruthy();
    if (language === 'ts') expect(syntaxErrors(text)).toEqual([]);
  });
});

describe('operations', () => {
  const asking = inLanguage('graphql').filter(([, { block }]) => operations(block).length > 0);
  test.each(asking)('%s', async (_, { block, variables, outcome }) => {
    const asked = variables ? (JSON.parse(variables.text) as Readonly<Record<string, unknown>>) : undefined;
    const { text, body } = await product.gateway().ask(block.text, asked);
    if (outcome) expect(comparable(text)).toEqual(comparable(outcome.text));
    else expect(body.errors).toBeUndefined();
    expect(outcome ?? body.data).toBeTruthy();
  });

  const definitions = inLanguage('graphql').filter(([, { block }]) => operations(block).length === 0);
  test.each(definitions)('%s: composes with the subgraph', (_, { block }) => {
    const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
    const subgraph = readFileSync(path.join(root, 'schema/subgraph.graphql'), 'utf8');
    const { errors } = composeServices([
      { name: 'reports', typeDefs: parse(subgraph) },
      { name: 'other', typeDefs: parse(`${link}\n${block.text}\ntype Query { other: ID }`) },
    ]);
    expect(errors ?? []).toEqual([]);
  });
});

describe('commands', () => {
  const CHECKS: Readonly<Record<string, (command: Command) => void>> = {
    npm: ({ words, directory }) => expect(scriptOf(words, directory)).toBeDefined(),
    cp: ({ words: [source = ''], directory }) => expect(existsSync(path.join(directory, source))).toBe(true),
    docker: ({ words: [verb = ''], directory }) => {
      expect(['build', 'run']).toContain(verb);
      expect(existsSync(path.join(directory, 'Dockerfile'))).toBe(true);
    },
    curl: ({ words }) => expect(URL.canParse(curlRequest(words).url)).toBe(true),
  };

  test.each(inLanguage('sh'))('%s', async (_, { block, outcome }) => {
    const commands = await shellCommands(block.text, Object.keys(CHECKS), root);
    expect(commands).not.toEqual([]);
    for (const command of commands) CHECKS[command.name]?.(command);
    expect([...block.text.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name).filter((name) => !OPTION_NAMES.has(name ?? ''))).toEqual([]);
    const replies = await Promise.all(commands.filter(({ name }) => name === 'curl').map(answerTo));
    for (const { status } of replies) expect(status).toBe(200);
    if (outcome) expect(comparable(replies.at(-1)?.text ?? '')).toEqual(comparable(outcome.text));
  });
});

describe('TypeScript', () => {
  const modules = inLanguage('ts');
  it('compiles', () => {
    expect(compileBlocks(modules.map(([, { block }]) => block.text))).toEqual([]);
  });

  test.each(modules.filter(([, { outcome }]) => outcome))('%s: prints what is shown', async (_, { block, outcome }) => {
    expect(await printedBy(localised(block.text))).toBe(outcome?.text);
  });
});

describe('JSON', () => {
  const alone = inLanguage('json');
  test.each(alone.filter(([, step]) => isWorld(step)))('%s: the sandbox plays the world', (_, { block }) => {
    expect(createWorld(catalogue, JSON.parse(block.text)).reports.size).toBe(catalogue.size);
  });

  test.each(alone.filter(([, step]) => isOverlay(step)))('%s: the overlay is taken', (_, { block }) => {
    const directory = mkdtempSync(path.join(tmpdir(), 'overlay-'));
    writeFileSync(path.join(directory, 'catalogue.json'), block.text);
    try {
      const { reports } = JSON.parse(block.text) as { readonly reports: object };
      expect([...loadCatalogue(catalogue, path.join(directory, 'catalogue.json')).keys()]).toEqual(
        expect.arrayContaining(Object.keys(reports)),
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test.each(alone.filter(([, step]) => !isOverlay(step) && !isWorld(step)))('%s: is a line of the log', async (_, { block }) => {
    await product.gateway().ask('query LongCalls { installation(igrp: 1) { goals { rowCount } } }');
    const line = product.gateway().logged.findLast(({ msg }) => msg === 'request') ?? {};
    expect(Object.entries(JSON.parse(block.text) as object).map(([key, value]) => [key, typeof value])).toEqual(
      Object.entries(line).map(([key, value]) => [key, key === 'time' ? 'string' : typeof value]),
    );
  });
});

describe('YAML', () => {
  const RUNS: Readonly<Record<string, (text: string) => Promise<void>>> = {
    async Completion(text) {
      const [, authorization = ''] = /Authorization: (.*)/.exec(text) ?? [];
      const [, url = ''] = /(http\S+):$/m.exec(text) ?? [];
      const response = await fetch(localised(url), {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ query: getIntrospectionQuery() }),
      });
      const { data } = (await response.json()) as { readonly data: IntrospectionQuery };
      expect(buildClientSchema(data).getType('Trigger')).toBeDefined();
    },
    async Health(text) {
      const paths = [...text.matchAll(/path: (\S+)/g)].map(([, page]) => page ?? '');
      expect(paths).toHaveLength(2);
      for (const page of paths) expect((await fetch(product.gateway().origin + page)).status).toBe(200);
    },
    async Metrics(text) {
      const told = await metrics();
      const named = text.match(/reports_gateway_\w+/g) ?? [];
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((name) => !told.includes(`# HELP ${name} `))).toEqual([]);
    },
  };

  test.each(inLanguage('yaml'))('%s', async (_, { block }) => {
    await expect(format(block.text, { parser: 'yaml' })).resolves.toBeTruthy();
    expect(Object.keys(RUNS)).toContain(block.heading);
    await RUNS[block.heading]?.(block.text);
  });
});

describe('URLs', () => {
  const urls = inLanguage('url');
  it('are translated into what follows them', () => {
    for (const [, { block, outcome }] of urls) expect(print(parse(translate(block.text).query))).toBe(print(parse(outcome?.text ?? '')));
    expect(urls.filter(([, { outcome }]) => outcome?.language !== 'graphql')).toEqual([]);
  });
});

test('every metric that a page names is one', async () => {
  const told = await metrics();
  const named = pages.flatMap((page) => readFileSync(path.join(root, page), 'utf8').match(/reports_gateway_\w*[a-z]/g) ?? []);
  const isHistogram = (name: string) => told.includes(`# TYPE ${name} histogram`);
  const isTold = (name: string) => told.includes(`# HELP ${name} `) || isHistogram(name.replace(/_(?:bucket|count|sum)$/, ''));
  expect(named.filter((name) => !isTold(name))).toEqual([]);
});

/** An answer without what differs each time: request ids, how parts were cut, and where the Reports API is. */
function comparable(text: string): unknown {
  const elsewhere = text.replaceAll(product.sandbox().url, OPTIONS.reportsUrl.fallback);
  if (elsewhere.trimStart().startsWith('---')) return mergedParts(elsewhere);
  return JSON.parse(elsewhere, (key, value: unknown) => (key === 'requestId' ? undefined : value));
}

/** The addresses that pages give, as they are while the tests run. */
const localised = (text: string) =>
  text.replaceAll('http://localhost:4000', product.gateway().origin).replaceAll('http://127.0.0.1:4100/reports/v2', product.sandbox().url);

async function answerTo({ words }: Command): Promise<{ readonly status: number; readonly text: string }> {
  const { url, init } = curlRequest(words);
  const response = await fetch(localised(url), init);
  return { status: response.status, text: await response.text() };
}

const metrics = async () => (await fetch(`${product.gateway().origin}/metrics`)).text();

const OPTION_NAMES: ReadonlySet<string> = new Set(Object.values(OPTIONS).map(({ variable }) => variable));

/** What npm would run: a script of the package, or npm's own word. */
function scriptOf(words: readonly string[], directory: string): string | undefined {
  const left = words.filter((word) => word !== '-s');
  const prefix = left[0] === '--prefix' ? left.splice(0, 2)[1] : undefined;
  const file = path.join(directory, prefix ?? '', 'package.json');
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { readonly scripts: Readonly<Record<string, string>> }; // npm's own format
  const [verb = '', name = ''] = left;
  return verb === 'ci' ? verb : scripts[verb === 'run' ? name : verb];
}
