/** Worlds of the sandbox, drawn at random: columns gone, renamed, added and of other types; rights, routes, caps and habits. */
import fc from 'fast-check';
import { MAX_ROWS, type Report } from '../../schema/report.js';
import type { FieldType } from '../../schema/report-definition.js';
import { catalogue } from '../../schema/reports/index.js';
import type { WorldDefinition } from '../../sandbox/world.js';

const reports = [...catalogue.values()];
const trigger = reports.find(({ family }) => family === 'trigger');
/** What everything else hangs on: a report without its key is another report. */
const structural = ({ keyset, entity, requiredFilter, defaultSort, links }: Report): ReadonlySet<string> =>
  new Set([
    'igrp',
    keyset ?? '',
    entity?.key ?? '',
    requiredFilter ?? '',
    ...defaultSort.map(({ field }) => field),
    ...[...links.values()].map(({ from }) => from),
  ]);

const TYPES: readonly FieldType[] = ['string', 'int', 'decimal', 'date', 'datetime'];

function changesOf(report: Report) {
  const fixed = structural(report);
  const plain = [...report.fields.values()].filter(({ name, kind }) => kind === 'column' && !fixed.has(name));
  const metrics = [...report.fields.values()].filter(({ kind }) => kind === 'metric');
  const free = (plain.length > 0 ? plain : metrics).map(({ name }) => name);
  const change = fc.oneof(
    fc.constant(null),
    fc.integer({ min: 0, max: 99 }).map((n) => ({ name: `renamed${n}` })),
    ...(plain.length > 0 ? [fc.constantFrom(...TYPES).map((type) => ({ type }))] : []),
    fc.constant({ sortable: false }),
    fc.constant({ filterable: false }),
  );
  return fc.record({
    columns: fc.uniqueArray(fc.tuple(fc.constantFrom(...free), change), { maxLength: 4, selector: ([name]) => name }).map((pairs) => {
      const names = new Set<string>();
      // Two columns cannot be renamed alike.
      return Object.fromEntries(pairs.filter(([, to]) => to === null || !('name' in to) || (!names.has(to.name) && names.add(to.name))));
    }),
    added: fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...free)), { maxLength: 2, selector: ([n]) => n })
      .map((pairs) => Object.fromEntries(pairs.map(([n, like]) => [`added${n}`, { like }]))),
  });
}

const CHANGED = reports.filter(({ family, openRows, requireOneOf }) => family !== 'trigger' && !openRows && requireOneOf.length === 0);

/** Whether a report that demands an order can be asked by the catalogue's names at all. Where it cannot, no request finds out what it has. */
function canBeAsked({ sortRequired, reports: changed = {} }: WorldDefinition): boolean {
  return sortRequired !== true || Object.entries(changed).every(([name, { columns = {} }]) => hasOrder(name, columns));
}

function hasOrder(name: string, columns: Readonly<Record<string, object | null>>): boolean {
  const report = catalogue.get(name);
  if (report?.arguments.has('sort') !== true) return true;
  return [...report.fields.values()].some(({ name: column, sortable }) => {
    const change = columns[column];
    return sortable && change !== null && !('name' in (change ?? {})) && !('sortable' in (change ?? {}));
  });
}

const anyWorld: fc.Arbitrary<WorldDefinition> = fc.record(
  {
    versions: fc.constantFrom(['2' as const], ['2.1' as const]),
    unknownNames: fc.constantFrom('refuse' as const, 'ignore' as const),
    numbers: fc.constantFrom('mixed' as const, 'quoted' as const, 'bare' as const),
    sortRequired: fc.boolean(),
    overCap: fc.constantFrom('refuse' as const, 'cut' as const),
    maxRows: fc.constantFrom(MAX_ROWS, MAX_ROWS, 1000, 400),
    triggers: trigger === undefined ? fc.constant({}) : changesOf(trigger),
    reports: fc
      .uniqueArray(fc.constantFrom(...CHANGED), { maxLength: 3, selector: ({ name }) => name })
      .chain((some) =>
        fc.tuple(
          ...some.map((report) =>
            fc
              .oneof(
                { weight: 6, arbitrary: changesOf(report) },
                { weight: 1, arbitrary: fc.constant({ forbidden: true }) },
                { weight: 1, arbitrary: fc.constant({ path: '/elsewhere' }) },
              )
              .map((own) => [report.name, own] as const),
          ),
        ),
      )
      .map((pairs) => Object.fromEntries(pairs)),
  },
  { requiredKeys: [] },
);

/** A world; some twenty names of it differ from the catalogue's at most. */
export const arbitraryWorld: fc.Arbitrary<WorldDefinition> = anyWorld.filter(canBeAsked);

/** Whether a call returns fewer rows than the catalogue says. */
export function hasLowerCap(world: WorldDefinition): boolean {
  return [world, ...Object.values(world.reports ?? {})].some(({ maxRows = MAX_ROWS }) => maxRows < MAX_ROWS);
}
