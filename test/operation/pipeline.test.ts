import { describe, expect, it, test } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import { type ExecutionResult } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { codeOf } from '../../src/operation/format-error.js';
import type { Introspection } from '../../src/operation/limits/check-operation.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { createDocumentStore } from '../../src/operation/prepare-document.js';
import { useDocuments } from '../../src/operation/use-documents.js';
import { useOperationLimits, type LimitsContext } from '../../src/operation/use-operation-limits.js';
import { createStaticFieldsCheck } from '../../src/operation/limits/static-fields.js';
import { sampleSchema } from './limits/sample-schema.js';

interface Asked extends Partial<LimitsContext> {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** Asks Yoga's pipeline as the server does, and tells the codes of the errors or the data. */
function createAsk(introspection: Introspection = 'credential') {
  const documents = createDocumentStore({ schema: sampleSchema, limits: DEFAULT_LIMITS });
  const yoga = createYoga<LimitsContext>({
    schema: sampleSchema,
    plugins: [
      useDocuments(documents),
      useOperationLimits(documents, { checkStaticFields: createStaticFieldsCheck(sampleSchema), limits: DEFAULT_LIMITS, introspection }),
    ],
    maskedErrors: false,
    logging: false,
    parserAndValidationCache: false,
  });
  return async (text: string, { variables = {}, operationName, authorization = null }: Asked = {}): Promise<unknown> => {
    const { parse, validate, execute, schema } = yoga.getEnveloped({});
    try {
      const document = parse(text);
      const errors: readonly GraphQLError[] = validate(schema, document);
      if (errors.length > 0) return errors.map(codeOf);
      const contextValue = { authorization, file: null, rowTexts: [] };
      // The pipeline is typed for every executor; this one answers with a result.
      const result = (await execute({ schema, document, contextValue, variableValues: variables, operationName })) as ExecutionResult;
      return result.data === undefined ? result.errors?.map(codeOf) : result.data;
    } catch (error) {
      return [codeOf(error)];
    }
  };
}

describe('an operation', () => {
  const ask = createAsk();
  const calls = 'query ($l: Int!) { installation(igrp: 1) { a: calls(limit: $l) { rowCount } b: calls(limit: $l) { rowCount } } }';
  const ROWS: readonly (readonly [text: string, asked: Asked, answer: unknown])[] = [
    ['{ __typename }', {}, { __typename: 'Query' }],
    ['{', {}, ['GRAPHQL_PARSE_FAILED']],
    ['{ nothing }', {}, ['GRAPHQL_VALIDATION_FAILED']],
    [`{ ${'__typename '.repeat(500)} }`, {}, ['MAX_FIELDS_LIMIT']],
    ['{ __schema { description } }', {}, ['INTROSPECTION_DISABLED']],
    ['{ __schema { description } }', { authorization: 'ApiKey k' }, { __schema: { description: null } }],
    ['{ __type(name: "Goal") { name } }', {}, { __type: { name: 'Goal' } }],
    [calls, { variables: { l: 100_000 } }, { installation: null }],
    [calls, { variables: { l: 100_001 } }, ['COST_ESTIMATED_TOO_EXPENSIVE']],
    [calls, { variables: {} }, ['BAD_USER_INPUT']],
    [calls, { variables: { l: 1.5 } }, ['BAD_USER_INPUT']],
    [calls, { variables: { l: 1, other: 'x'.repeat(5_000) } }, ['BAD_USER_INPUT']],
    [
      'query A { __typename } query B { __schema { description } }',
      { operationName: 'A', authorization: 'ApiKey k' },
      { __typename: 'Query' },
    ],
  ];
  // Twice: once read, once remembered.
  for (const time of ['first', 'second'])
    test.each(ROWS)(`is held to its bounds the ${time} time: %s %j`, async (text, asked, answer) => {
      expect(await ask(text, asked)).toEqual(answer);
    });
});

it('introspection can be opened and closed to all', async () => {
  expect(await createAsk('open')('{ __schema { description } }')).toEqual({ __schema: { description: null } });
  expect(await createAsk('off')('{ __type(name: "Goal") { name } }', { authorization: 'ApiKey k' })).toEqual(['INTROSPECTION_DISABLED']);
});

it('what one caller may not see is not kept from the next', async () => {
  const ask = createAsk();
  const text = '{ __schema { description } }';
  const answers = [await ask(text), await ask(text, { authorization: 'ApiKey k' }), await ask(text)];
  expect(answers).toEqual([['INTROSPECTION_DISABLED'], { __schema: { description: null } }, ['INTROSPECTION_DISABLED']]);
});
