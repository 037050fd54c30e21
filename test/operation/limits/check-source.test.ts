import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { getIntrospectionQuery, Lexer, Source, TokenKind } from 'graphql';
import { GatewayError } from '../../../src/errors.js';
import { checkSource } from '../../../src/operation/limits/check-source.js';
import { DEFAULT_LIMITS } from '../../../src/limits.js';
import { holds } from '../../support/laws.js';

const count = (text: string) => checkSource(text, DEFAULT_LIMITS);

function codeOf(text: string): string {
  try {
    count(text);
    return 'none';
  } catch (error) {
    return error instanceof GatewayError ? error.code : 'another error';
  }
}

/** Tokens as graphql-js counts them. */
function lex(text: string): number {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens++;
  return tokens;
}

const TEXTS: readonly string[] = [
  '',
  '# only a comment',
  '{__typename}',
  'query Q($a:[Int!]!=[1,-2.5e+10,]) @d { b: c(x:$a, y:{z:ENUM,}) ...F ...on T{d} } fragment F on T { e } # end',
  '{ a(b: "# { [ \\" \\\\") c(d: """ # { "" \\""" } """) e(f: """""") g(h: "") }',
  '\ufeff{ a }',
  '{a#}\r}',
  getIntrospectionQuery(),
];

describe('the tokens of a text', () => {
  test.each(TEXTS)('are those of the parser: %j', (text) => {
    expect(count(text)).toBe(lex(text));
  });

  it('are those of the parser, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        '...',
        '$',
        '!',
        '@',
        ':',
        '=',
        '|',
        '&',
        ' a ',
        ' 1 ',
        ' -2.5e3 ',
        ',',
        '\n',
        '\r\n',
        '\t',
      ),
      fc.string({ unit: fc.constantFrom('a', '{', '#', ' ', '\\\\', '\\"', '\\n', 'é') }).map((text) => ` "${text}" `),
      fc.string({ unit: fc.constantFrom('a', '{', '#', '\n', '\\x', '"x', '\\"""') }).map((text) => ` """${text} """ `),
      fc.string({ unit: fc.constantFrom('a', '{', '"', '#') }).map((text) => `#${text}\n`),
    );
    holds(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        expect(count(text)).toBe(lex(text));
      }),
    );
  });
});

const REFUSED: readonly (readonly [what: string, text: string, code: string])[] = [
  ['15,001 tokens', 'a '.repeat(15_001), 'MAX_TOKENS_LIMIT'],
  ['20,000 levels of fields', `${'{a'.repeat(20_000)}${'}'.repeat(20_000)}`, 'GRAPHQL_PARSE_FAILED'],
  ['5,000 levels of fields', `${'{a'.repeat(5_000)}${'}'.repeat(5_000)}`, 'GRAPHQL_PARSE_FAILED'],
  ['5,000 levels of lists', `{a(b:${'['.repeat(5_000)}`, 'GRAPHQL_PARSE_FAILED'],
  ['5,000 levels of objects', `{a(b:${'{c:'.repeat(5_000)}`, 'GRAPHQL_PARSE_FAILED'],
  ['5,000 levels of a type', `query($a:${'['.repeat(5_000)}`, 'GRAPHQL_PARSE_FAILED'],
];

describe('a text is refused for', () => {
  test.each(REFUSED)('%s', (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});

it('lets 15,000 tokens and 200 levels pass', () => {
  expect(count('a '.repeat(15_000))).toBe(15_000);
  expect(codeOf(`${'{a'.repeat(200)}${'}'.repeat(200)}`)).toBe('none');
});

it('takes strings and comments that do not end as they are', () => {
  for (const text of ['"', '"""', '"\\', '"a\n{', '#', '""" \\"""', '..', '-'])
    expect(count(text)).toBeGreaterThanOrEqual(text === '#' ? 0 : 1);
});
