/** Seals: nothing but the secret, the credential and the name that bytes were sealed for opens them. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSeals } from '../../src/cache/sealing.js';
import { holds } from '../support/laws.js';

const SECRET = 'a secret of the tests that is long enough';

const texts = fc.string({ minLength: 1, maxLength: 60, unit: 'binary-ascii' });
/** A text, and the same with one character changed, left out or added. */
const neighbours = fc
  .tuple(texts, fc.nat(), fc.constantFrom('change', 'leave out', 'add'), fc.string({ minLength: 1, maxLength: 1, unit: 'binary-ascii' }))
  .map(([text, place, how, character]): readonly [string, string] => {
    const at = place % text.length;
    const rest = text.slice(how === 'add' ? at : at + 1);
    return [text, text.slice(0, at) + (how === 'leave out' ? '' : character) + rest];
  })
  .filter(([one, other]) => one !== other);
const bytes = fc.uint8Array({ maxLength: 200 });

describe('what is sealed', () => {
  test('opens as it was for the same credential and name, an empty text too', () => {
    holds(
      fc.property(texts, texts, bytes, (credential, name, plain) => {
        const { seal, open } = createSeals(SECRET).keyringOf(credential);
        expect(open(name, seal(name, plain))?.equals(plain)).toBe(true);
      }),
    );
  });

  test('has another name, and does not open, for a credential that differs in one character', () => {
    holds(
      fc.property(neighbours, texts, bytes, ([one, other], name, plain) => {
        const [own, foreign] = [one, other].map((credential) => createSeals(SECRET).keyringOf(credential));
        expect(own?.nameOf('reply', name)).not.toBe(foreign?.nameOf('reply', name));
        expect(foreign?.open(name, own?.seal(name, plain) ?? plain)).toBeNull();
      }),
    );
  });

  test('does not open under another secret, another name, or with one byte changed', () => {
    holds(
      fc.property(neighbours, texts, bytes, fc.nat(), ([one, other], credential, plain, place) => {
        const { seal, open } = createSeals(SECRET).keyringOf(credential);
        const sealed = seal(one, plain);
        expect(createSeals(`${SECRET}${one}`).keyringOf(credential).open(one, sealed)).toBeNull();
        expect(open(other, sealed)).toBeNull();
        const changed = sealed.map((byte, i) => (i === place % sealed.length ? byte ^ 1 : byte));
        expect(open(one, changed)).toBeNull();
      }),
    );
  });
});
