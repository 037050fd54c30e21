import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { createFreeNames, graphqlName } from '../../src/from-url/document.js';
import { holds } from '../support/laws.js';

describe('graphqlName', () => {
  test.each([
    ['vid', 'vid'],
    ['_id', '_id'],
    ['visitor-id', 'visitor_id'],
    ['2nd call', '_2nd_call'],
    ['__typename', '_typename'],
    ['Größe', 'Gr_e'],
    ['', '_'],
    ['🏃', '_'],
  ])('makes of %j the name %s', (text, name) => {
    expect(graphqlName(text)).toBe(name);
  });

  it('makes a name of every text that introspection does not claim, and leaves names alone', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = graphqlName(text);
        expect(name).toMatch(/^(?!__)[A-Za-z_][A-Za-z0-9_]*$/);
        expect(graphqlName(name)).toBe(name);
      }),
    );
  });
});

describe('createFreeNames', () => {
  it('gives every name once, whatever is wanted and taken', () => {
    const wanted = fc.constantFrom('a', 'a2', 'a3', 'a22', 'b');
    holds(
      fc.property(fc.array(wanted), fc.array(wanted), (taken, asked) => {
        const names = createFreeNames();
        for (const name of taken) names.take(name);
        const given = asked.map((name) => names.give(name));
        expect(new Set([...taken, ...given]).size).toBe(new Set(taken).size + given.length);
      }),
    );
  });
});
