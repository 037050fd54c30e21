/** The README's example is run as it stands there. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const product = gatewayWithSandbox();
const text = readFileSync('README.md', 'utf8');

/** The first block of that language. */
function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
  if (found === undefined) throw new Error(`the README has no block of ${language}`);
  return found;
}

test('the question gets the answer, by the request that is shown', async () => {
  const { body } = await product.gateway().ask(block('graphql'));
  expect(body).toEqual(JSON.parse(block('json')));
  const [url = ''] = product.sandbox().requests.map((request) => decodeURIComponent(request.url));
  expect(url).toBe(`/reports/v2${/^\/metrics\/.*$/m.exec(text)?.[0]}`);
});

test('the scripts it names are there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }; // npm's own format
  const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
