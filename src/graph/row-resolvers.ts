/**
 * How the fields of a row object resolve: from its finished cells; a cell that a key-made row lacks is looked up by that key; a link is a
 * look-up by the key that the row holds. Everything is batched by the loaders.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { Catalogue, Report } from '../../schema/report.js';
import type { LinkDefinition } from '../../schema/report-definition.js';
import { isNode, NODE_ID } from '../../schema/node.js';
import type { GatewayContext } from './context.js';
import { columnKey } from '../reports/row-plan.js';
import { rowSize } from '../reports/answer-size.js';
import type { EntityKey } from '../reports/known-rows.js';
import { igrpOf, rowOfKey, type Row } from '../reports/row.js';
import type { SelectedField } from '../query/selected-fields.js';

/** The value of a column of the row; a promise of it where a row that its key made has to be looked up. */
export function resolveCell(row: Row, selected: Pick<SelectedField, 'name' | 'arguments'>, context: GatewayContext): unknown {
  const key = columnKey(selected);
  const value = row.cells[key];
  if (value !== undefined) return value;
  const entityKey = row.report.entity?.key;
  const own = entityKey === undefined ? undefined : row.cells[entityKey];
  if (entityKey === undefined || !isKey(own)) return null;
  const igrp = row.report.scope === 'root' ? null : row.igrp;
  const fields = context.selections.column(key, selected);
  const found = context.loaders.entity.load({ report: row.report, igrp, keyField: entityKey, key: String(own), fields });
  return whenThere(found, (there) => (isCounted(there, fields, context) ? (there?.cells[key] ?? null) : null));
}

function whenThere<T, U>(value: T | Promise<T>, read: (value: T) => U): U | Promise<U> {
  return value instanceof Promise ? value.then(read) : read(value);
}

/** The row, or rows, that a link leads to: null (none) for a key of 0 or a missing one, without a request. */
export function resolveLink(
  catalogue: Catalogue,
  row: Row,
  link: LinkDefinition,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): unknown {
  const target = catalogue.get(link.to);
  if (!target) return link.many ? [] : null;
  const follow = (key: unknown): unknown => {
    if (key instanceof Error) throw key;
    const meant = meantRow(target, row, link, key);
    if (meant === null) return link.many ? [] : null;
    if (link.many) {
      const fields = context.selections.below(info);
      return whenThere(context.loaders.entity.loadMany({ fields, ...meant, key: String(meant.key) }), (rows) =>
        rows.every((linked) => isCounted(linked, fields, context)) ? rows : [],
      );
    }
    return resolveByKey(meant, () => context.selections.below(info), context);
  };
  const key = link.from === INSTALLATION ? igrpOf(row) : resolveCell(row, { name: link.from, arguments: NO_ARGUMENTS }, context);
  return key instanceof Promise ? key.then(follow) : follow(key);
}

/** The row that a link leads to, where it has to be looked up for these fields; null where it has not, or is not known by the row alone. */
export function linkToLookUp(target: Report, row: Row, link: LinkDefinition, fields: readonly SelectedField[]): EntityKey | null {
  const meant = meantRow(target, row, link, link.from === INSTALLATION ? igrpOf(row) : row.cells[link.from]);
  if (meant === null || (!link.many && isSaidByKey(meant, fields))) return null;
  return { ...meant, key: String(meant.key) };
}

function meantRow(target: Report, row: Row, link: LinkDefinition, key: unknown): MeantRow | null {
  if (!isKey(key) || NONE.has(key)) return null;
  const igrp = target.scope === 'root' ? null : igrpOf(row);
  return { report: target, igrp, keyField: link.key ?? target.entity?.key ?? link.from, key };
}

const INSTALLATION = 'igrp';
const NO_ARGUMENTS: SelectedField['arguments'] = Object.freeze({});
/** Keys that upstream writes where there is no row to link to. */
const NONE: ReadonlySet<string | number> = new Set([0, '0', '']);
const isKey = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** The row that a key means. */
export interface MeantRow {
  readonly report: Report;
  /** Null on root reports. */
  readonly igrp: number | null;
  readonly keyField: string;
  readonly key: string | number;
}

/**
 * A row by its key. Selecting only what the key says asks nothing; a row that stands for itself is there even where upstream lacks it, and
 * what is selected of it is not looked at.
 */
export function resolveByKey(
  { report, igrp, keyField, key }: MeantRow,
  selected: () => readonly SelectedField[],
  context: GatewayContext,
): Promise<Row | null> | Row | null {
  if (report.entity?.standsForItself) return rowOfKey(report, igrp, keyField, key);
  const fields = selected();
  if (isSaidByKey({ report, igrp, keyField }, fields)) return rowOfKey(report, igrp, keyField, key);
  const found = context.loaders.entity.load({ report, igrp, keyField, key: String(key), fields });
  return whenThere(found, (row) => (isCounted(row, fields, context) ? row : null));
}

/** Whether the key alone says all that is selected. */
function isSaidByKey({ report, igrp, keyField }: Omit<MeantRow, 'key'>, fields: readonly SelectedField[]): boolean {
  const isSaid = (name: string) => name === keyField || (igrp !== null && name === INSTALLATION);
  const isKnown = ({ name }: SelectedField) =>
    name === '__typename' ||
    (name === NODE_ID && isNode(report) && keyField === report.entity?.key) ||
    isSaid(name) ||
    isSaid(report.links.get(name)?.from ?? '');
  return fields.every(isKnown);
}

/** Counts a row that was looked up. False: the answer is too large and will be refused. */
function isCounted(row: Row | null, fields: readonly SelectedField[], { size }: GatewayContext): boolean {
  return row === null || size.add(rowSize(row, fields));
}
