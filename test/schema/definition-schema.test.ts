/** Definitions: the checks accept what the JSON Schema accepts, and refuse the rest, for values that nobody thought of. */
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import fc from 'fast-check';
import { z } from 'zod';
import { changeOf, checkChange, checkValue } from '../../schema/check-value.js';
import { DefinitionError } from '../../schema/definition-error.js';
import { FIELD, LINK, REPORT } from '../../schema/definition-schema.js';
import { catalogue } from '../../schema/reports/index.js';
import { holds } from '../support/laws.js';

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(null, '', ' ', 'a', 'A', '__a', 'a-b', 0, 1, 1.5, 50_001, true, [], {}),
);

interface JsonSchema {
  readonly type?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
}

const jsonSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema; // of the kinds above

/** Values that fit the schema or almost do. */
function near(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: fitting(schema) }, { weight: 1, arbitrary: anything });
}

function fitting({
  type,
  pattern,
  enum: values,
  minimum = 0,
  maximum = 0,
  items,
  properties,
  required,
  additionalProperties,
}: JsonSchema): fc.Arbitrary<unknown> {
  if (values) return fc.constantFrom(...values);
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer') return fc.integer({ min: minimum - 1, max: maximum + 1 });
  if (items) return fc.array(near(items), { maxLength: 2 });
  if (properties) {
    const members = Object.entries(properties).map(([key, member]) => [key, near(member)] as const);
    return fc.record(Object.fromEntries(members), { requiredKeys: (required ?? []).filter((key) => key !== 'note') });
  }
  if (additionalProperties)
    return fc.dictionary(fc.constantFrom('rowId', 'goal', '_id', 'x', 'Capital', '__y', 'a-b'), near(additionalProperties), { maxKeys: 3 });
  const texts = ['goals', 'Goal', '/igrps/{igrp}/goals', '/goals', '_id', 'x1', 'A text.', 'Ü'];
  return fc.constantFrom(...texts.filter((text) => new RegExp(pattern ?? '').test(text)));
}

const accepts = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof DefinitionError) return false;
    throw error;
  }
};

describe.each([
  ['field', FIELD],
  ['link', LINK],
  ['report', REPORT],
])('a %s', (_, schema) => {
  test('is accepted exactly where its JSON Schema accepts it', () => {
    const printed = jsonSchema(schema);
    const isValid = new Ajv().compile(printed);
    let taken = 0;
    holds(
      fc.property(near(printed), (made) => {
        const value = JSON.parse(JSON.stringify(made)) as unknown;
        const valid = isValid(value);
        if (valid === true) taken++;
        expect({ value, accepted: accepts(() => checkValue(schema, value, 'it')) }).toEqual({ value, accepted: valid });
      }),
      400,
    );
    expect(taken).toBeGreaterThan(0);
  });
});

test('a change of a field is accepted exactly where its JSON Schema accepts it', () => {
  const isValid = new Ajv().compile(jsonSchema(changeOf(FIELD)));
  const current = { type: 'int', description: 'A number.', note: 'Whole.' };
  holds(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(FIELD.shape), 'other'), anything), (change) => {
      expect({ change, accepted: accepts(() => checkChange(FIELD, change, current, 'it')) }).toEqual({
        change,
        accepted: isValid(change),
      });
    }),
    500,
  );
});

test('every definition is accepted, also as a change of itself', () => {
  for (const { name, definition } of catalogue.values()) {
    expect(() => checkValue(REPORT, definition, name)).not.toThrow();
    expect(() => checkChange(REPORT, definition, definition, name)).not.toThrow();
  }
});
