import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../../src/errors.js';
import { parseStrictJson } from '../../src/http/strict-json.js';
import { holds } from '../support/laws.js';

const DEPTH = 32;
const parse = (text: string | Buffer) => parseStrictJson(Buffer.from(text), DEPTH);

function codeOf(text: string | Buffer): string {
  try {
    parse(text);
    return 'none';
  } catch (error) {
    return error instanceof GatewayError ? error.code : 'another error';
  }
}

const REFUSED: readonly (readonly [why: string, text: string | Buffer, code: string])[] = [
  ['nothing', '', 'BAD_REQUEST'],
  ['half an object', '{"query":', 'BAD_REQUEST'],
  ['two documents', '{}{}', 'BAD_REQUEST'],
  ['a key twice', '{"a":1,"a":1}', 'BAD_REQUEST'],
  ['a key twice in spellings that mean the same', '{"a":1,"\\u0061":2}', 'BAD_REQUEST'],
  ['a key twice far inside', '{"a":[{"b":{"c":1,"d":{},"c":2}}]}', 'BAD_REQUEST'],
  ['__proto__ twice', '{"__proto__":1,"__proto__":2}', 'BAD_REQUEST'],
  ['an array index twice', '{"0":1,"0":2}', 'BAD_REQUEST'],
  ['a byte that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'BAD_REQUEST'],
  ['half a surrogate pair in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'BAD_REQUEST'],
  ['UTF-16', Buffer.from('{"query":"{a}"}', 'utf16le'), 'BAD_REQUEST'],
  ['33 levels', '['.repeat(33) + ']'.repeat(33), 'VARIABLES_TOO_DEEP'],
  ['100,000 levels that never end', '['.repeat(100_000), 'VARIABLES_TOO_DEEP'],
  ['20,000 levels of objects', '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000), 'VARIABLES_TOO_DEEP'],
];

describe('a strict JSON text', () => {
  test.each(REFUSED)('is not %s', (_why, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('may begin with a byte order mark', () => {
    expect(codeOf('\ufeff{}')).toBe('none');
    expect(codeOf('\ufeff\ufeff{}')).toBe('BAD_REQUEST');
  });

  it('may be nested to the bound exactly', () => {
    expect(codeOf('['.repeat(32) + ']'.repeat(32))).toBe('none');
  });

  it('may hold brackets, colons and quotes in its strings', () => {
    const value = { ':{[': '"]}:"\\', b: ['::', '{{{{'.repeat(40)] };
    expect(parse(JSON.stringify(value))).toEqual(value);
  });

  it('may hold __proto__ as a key, and no prototype is changed', () => {
    const value = parse('{"__proto__":{"polluted":true}}');
    expect(Object.keys(value ?? {})).toEqual(['__proto__']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('is read as JSON.parse reads it, whatever the value', () => {
    holds(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never names a key twice, whatever the object', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, noNullPrototype: true });
    holds(
      fc.property(object, fc.nat(), (value, choice) => {
        const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`);
        const repeated = members[choice % members.length] ?? '';
        expect(codeOf(`{${[...members, repeated].join(',')}}`)).toBe('BAD_REQUEST');
      }),
    );
  });
});

test.each<[text: string | Buffer, message: string]>([
  ['{', 'variables must be JSON.'],
  ['{"a":1,"a":1}', 'variables must not repeat a key.'],
  ['['.repeat(33), 'variables may be nested at most 32 levels deep.'],
  [Buffer.from([0x22, 0xff, 0x22]), 'variables must be UTF-8.'],
])('a refusal of %s begins with what the text is', (text, message) => {
  expect(() => parseStrictJson(Buffer.from(text), DEPTH, 'variables')).toThrow(message);
});

test('a refusal repeats nothing of the text', () => {
  const secret = 'hunter2';
  for (const text of [secret, `{"${secret}":1,"${secret}":1}`, `{"a":${secret}`]) {
    try {
      parse(text);
    } catch (error) {
      expect(error).toBeInstanceOf(GatewayError);
      expect(String(error)).not.toContain(secret);
    }
  }
  expect.assertions(6);
});
