/**
 * Another world than the catalogue's: a Reports API whose columns, routes and habits differ, as those of a real account may.
 *
 * A world is JSON. Each key that it leaves out is as in the default world, which plays the catalogue and, on trigger routes, the one real
 * row that is known: every value quoted, blanks as `""`.
 */
import { z } from 'zod';
import { MAX_ROWS, type Catalogue, type Field, type Report } from '../schema/report.js';
import { FIELD_TYPES } from '../schema/report-definition.js';

const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);
const flags = {
  type: z.enum(FIELD_TYPES).optional().describe('The type that its values are sent in.'),
  filterable: z.boolean().optional(),
  sortable: z.boolean().optional(),
  groupable: z.boolean().optional(),
};
const column = z.strictObject({ name: name.optional().describe('The name that it has here.'), ...flags }).nullable();
const added = z.strictObject({ like: name.describe('The column of the catalogue whose values it holds.'), ...flags });
const columns = {
  columns: z.record(name, column).optional().describe('Columns of the catalogue, changed; null removes one.'),
  added: z.record(name, added).optional().describe('Columns that the catalogue lacks.'),
};
const habitKeys = {
  maxRows: z.int().min(1).max(MAX_ROWS).optional().describe('Rows that one call returns at most.'),
  overCap: z.enum(['refuse', 'cut']).optional().describe('What becomes of a limit above maxRows. Default refuse.'),
  sortRequired: z.boolean().optional().describe('Refuse requests without sort[].'),
  numbers: z.enum(['mixed', 'quoted', 'bare']).optional().describe('How numbers are sent. Default quoted on trigger routes, else mixed.'),
  blanks: z
    .enum(['mixed', 'empty', 'absent'])
    .optional()
    .describe('How missing values are sent. Default empty on trigger routes, else mixed.'),
};

export const WORLD = z.strictObject({
  $schema: z.string().optional(),
  versions: z
    .array(z.enum(['2', '2.1']))
    .min(1)
    .optional()
    .describe('The versions that are served. Default both.'),
  unknownNames: z.enum(['refuse', 'ignore']).optional().describe('What becomes of unknown names. Default refuse, with 400.'),
  ...habitKeys,
  triggers: z.strictObject(columns).optional().describe('The columns of every trigger report.'),
  reports: z
    .record(
      name,
      z.strictObject({
        path: z
          .string()
          .regex(/^\/[\w{}./-]*$/)
          .nullable()
          .optional()
          .describe('The route below the base; null where there is none.'),
        forbidden: z.boolean().optional().describe('Answer 403.'),
        ...habitKeys,
        ...columns,
      }),
    )
    .optional()
    .describe('Single reports, by the name that the catalogue has for them.'),
});

/** A world as written. */
export type WorldDefinition = z.infer<typeof WORLD>;
type Columns = z.infer<z.ZodObject<typeof columns>>;
type Habits = z.infer<z.ZodObject<typeof habitKeys>>;

/** How a report's values are sent. */
export interface Wire {
  readonly numbers: 'mixed' | 'quoted' | 'bare';
  readonly blanks: 'mixed' | 'empty' | 'absent';
}

/** A report as a world has it: `report` has the world's route, fields and cap. */
export interface WorldReport {
  readonly report: Report;
  /** The catalogue's column that holds the values of a column, with its type there. */
  readonly sourceOf: (name: string) => { readonly name: string; readonly type: Field['type'] } | undefined;
  readonly wire: Wire;
  readonly maxRows: number;
  readonly sortRequired: boolean;
  readonly forbidden: boolean;
}

export interface World {
  readonly versions: ReadonlySet<string>;
  readonly ignoresUnknownNames: boolean;
  /** Only reports that have a route. */
  readonly reports: ReadonlyMap<string, WorldReport>;
  readonly catalogue: Catalogue;
}

/** The world that a definition makes of the catalogue. Throws an Error that names the first place that breaks a rule. */
export function createWorld(catalogue: Catalogue, definition: unknown = {}): World {
  const read = WORLD.safeParse(definition);
  if (!read.success)
    throw new Error(`The world ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
  const { versions = ['2', '2.1'], unknownNames = 'refuse', triggers = {}, reports = {}, ...common } = read.data;
  const unknown = Object.keys(reports).find((each) => !catalogue.has(each));
  if (unknown !== undefined) throw new Error(`The world reports.${unknown}: no report of the catalogue`);
  const made = [...catalogue.values()].flatMap((report): readonly (readonly [string, WorldReport])[] => {
    const own = reports[report.name] ?? {};
    if (own.path === null) return [];
    const changes = report.family === 'trigger' ? [triggers, own] : [own];
    return [
      [report.name, worldReport({ ...report, path: own.path ?? report.path }, changes, { ...common, ...own }, own.forbidden === true)],
    ];
  });
  return {
    versions: new Set(versions),
    ignoresUnknownNames: unknownNames === 'ignore',
    reports: new Map(made),
    catalogue: new Map(made.map(([each, { report }]) => [each, report])),
  };
}

function worldReport(report: Report, changes: readonly Columns[], habits: Habits, forbidden: boolean): WorldReport {
  const isTrigger = report.family === 'trigger';
  const sources = new Map<string, { readonly name: string; readonly type: Field['type'] }>();
  const fields = new Map<string, Field>();
  const changed = new Map(changes.flatMap(({ columns: each = {} }) => Object.entries(each)));
  const renamed = (old: string) => changed.get(old)?.name ?? old;
  const present = (old: string) => report.fields.has(old) && changed.get(old) !== null;
  const take = (field: Field, as: string, { type, filterable, sortable, groupable }: z.infer<z.ZodObject<typeof flags>>) => {
    sources.set(as, { name: field.name, type: field.type });
    fields.set(as, {
      ...field,
      name: as,
      type: type ?? field.type,
      filterable: filterable ?? field.filterable,
      sortable: sortable ?? field.sortable,
      groupable: groupable ?? field.groupable,
      of: field.of === null ? null : renamed(field.of),
    });
  };
  for (const [old] of changed) if (!report.fields.has(old)) throw new Error(`The world ${report.name}.columns.${old}: no column of it`);
  for (const field of report.fields.values()) if (present(field.name)) take(field, renamed(field.name), changed.get(field.name) ?? {});
  for (const [as, { like, ...rest }] of changes.flatMap(({ added: each = {} }) => Object.entries(each))) {
    const field = report.fields.get(like);
    if (field === undefined) throw new Error(`The world ${report.name}.added.${as}: no column ${like} to be like`);
    take(field, as, rest);
  }
  const { maxRows = report.maxRows, overCap = 'refuse', sortRequired = false } = habits;
  const there = (names: readonly string[]) => names.filter(present).map(renamed);
  return {
    report: {
      ...report,
      fields,
      maxRows: overCap === 'cut' ? Number.MAX_SAFE_INTEGER : maxRows,
      requiredFilter: report.requiredFilter === null ? null : renamed(report.requiredFilter),
      defaultSort: report.defaultSort.filter(({ field }) => present(field)).map(({ field, order }) => ({ field: renamed(field), order })),
      customMetrics: report.customMetrics && {
        ...report.customMetrics,
        metricFields: there(report.customMetrics.metricFields),
        conditionFields: there(report.customMetrics.conditionFields),
      },
    },
    sourceOf: (as) => sources.get(as),
    wire: { numbers: habits.numbers ?? (isTrigger ? 'quoted' : 'mixed'), blanks: habits.blanks ?? (isTrigger ? 'empty' : 'mixed') },
    maxRows,
    sortRequired: sortRequired && report.arguments.has('sort'),
    forbidden,
  };
}
