/** The entities of the subgraph: row types that have a key, and the report that finds a row by it. */
import type { Catalogue, Field, Report } from '../../../schema/report.js';
import { rowTypeName } from '../../../schema/type-names.js';

export interface EntityType {
  readonly typeName: string;
  /** Whose route finds a row by its key. */
  readonly report: Report;
  /** The field that identifies a row, besides the installation it belongs to. */
  readonly key: Field;
  /** Everything a representation must say, in the order of `@key(fields:)`. */
  readonly keyFields: readonly string[];
}

/** Entities by type name. Reports that share a row type share the entity; one of them is asked for it. */
export function entityTypes(catalogue: Catalogue): ReadonlyMap<string, EntityType> {
  const types = new Map<string, EntityType>();
  for (const { entity, typePrefix, family } of catalogue.values()) {
    const typeName = rowTypeName({ typePrefix, family });
    if (entity === null || types.has(typeName)) continue;
    const report = lookUpReport(catalogue, typeName);
    const key = report?.fields.get(entity.key);
    if (!report || !key) continue;
    types.set(typeName, { typeName, report, key, keyFields: report.scope === 'installation' ? ['igrp', key.name] : [key.name] });
  }
  return types;
}

/** Where several reports share the row type: the one that their definitions name for look-ups, else the first of them. */
function lookUpReport(catalogue: Catalogue, typeName: string): Report | undefined {
  const reports = [...catalogue.values()].filter((report) => report.entity !== null && rowTypeName(report) === typeName);
  const named = reports.map(({ entity }) => entity?.lookUp).find((name) => name !== undefined);
  return (named === undefined ? undefined : catalogue.get(named)) ?? reports[0];
}
