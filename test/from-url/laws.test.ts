/** The law: running the operation of a URL sends the request again. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_URL_BYTES, toV2Params, toV2Target } from '../../src/query/to-v2-params.js';
import type { ReportQuery } from '../../src/query/report-query.js';
import { arbitraryQuery } from '../support/arbitrary-query.js';
import { runningGateway } from '../support/running-gateway.js';
import { holds } from '../support/laws.js';
import { expected, queryOf, REPORTS_URL, translate } from './asked-again.js';

/** Longer URLs are refused in both directions. */
const fits = (query: ReportQuery) => Math.max(toV2Target(query).length, toV2Target(expected(query)).length) < MAX_URL_BYTES - 100;
const arbitraryUrl = arbitraryQuery.filter(fits);

describe('the operation of a URL', () => {
  it('asks the same query, for every query that the gateway can send', async () => {
    await holds(
      fc.asyncProperty(arbitraryUrl, async (query) => {
        const again = await queryOf(translate(REPORTS_URL + toV2Target(query)));
        expect(toV2Target(again)).toBe(toV2Target(expected(query)));
      }),
      300,
    );
  });

  it('is the same for its own request: translating twice changes nothing', async () => {
    await holds(
      fc.asyncProperty(arbitraryUrl, async (query) => {
        const once = translate(REPORTS_URL + toV2Target(query));
        const twice = translate(REPORTS_URL + toV2Target(await queryOf(once)));
        expect(toV2Target(await queryOf(twice))).toBe(toV2Target(await queryOf(once)));
      }),
      60,
    );
  });
});

describe('the operation of a URL, over HTTP', () => {
  const { gateway, upstream } = runningGateway();

  it('sends the same request, and the translation itself sends none', async () => {
    await holds(
      fc.asyncProperty(arbitraryUrl, async (query) => {
        upstream.clear();
        const translated = await gateway.ask(
          'query($url: String!) { operationFromUrl(url: $url) { query variables notes } }',
          { url: upstream.url + toV2Target(query) },
          {},
        );
        expect(translated.body.errors).toBeUndefined();
        expect(upstream.requests).toEqual([]);
        const { operationFromUrl } = translated.body.data as {
          operationFromUrl: { query: string; variables: Record<string, unknown> };
        };
        const { body } = await gateway.ask(operationFromUrl.query, operationFromUrl.variables);
        expect(body.errors).toBeUndefined();
        const [request, ...more] = upstream.requests;
        expect(more).toEqual([]);
        expect({ path: request?.path, params: request?.params }).toEqual({
          path: query.report.path.replace('{igrp}', String(query.igrp)),
          params: toV2Params(expected(query)),
        });
      }),
      40,
    );
  });
});
