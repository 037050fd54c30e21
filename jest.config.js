// Figures in tests and documents are those of this day; the processes that tests start inherit it.
process.env['SANDBOX_TODAY'] ??= '2026-11-30';

/** Jest on SWC, as ES modules; run with NODE_OPTIONS=--experimental-vm-modules (npm test does). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }] },
  // A bound on what hangs, not a measure: machines may be busy.
  testTimeout: 120_000 * Number(process.env['LAW_TIMES'] ?? 1),
};
