/**
 * `npm run generate` writes every generated file; `npm run generate -- --check` writes nothing and fails where one is out of date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { indexText } from './generate-index.js';
import { kernelText } from './generate-kernel.js';
import { schemaText } from './print-schema.js';
import { subgraphSdl } from './print-subgraph.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const checking = process.argv.includes('--check');
const stale: string[] = [];

function put(file: string, text: string): void {
  const target = path.join(root, file);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return;
  stale.push(file);
  if (checking) return;
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** The text as `npm run format` would leave it. */
async function formatted(text: string, parser: 'json' | 'markdown'): Promise<string> {
  return format(text, { ...(await resolveConfig(path.join(root, 'package.json'))), parser });
}

// Beside what follows: it takes as long.
const kernel = kernelText();
put('schema/reports/index.ts', indexText(path.join(root, 'schema/reports')));

// Only now: what follows is made from these.
const { catalogue } = await import('../schema/reports/index.js');
const { createSchema } = await import('../src/graph/create-schema.js');
const { reportDocs } = await import('./generate-report-docs.js');
const { overlaySchema } = await import('../schema/overlay-schema.js');
const { WORLD } = await import('../sandbox/world.js');
const schema = createSchema(catalogue);
put('schema/schema.graphql', schemaText(schema));
put('schema/subgraph.graphql', subgraphSdl(schema, catalogue));
put('docs/reports.md', await formatted(reportDocs(catalogue), 'markdown'));
put('schema/overlay.schema.json', await formatted(JSON.stringify(overlaySchema(catalogue)), 'json'));
put('sandbox/world.schema.json', await formatted(JSON.stringify(z.toJSONSchema(WORLD, { target: 'draft-7' })), 'json'));
put('src/rows/kernel/kernel-code.ts', await kernel);

if (checking && stale.length > 0) {
  console.error(`Out of date, run npm run generate: ${stale.join(', ')}`);
  process.exit(1);
}
console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'Every generated file is up to date.');
