/** The request target, to the byte: order, encoding, escapes and the bound on its length. */
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { normalise } from '../../src/query/normalise.js';
import type { ReportQuery } from '../../src/query/report-query.js';
import { percentEncode, toV2Target, toV2Url } from '../../src/query/to-v2-params.js';
import { selectReport } from './select.js';

describe('the request target', () => {
  it('has its parameters in one order, brackets as they are', () => {
    const query = ask('channelMetrics', {
      offset: 4,
      limit: 3,
      customMetrics: [{ reference: 'mine', metric: 'callCount', conditions: [{ field: 'campaign', values: ['a_b', 'c,d', '\\'] }] }],
      group: ['goal', 'ch'],
      sort: [{ customMetric: 'mine', order: 'desc' }],
      filter: [{ goal: { gt: 1 } }, { ch: { in: [2, 1] } }],
      chType: 'direct',
      startDate: '2026-01-01',
    });
    expect(toV2Target(query)).toBe(
      '/metrics/channels?igrp=1&startDate=2026-01-01&chType=direct&filter[]=ch-in-value-2%2C1&filter[]=goal-gt-value-1&sort[]=mine-desc' +
        '&group[]=ch&group[]=goal&customMetrics[mine]=callCount_campaign_a%5C_b%2Cc%5C%2Cd%2C%5C%5C%5C%5C&limit=3&offset=4&display[]=ch',
    );
  });

  it('is the path alone where there is nothing to say', () => {
    expect(toV2Target(ask('pbxUserStatus', {}))).toBe('/igrps/1/pbxUserStatus');
  });

  it.each([
    ['+44 20', '%2B44%2020'],
    ['a&limit=99999#x%00', 'a%26limit%3D99999%23x%2500'],
    ["it's (50*2)!", 'it%27s%20%2850%2A2%29%21'],
    ['a\r\n\tb', 'a%0D%0A%09b'],
    ['ä🏃', '%C3%A4%F0%9F%8F%83'],
    ['e\u0301', 'e%CC%81'],
    ['-._~', '-._~'],
  ])('writes %j as %s', (text, encoded) => {
    expect(percentEncode(text)).toBe(encoded);
    expect(decodeURIComponent(encoded)).toBe(text);
  });
});

describe('the upstream URL', () => {
  const query = ask('goals', {});
  const url = 'https://reports.test/v2/igrps/1/goals?limit=1000&display[]=goalId';

  it.each(['https://reports.test/v2', 'https://reports.test/v2/'])('joins %s and the target with one slash', (base) => {
    expect(toV2Url(base, query)).toBe(url);
  });

  it('may have as many bytes as the bound, and not one more', () => {
    expect(toV2Url('https://reports.test/v2', query, url.length)).toBe(url);
    expect(() => toV2Url('https://reports.test/v2', query, url.length - 1)).toThrow(
      expect.objectContaining({
        code: 'QUERY_TOO_LARGE',
        message: `the upstream URL may be at most ${url.length - 1} bytes long, but got: ${url.length} (goals)`,
      }),
    );
  });

  it('is bounded at 8,000 bytes unless told otherwise', () => {
    const long = ask('goals', { filter: [{ goalTitle: { eq: 'ä'.repeat(1400) } }] });
    expect(() => toV2Url('https://reports.test/v2', long)).toThrow(expect.objectContaining({ code: 'QUERY_TOO_LARGE' }));
  });
});

function ask(name: string, given: Readonly<Record<string, unknown>>): ReportQuery {
  const report = catalogue.get(name);
  if (!report) throw new TypeError(`must be a report, but got: ${name}`);
  return normalise(report, { igrp: 1, arguments: given, selection: selectReport('rowCount') });
}
