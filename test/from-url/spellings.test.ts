/**
 * One question has many URLs: indices in brackets, any order of the parameters, any character percent-encoded or not, the older route. The
 * sandbox reads URLs too, and shares nothing with the translation: what it makes of the URL it must make of the request that is sent again.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery, type ParsedQuery } from '../../sandbox/parse-query.js';
import { GatewayError } from '../../src/errors.js';
import type { ReportQuery } from '../../src/query/report-query.js';
import { MAX_URL_BYTES, toV2Params, toV2Target } from '../../src/query/to-v2-params.js';
import { arbitraryQuery } from '../support/arbitrary-query.js';
import { holds } from '../support/laws.js';
import { expected, queryOf, REPORTS_URL, translate } from './asked-again.js';

/** How one parameter is spelt. */
interface Spelling {
  readonly indexed: boolean;
  readonly encodeName: boolean;
  /** Which characters of the value are percent-encoded although they need not be. */
  readonly encodeAll: boolean;
  readonly plusForBlank: boolean;
  readonly place: number;
}

interface Spelt {
  readonly query: ReportQuery;
  readonly url: string;
}

const spelling: fc.Arbitrary<Spelling> = fc.record({
  indexed: fc.boolean(),
  encodeName: fc.boolean(),
  encodeAll: fc.boolean(),
  plusForBlank: fc.boolean(),
  place: fc.nat(),
});

const everyByte = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Characters that a query string may hold as they are. */
const sparing = (text: string) => encodeURIComponent(text).replace(/%(?:3A|2C|2F|40|24|5C|7C|22)/g, (code) => decodeURIComponent(code));

function parameterText(name: string, value: string, { encodeName, encodeAll, plusForBlank }: Spelling): string {
  const blanks = (text: string) => (plusForBlank ? text.replaceAll('%20', '+') : text);
  return `${encodeName ? encodeURIComponent(name) : name}=${blanks(encodeAll ? everyByte(value) : sparing(value))}`;
}

const spelt: fc.Arbitrary<Spelt> = arbitraryQuery
  .filter((query) => toV2Target(expected(query)).length < MAX_URL_BYTES - 100)
  .chain((query) => {
    const params = toV2Params(query);
    return fc.record({ spellings: fc.tuple(...params.map(() => spelling)), older: fc.boolean(), format: fc.boolean() }).map((how) => {
      const counts = new Map<string, number>();
      // Numbered before they are shuffled: the order of sort keys has a meaning, so they alone stay in it.
      const texts = params.map(([name, value], i) => {
        const own = how.spellings[i] ?? { indexed: false, encodeName: false, encodeAll: false, plusForBlank: false, place: i };
        const index = counts.get(name) ?? 0;
        counts.set(name, index + 1);
        const isNumbered = (how.spellings[0]?.indexed ?? false) && name.endsWith('[]');
        return {
          text: parameterText(isNumbered ? `${name.slice(0, -2)}[${index}]` : name, value, own),
          place: name === 'sort[]' ? 0 : own.place,
        };
      });
      const shuffled = [...texts].sort((a, b) => a.place - b.place).map(({ text }) => text);
      const { path } = query.report;
      const isOlder = how.older && path.startsWith('/igrps/{igrp}/');
      const route = isOlder ? path.slice('/igrps/{igrp}'.length) : path.replace('{igrp}', String(query.igrp));
      const all = [...shuffled, ...(isOlder ? [`igrp=${query.igrp}`] : []), ...(how.format ? ['format=json'] : [])];
      return { query, url: `/reports/v2${route}?${all.join('&')}` };
    });
  })
  .filter(({ url }) => url.length <= 8000);

const sorted = (values: readonly unknown[]) => [...new Set(values.map((value) => JSON.stringify(value)))].sort();

/** What a reading says, without the order that has no meaning. */
const comparable = ({ filters, group, customMetrics, display, ...others }: ParsedQuery) => ({
  ...others,
  filters: sorted(filters),
  group: sorted(group),
  customMetrics: sorted(customMetrics),
  display: display === null ? null : sorted(display.map(({ field }) => field)),
});

describe('the operation of a URL, however it is spelt', () => {
  it('sends what the sandbox reads in the URL', async () => {
    await holds(
      fc.asyncProperty(spelt, async ({ query, url }) => {
        const sent = await queryOf(translate(url));
        const read = comparable(parseQuery(query.report, url));
        const again = comparable(parseQuery(query.report, REPORTS_URL + toV2Target(sent)));
        expect(again).toEqual({ ...read, display: read.display ?? again.display });
      }),
      200,
    );
  });
});

const PIECES = [
  ...[
    '/reports/v2',
    '/igrps/',
    '1',
    '/triggers/calls',
    '/metrics/channels',
    '/goals',
    '?',
    '&',
    '=',
    '[]',
    '[0]',
    '[',
    ']',
    '%',
    '%5B',
    '%E4',
    '+',
  ],
  ...[
    'filter[]=',
    'sort[]=',
    'display[]=',
    'group[]=',
    'customMetrics[a]=',
    'igrp=1',
    'limit=',
    'offset=',
    'tz=',
    'startDate=',
    'format=',
    '10',
  ],
  ...[
    'rowId',
    'act',
    'ch',
    'goalCount',
    '_goal_',
    '-eq-value-',
    '-in-value-',
    '-asc',
    '-x',
    '\\',
    '\\\\\\\\',
    ',',
    '_',
    '-',
    '#',
    '//',
    '..',
    '@',
    '\u0000',
  ],
  ...['__proto__', 'constructor', 'UTC', '2026-01-01', 'ä', '\ud800', '🏃', ' '],
] as const;

describe('the translation of a text that may be no URL', () => {
  it('gives an operation that fits the schema, or a refusal with its code', async () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''));
    const start = fc.constantFrom('', '/reports/v2', '/reports/v2/igrps/1/triggers/calls?', '/reports/v2/metrics/channels?igrp=1&');
    await holds(
      fc.asyncProperty(start, text, async (begin, rest) => {
        try {
          await queryOf(translate(begin + rest));
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error;
          expect(error.code).toBe('BAD_USER_INPUT');
          expect(error.message.length).toBeLessThan(400);
        }
      }),
      1000,
    );
  });
});
