/** Shapes: what the checks take, the JSON Schema takes, and the other way round, for values that nobody thought of. */
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import fc from 'fast-check';
import { FIELD_SHAPE, LINK_SHAPE, REPORT_SHAPE } from '../../schema/definition-shape.js';
import { DefinitionError } from '../../schema/definition-error.js';
import { changeSchema, jsonSchema } from '../../schema/shape-json-schema.js';
import { checkChange, checkShape, type ObjectShape, type Shape } from '../../schema/shape.js';
import { catalogue } from '../../schema/reports/index.js';
import { holds } from '../support/laws.js';

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(null, '', ' ', 'a', 'A', '__a', 'a-b', 0, 1, 1.5, 50_001, true, [], {}),
);

/** Values that have the shape or almost do. */
function near(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: fitting(shape) }, { weight: 1, arbitrary: anything });
}

function fitting(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.is) {
    case 'text':
      return fc.constantFrom('A text.', 'x', 'Ü');
    case 'pattern':
      return fc.constantFrom(
        ...['goals', 'Goal', '/igrps/{igrp}/goals', '/goals', '_id', 'x1'].filter((text) => new RegExp(shape.pattern).test(text)),
      );
    case 'choice':
      return fc.constantFrom(...shape.values);
    case 'boolean':
      return fc.boolean();
    case 'whole':
      return fc.integer({ min: shape.least - 1, max: shape.most + 1 });
    case 'list':
      return fc.array(near(shape.of), { maxLength: 2 });
    case 'map':
      return fc.dictionary(fc.constantFrom('rowId', 'goal', '_id', 'x', 'Capital', '__y', 'a-b'), near(shape.of), { maxKeys: 3 });
    case 'object':
      return fc.record(
        { ...Object.fromEntries(Object.entries(shape.members).map(([key, member]) => [key, near(member)])) },
        { requiredKeys: shape.required.filter((key) => key !== 'note') },
      );
  }
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

const SHAPES: readonly (readonly [string, ObjectShape])[] = [
  ['field', FIELD_SHAPE],
  ['link', LINK_SHAPE],
  ['report', REPORT_SHAPE],
];

describe.each(SHAPES)('the shape of a %s', (_, shape) => {
  test('is that of its JSON Schema', () => {
    const isValid = new Ajv().compile(jsonSchema(shape));
    let taken = 0;
    holds(
      fc.property(near(shape), (made) => {
        const value = JSON.parse(JSON.stringify(made)) as unknown;
        const valid = isValid(value);
        if (valid === true) taken++;
        expect({ value, accepted: accepts(() => checkShape(shape, value, 'it')) }).toEqual({ value, accepted: valid });
      }),
      400,
    );
    expect(taken).toBeGreaterThan(0);
  });
});

test('a change of a field is what its JSON Schema says', () => {
  const isValid = new Ajv().compile(changeSchema(FIELD_SHAPE));
  const current = { type: 'int', description: 'A number.', note: 'Whole.' };
  holds(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(FIELD_SHAPE.members), 'other'), anything), (change) => {
      expect({ change, accepted: accepts(() => checkChange(FIELD_SHAPE, change, current, 'it')) }).toEqual({
        change,
        accepted: isValid(change),
      });
    }),
    500,
  );
});

test('every definition has the shape, and is a change of itself', () => {
  for (const { name, definition } of catalogue.values()) {
    expect(() => checkShape(REPORT_SHAPE, definition, name)).not.toThrow();
    expect(() => checkChange(REPORT_SHAPE, definition, definition, name)).not.toThrow();
  }
});
