/**
 * How the fields of a row object resolve: from its finished cells; a cell that a key-made row lacks is looked up by that key; a link is a
 * look-up by the key that the row holds. Everything is batched by the loaders.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { Catalogue, LinkDefinition, Report } from '../../schema/report.js';
import type { GatewayContext } from '../context.js';
import { columnKey } from '../loaders/row-plan.js';
import { igrpOf, rowOfKey, type Row } from '../loaders/row.js';
import { selectedFields, type SelectedField } from '../query/selected-fields.js';

/** The value of a column of the row. */
export function resolveCell(row: Row, selected: Pick<SelectedField, 'name' | 'arguments'>, context: GatewayContext): unknown {
  const key = columnKey(selected);
  const value = row.cells[key];
  if (value !== undefined) return value;
  const entityKey = row.report.entity?.key;
  if (entityKey === undefined || row.cells[entityKey] === undefined) return null;
  const field: SelectedField = { ...selected, responseKey: key, selections: null, typeName: '' };
  const igrp = row.report.scope === 'root' ? null : row.igrp;
  return context.loaders.entity
    .load({ report: row.report, igrp, keyField: entityKey, key: String(row.cells[entityKey]), fields: [field] })
    .then((found) => found?.cells[key] ?? null);
}

/** The row, or rows, that a link leads to: null (none) for a key of 0 or a missing one, without a request. */
export function resolveLink(
  catalogue: Catalogue,
  row: Row,
  link: LinkDefinition,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): unknown {
  const key = row.cells[link.from] ?? (link.from === 'igrp' ? igrpOf(row) : null);
  if (key instanceof Error) throw key;
  const none = key === null || key === undefined || key === 0 || key === '0' || key === '';
  const target = catalogue.get(link.to);
  if (none || !target) return link.many ? [] : null;
  const igrp = target.scope === 'root' ? null : igrpOf(row);
  const keyField = link.key ?? target.entity?.key ?? link.from;
  const fields = fieldsBelow(info);
  if (link.many) return context.loaders.entity.loadMany({ report: target, igrp, keyField, key: String(key), fields });
  return resolveByKey(target, igrp, keyField, key, fields, context);
}

/** A row by its key. Selecting only what the key says asks nothing; a row that stands for itself is there even where upstream lacks it. */
export function resolveByKey(
  report: Report,
  igrp: number | null,
  keyField: string,
  key: unknown,
  fields: readonly SelectedField[],
  context: GatewayContext,
): Promise<Row | null> | Row {
  const known = new Set(['__typename', keyField, ...(igrp === null ? [] : ['igrp'])]);
  const stub = () => rowOfKey(report, igrp, keyField, key);
  if (report.entity?.standsForItself || fields.every(({ name }) => known.has(name) || report.links.get(name)?.from === 'igrp'))
    return stub();
  return context.loaders.entity.load({ report, igrp, keyField, key: String(key), fields });
}

const selections = new WeakMap<object, readonly SelectedField[]>();

/** What is selected below the field; walked once for all rows of a list, which share their field nodes. */
export function fieldsBelow(info: GraphQLResolveInfo): readonly SelectedField[] {
  const known = selections.get(info.fieldNodes);
  if (known) return known;
  const fields = selectedFields(info);
  selections.set(info.fieldNodes, fields);
  return fields;
}
