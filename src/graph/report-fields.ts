/** The fields of Query and of an installation that come from definitions: each report, and the row by its key of those that have one. */
import type { FieldMap, ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Catalogue, Report } from '../../schema/report.js';
import type { GatewayContext } from './context.js';
import { badInput } from '../errors.js';
import { reportArguments, type ReportInputs, type SharedInputs } from './argument-types.js';
import type { Builder, Types } from './builder.js';
import { describeReport } from './descriptions.js';
import { outputTypeName } from './field-types.js';
import { resolveReport } from './report-field.js';
import type { ReportNode } from './report-node.js';
import { resolveByKey } from './row-resolvers.js';
import type { RowRefs } from './row-types.js';

/** What makes fields of Query, and of any other type. */
export type FieldBuilder = Parameters<NonNullable<Parameters<Builder['queryType']>[0]>['fields'] & object>[0];

/** The types that one report brought. */
export interface TypesOfReport {
  readonly type: ObjectRef<Types, ReportNode>;
  readonly inputs: ReportInputs;
}

export interface FieldsOptions {
  readonly catalogue: Catalogue;
  /** By type prefix. */
  readonly types: ReadonlyMap<string, TypesOfReport>;
  readonly shared: SharedInputs;
  readonly refs: RowRefs;
}

/** The installation that the parent of a field stands for; null where it stands for none. */
export type IgrpOf = (parent: unknown) => number | null;

/** The type that the fields are made on. */
export interface ParentOfFields {
  readonly igrpOf: IgrpOf;
  /** The name that the type gives the field. */
  readonly nameOf: (name: string) => string;
}

type Arguments = Record<string, unknown>;

/** A function that makes the fields of the given reports on one type. */
export function createFields({ catalogue, types, shared, refs }: FieldsOptions) {
  const reportField = (t: FieldBuilder, report: Report, igrpOf: IgrpOf) => {
    const own = types.get(report.typePrefix);
    if (!own) throw new Error(`${report.name} has no type.`);
    const calls = (report.calls && catalogue.get(report.calls.from)) ?? null;
    return t.field({
      type: own.type,
      description: describeReport(report),
      args: reportArguments(t.arg, report, shared, own.inputs),
      resolve: (parent: unknown, given: Arguments, context: GatewayContext, info: GraphQLResolveInfo): Promise<ReportNode | null> =>
        resolveReport({ report, igrp: igrpOf(parent), given, calls }, context, info),
    });
  };

  const rowField = (t: FieldBuilder, report: Report, key: string, igrpOf: IgrpOf) => {
    const field = report.fields.get(key);
    const type = field && outputTypeName(field);
    if (type !== 'Int' && type !== 'ID') throw new Error(`${report.name} cannot be looked up by ${key}.`);
    const alone = report.entity?.standsForItself === true;
    const least = alone ? 1 : 0;
    return t.field({
      type: refs(report),
      description: alone
        ? 'One installation (IGRP). Sends no upstream request by itself; a number below 1 is refused at this field only.'
        : `One row of \`${report.name}\` by its key; null if there is none. All look-ups of one operation share one upstream request.`,
      args: { [key]: type === 'Int' ? t.arg.int({ required: true }) : t.arg.id({ required: true }) },
      resolve: (parent: unknown, given: Arguments, context: GatewayContext, info: GraphQLResolveInfo) => {
        const value = given[key];
        if (typeof value !== 'number' && typeof value !== 'string') throw new TypeError(`${key} came without a value.`);
        if (typeof value === 'number' && value < least) throw badInput(`${key} must be ${least} or more`, value, String(info.path.key));
        return resolveByKey({ report, igrp: igrpOf(parent), keyField: key, key: value }, () => context.selections.below(info), context);
      },
    });
  };

  return (t: FieldBuilder, reports: readonly Report[], { igrpOf, nameOf }: ParentOfFields): FieldMap => {
    const fields: FieldMap = {};
    for (const report of reports) {
      fields[nameOf(report.name)] = reportField(t, report, igrpOf);
      if (report.entity?.field) fields[nameOf(report.entity.field)] = rowField(t, report, report.entity.key, igrpOf);
    }
    return fields;
  };
}
