/** Rows by key that were all looked up before they are asked for, so that a list of rows with links is completed without waiting. */
import type { Report } from '../../schema/report.js';
import { countFields, type SelectedField } from '../query/selected-fields.js';
import type { EntityAsk } from './entity-loader.js';
import type { Entities } from './loaders.js';
import type { Pace } from './pace.js';
import type { Row } from './row.js';

/** What links of a list ask for, without what is selected. */
export type EntityKey = Omit<EntityAsk, 'fields'>;

export interface RowsToKnow {
  /** Notes a row that will be asked for, with what is selected of it. */
  readonly add: AddRow;
  /** Looks up all of them, then those that `follow` notes of what was found. What was not noted is still asked of `entities`. */
  readonly lookUp: (entities: Entities, pace: Pace, follow: Follow) => Promise<Entities>;
}

export type AddRow = (key: EntityKey, fields: readonly SelectedField[]) => void;

/** Makes what notes the rows that a row of the report links to, where so much is selected of it; null where it links to none. */
export type Follow = (report: Report, fields: readonly SelectedField[]) => ((row: Row, add: AddRow) => void) | null;

/** Rows of one report and installation, by the column that their keys are of. */
interface Table {
  readonly report: Report;
  readonly fields: Set<readonly SelectedField[]>;
  readonly keys: Map<string, EntityKey>;
}

type Tables = Map<string, Table>;

/** By the names of their tables, then by their keys. */
type KnownRows = Map<string, Map<string, Known>>;

/** Nothing noted yet. */
export function createRowsToKnow(): RowsToKnow {
  const tables: Tables = new Map();
  return {
    add: addTo(tables),
    async lookUp(entities, pace, follow) {
      const known: KnownRows = new Map();
      for (let level = tables; level.size > 0;) {
        await Promise.all([...level].map(([name, table]) => lookUpTable(table, rowsIn(known, name), entities, pace)));
        level = await followed(level, known, follow, pace);
      }
      const find = (ask: EntityAsk): readonly Row[] | undefined => {
        const found = known.get(tableOf(ask))?.get(ask.key);
        if (found instanceof Error) throw found;
        return found;
      };
      return {
        load: (ask) => {
          const found = find(ask);
          return found ? (found[0] ?? null) : entities.load(ask);
        },
        loadMany: (ask) => find(ask) ?? entities.loadMany(ask),
        loadAll: entities.loadAll,
      };
    },
  };
}

function addTo(tables: Tables): AddRow {
  return (key, fields) => {
    const name = tableOf(key);
    let table = tables.get(name);
    if (!table) tables.set(name, (table = { report: key.report, fields: new Set(), keys: new Map() }));
    table.fields.add(fields);
    if (!table.keys.has(key.key)) table.keys.set(key.key, key);
  };
}

function rowsIn(known: KnownRows, name: string): Map<string, Known> {
  const rows = known.get(name) ?? new Map<string, Known>();
  known.set(name, rows);
  return rows;
}

/** What the rows of the tables link to, each row once, however many lead to it. */
async function followed(tables: Tables, known: KnownRows, follow: Follow, pace: Pace): Promise<Tables> {
  const next: Tables = new Map();
  const add = addTo(next);
  for (const [name, { report, fields, keys }] of tables) {
    const notes = [...fields].flatMap((selected) => follow(report, selected) ?? []);
    if (notes.length === 0) continue;
    const found = [...keys.keys()].map((key) => known.get(name)?.get(key) ?? []);
    await pace.inTurns(found.length, notes.length, (from, to) => {
      for (const rows of found.slice(from, to))
        if (!(rows instanceof Error)) for (const row of rows) for (const note of notes) note(row, add);
    });
  }
  return next;
}

/** What a key leads to, or why it could not be looked up. */
type Known = readonly Row[] | Error;

/** All keys of a table are asked in one go, with the union of what is selected of its rows. */
async function lookUpTable({ fields, keys }: Table, known: Map<string, Known>, entities: Entities, pace: Pace): Promise<void> {
  const [first] = keys.values();
  if (!first) return;
  const { report, igrp, keyField } = first;
  const all = [...fields].flat();
  const asked = [...keys.keys()];
  const found = await entities.loadAll({ report, igrp, keyField, fields: all, keys: asked });
  await pace.inTurns(asked.length, countFields(all), (from, to) => {
    for (const key of asked.slice(from, to)) {
      const rows = found.get(key);
      const before = known.get(key);
      // What was found of it before stays; what is missing there is asked for when it is read.
      if (!(rows instanceof Error)) known.set(key, withCellsOf(before, rows));
      else if (before === undefined) known.set(key, rows);
    }
  });
}

/** Rows that are linked to at several places have all cells that were looked up for any of them. */
function withCellsOf(known: Known | undefined, rows: readonly Row[]): readonly Row[] {
  if (known === undefined || known instanceof Error) return rows;
  return rows.map((row, i) => ({ ...row, cells: Object.assign({}, known[i]?.cells, row.cells) }));
}

const tableOf = ({ report, igrp, keyField }: EntityKey): string => `${report.name} ${igrp} ${keyField}`;
