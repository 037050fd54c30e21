/** Lint rules: types are told apart from values, promises are not left alone, nothing is asserted that could be checked. */
import { defineConfig, globalIgnores } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

export default defineConfig([
  // Packages of their own under examples/ check themselves, with their own dependencies.
  globalIgnores(['dist/', 'node_modules/', 'coverage/', '.cache/', 'test/typed-documents/generated/', 'examples/*/', '**/.*']),
  // AssemblyScript looks like TypeScript, but the linter cannot know its types. Its own compiler's warnings are errors.
  globalIgnores(['src/rows/kernel/assembly/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['after', 'before', 'describe', 'it', 'test'] }] },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-shadow': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // What was caught, and is known not to be null, is thrown on as it came.
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // A function may have to return a promise without awaiting one; what is thrown in it is then a rejection, as callers expect.
      '@typescript-eslint/require-await': 'off',
      // Numbers and booleans in messages are wanted.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['**/*.{ts,js,mjs}'],
    rules: {
      complexity: ['error', 25],
      eqeqeq: 'error',
      'max-depth': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
      'no-console': 'error',
      'no-else-return': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true } }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // No pattern may take more than linear time, whatever text it meets.
    files: ['src/**', 'schema/**', 'sandbox/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
  {
    // Yoga's hooks hand documents and results over as any.
    files: ['src/operation/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    // Linted before its own packages are there; its own check:types looks at their types.
    files: ['examples/supergraph/**'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  // Tools read their configuration as a default export.
  { files: ['*.config.js', 'codegen.ts'], rules: { 'no-restricted-exports': 'off' } },
  // Command lines talk to a terminal.
  { files: ['scripts/**', 'sandbox/main.ts', 'bench/**', 'examples/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**', 'bench/**'],
    rules: {
      // Answers are looked at as the JSON they are; what does not hold shows as a failing expectation.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      // Tests reject with what is no error on purpose.
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      // A table of cases is as long as it has cases.
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
    },
  },
]);
