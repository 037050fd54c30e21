/** The golden cases, below GraphQL: coerced arguments and a selection in, the upstream requests out. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import type { Report } from '../../schema/report.js';
import { grainKey, widen } from '../../src/query/canonical-key.js';
import { entityQuery } from '../../src/query/entity-query.js';
import { normalise } from '../../src/query/normalise.js';
import type { ReportQuery } from '../../src/query/report-query.js';
import { toV2Params, toV2Target } from '../../src/query/to-v2-params.js';
import { parseQuery } from '../../sandbox/parse-query.js';
import { selectReport } from './select.js';

interface Case {
  readonly name: string;
  readonly asked: readonly {
    readonly report: string;
    readonly igrp: number | null;
    readonly arguments: Record<string, unknown>;
    readonly select: string;
  }[];
  readonly lookUps?: readonly {
    readonly report: string;
    readonly igrp: number | null;
    readonly keys: readonly number[];
    readonly columns: readonly string[];
  }[];
  readonly upstream: readonly { readonly path: string; readonly params: readonly (readonly [string, string])[] }[];
}

// The fixture's shape is this repository's own; its cases fail loudly where it is not met.
const { cases } = JSON.parse(readFileSync(new URL('./fixtures/translations.json', import.meta.url), 'utf8')) as { cases: readonly Case[] };

describe('a question is translated as documented:', () => {
  it.each(cases)('$name', ({ asked, lookUps, upstream }) => {
    const queries = asked.flatMap(({ report, igrp, arguments: given, select }) => {
      const selection = selectReport(select);
      const query = normalise(reportOf(report), { igrp, arguments: given, selection });
      return selection.wantsAnswer ? [query] : [];
    });
    const lookedUp = (lookUps ?? []).map(({ report, ...lookUp }) => entityQuery({ report: reportOf(report), ...lookUp }));
    const requests = [...byGrain(queries), ...lookedUp];
    expect(requests.map(asRequest)).toEqual(upstream.map(({ path, params }) => ({ path, params: comparable(params) })));
    for (const query of requests) expect(() => parseQuery(query.report, toV2Target(query))).not.toThrow();
  });

  it('covers every report', () => {
    const covered = new Set(cases.flatMap(({ asked }) => asked.map(({ report }) => report)));
    expect([...catalogue.keys()].filter((name) => !covered.has(name))).toEqual([]);
  });
});

function reportOf(name: string): Report {
  const report = catalogue.get(name);
  if (!report) throw new TypeError(`must be a report, but got: ${name}`);
  return report;
}

function byGrain(queries: readonly ReportQuery[]): readonly ReportQuery[] {
  const grains = new Map<string, ReportQuery[]>();
  for (const query of queries) grains.set(grainKey(query), [...(grains.get(grainKey(query)) ?? []), query]);
  return [...grains.values()].map(widen);
}

function asRequest(query: ReportQuery): { path: string; params: readonly string[] } {
  const [path = ''] = toV2Target(query).split('?');
  return { path, params: comparable(toV2Params(query)) };
}

/** Order matters among sort keys alone: those keep it, everything else is sorted. */
function comparable(params: readonly (readonly [string, string])[]): readonly string[] {
  const texts = (sorted: boolean) => params.filter(([name]) => (name === 'sort[]') === !sorted).map(([name, value]) => `${name}=${value}`);
  return [...texts(true).sort(), ...texts(false)];
}
