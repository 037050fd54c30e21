/** Which licences may run in production. */
import { describe, expect, test } from '@jest/globals';
import { checkLicences, isPermissive } from '../../scripts/licences.mjs';

describe('a licence', () => {
  test.each([
    ['MIT', true],
    ['Apache-2.0', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['GPL-3.0-only OR MIT', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['MIT OR (GPL-3.0-only AND ISC)', true],
    ['GPL-3.0-only OR MIT AND LGPL-3.0-only', false],
    ['Elastic-2.0', false],
    ['GPL-3.0-or-later', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['UNLICENSED', false],
    ['MIT MIT', false],
    ['(MIT', false],
    ['MIT OR', false],
    ['', false],
    [undefined, false],
    [{ type: 'MIT' }, false],
  ])('%j is permissive: %s', (expression, permissive) => {
    expect(isPermissive(expression)).toBe(permissive);
  });
});

describe('the production tree', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/good': {},
      'node_modules/good/node_modules/bad': {},
      'node_modules/silent': {},
      'node_modules/tool': { dev: true },
      'node_modules/elsewhere': { optional: true },
      'node_modules/gone': {},
    },
  };
  const manifests: Readonly<Record<string, { readonly name: string; readonly version: string; readonly license?: string }>> = {
    'node_modules/good': { name: 'good', version: '1.0.0', license: 'MIT' },
    'node_modules/good/node_modules/bad': { name: 'bad', version: '2.0.0', license: 'Elastic-2.0' },
    'node_modules/silent': { name: 'silent', version: '3.0.0' },
    'node_modules/tool': { name: 'tool', version: '4.0.0', license: 'GPL-3.0-only' },
  };

  test('is refused for nested packages, missing licences and what is not installed; not for tools and for other machines’ binaries', () => {
    expect(checkLicences(lock, (path: string) => manifests[path] ?? null)).toEqual({
      count: 4,
      refused: ['bad@2.0.0: "Elastic-2.0"', 'silent@3.0.0: no licence', 'node_modules/gone: not installed'],
    });
  });
});
