/** Rows by key that were all looked up before they are asked for, so that a list of rows with links is completed without waiting. */
import { countFields, type SelectedField } from '../query/selected-fields.js';
import type { EntityAsk } from './entity-loader.js';
import type { Entities } from './loaders.js';
import type { Pace } from './pace.js';
import type { Row } from './row.js';

/** What links of a list ask for, without what is selected. */
export type EntityKey = Omit<EntityAsk, 'fields'>;

export interface RowsToKnow {
  /** Notes a row that will be asked for, with what is selected of it. */
  readonly add: (key: EntityKey, fields: readonly SelectedField[]) => void;
  /** Looks up all of them. What was not noted is still asked of `entities`. */
  readonly lookUp: (entities: Entities, pace: Pace) => Promise<Entities>;
}

interface Table {
  readonly fields: Set<readonly SelectedField[]>;
  readonly keys: Map<string, EntityKey>;
}

/** Nothing noted yet. */
export function createRowsToKnow(): RowsToKnow {
  const tables = new Map<string, Table>();
  return {
    add(key, fields) {
      const name = tableOf(key);
      let table = tables.get(name);
      if (!table) tables.set(name, (table = { fields: new Set(), keys: new Map() }));
      table.fields.add(fields);
      if (!table.keys.has(key.key)) table.keys.set(key.key, key);
    },
    async lookUp(entities, pace) {
      const known = new Map<string, Map<string, Known>>();
      const lookUps = [...tables].map(([name, table]) => {
        const rows = new Map<string, Known>();
        known.set(name, rows);
        return lookUpTable(table, rows, entities, pace);
      });
      await Promise.all(lookUps);
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
      };
    },
  };
}

/** What a key leads to, or why it could not be looked up. */
type Known = readonly Row[] | Error;

/** All keys of a table are asked in one go, with the union of what is selected of its rows. */
async function lookUpTable({ fields, keys }: Table, known: Map<string, Known>, entities: Entities, pace: Pace): Promise<void> {
  const all = [...fields].flat();
  const asks: Promise<void>[] = [];
  const cells = countFields(all);
  for (const key of keys.values()) {
    const turn = pace.turnFor(cells);
    if (turn) await turn;
    asks.push(
      Promise.resolve(entities.loadMany({ ...key, fields: all })).then(
        (rows) => void known.set(key.key, rows),
        (error: unknown) => void known.set(key.key, error instanceof Error ? error : new Error('The look-up failed.', { cause: error })),
      ),
    );
  }
  await Promise.all(asks);
}

const tableOf = ({ report, igrp, keyField }: EntityKey): string => `${report.name} ${igrp} ${keyField}`;
