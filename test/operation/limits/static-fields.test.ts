import { expect, test } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { catalogue } from '../../../schema/reports/index.js';
import { GatewayError } from '../../../src/errors.js';
import { createSchema } from '../../../src/graph/create-schema.js';
import { DEFAULT_LIMITS } from '../../../src/limits.js';
import { createStaticFieldsCheck } from '../../../src/operation/limits/static-fields.js';
import { FULL_INTROSPECTION } from '../../support/full-introspection.js';

const check = createStaticFieldsCheck(createSchema(catalogue));

/** The code of the refusal, or `none`. */
function codeOf(text: string, staticFields: number): string {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new TypeError('the test names no operation');
  try {
    check({ document, operation, variables: {}, limits: { ...DEFAULT_LIMITS, staticFields } });
    return 'none';
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}

test('the introspection query with everything that clients ask for takes at most two thirds of the fields it may have', () => {
  expect(codeOf(FULL_INTROSPECTION, (DEFAULT_LIMITS.staticFields * 2) / 3)).toBe('none');
});

test('the whole catalogue once is within the bound, and twenty times beyond it', () => {
  const catalogueOf = (times: number) =>
    `{ ${Array.from({ length: times }, (_, i) => `a${i}: reports { name description fields { name type } }`).join(' ')} }`;
  expect(codeOf(catalogueOf(1), DEFAULT_LIMITS.staticFields)).toBe('none');
  expect(codeOf(catalogueOf(20), DEFAULT_LIMITS.staticFields)).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
});
