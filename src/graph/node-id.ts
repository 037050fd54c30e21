/**
 * Ids of nodes: text that means one row of one installation to every gateway with that report, now and later. To a client it is opaque. It
 * holds no more than the key, so that making one costs no request and reading one needs no memory of it.
 */
import type { Catalogue, Field, Report } from '../../schema/report.js';
import { isNode } from '../../schema/node.js';
import { badInput, GatewayError } from '../errors.js';
import { brokenKeyRule } from '../query/entity-query.js';
import { igrpOf, type Row } from '../reports/row.js';
import type { MeantRow } from './row-resolvers.js';

/** The id of a row. Throws where upstream sent the row without its key. */
export function nodeId(row: Row): string {
  const { report, cells } = row;
  const key = cells[report.entity?.key ?? ''];
  if (key instanceof Error) throw key;
  if (typeof key !== 'string' && typeof key !== 'number')
    throw new GatewayError(
      'UPSTREAM_MALFORMED_RESPONSE',
      `${report.entity?.key} must be there, but the Reports API sent a row without it.`,
    );
  return write(report.scope === 'root' ? [report.name, key] : [report.name, igrpOf(row), key]);
}

/** The row that an id means; no look at whether it is there. Throws BAD_USER_INPUT for what is no id. */
export function readNodeId(catalogue: Catalogue, id: string, place: string): MeantRow {
  const parts = read(id);
  const report = typeof parts[0] === 'string' ? catalogue.get(parts[0]) : undefined;
  const keyField = report?.fields.get(report.entity?.key ?? '');
  if (report && keyField && isNode(report)) {
    const isRoot = report.scope === 'root';
    const [igrp, key] = isRoot ? [null, parts[1]] : [parts[1], parts[2]];
    if (write(parts) === id && parts.length === (isRoot ? 2 : 3) && (igrp === null || isWhole(igrp, 1)) && isKey(report, keyField, key))
      return { report, igrp, keyField: keyField.name, key };
  }
  throw badInput('id must be a node id returned by this API', id, place);
}

const write = (parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of an id; none where it is no list in JSON. */
function read(id: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(id, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

const MOST = 2_147_483_647;
const isWhole = (value: unknown, least: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= MOST;

function isKey({ entity }: Report, { type }: Field, key: unknown): key is string | number {
  if (type === 'int') return isWhole(key, entity?.standsForItself === true ? 1 : 0);
  return typeof key === 'string' && brokenKeyRule(key) === null;
}
