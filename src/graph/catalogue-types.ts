/** The catalogue as data: `reports`, from the definitions that the schema is built from. */
import type { ObjectRef } from '@pothos/core';
import type { Field, Report } from '../../schema/report.js';
import { operatorsOf } from '../query/operands.js';
import type { Builder, Types } from './builder.js';
import { describeEvidence } from './descriptions.js';
import { outputTypeName } from './field-types.js';

/** The type of one report's facts. */
export function addReportInfo(builder: Builder): ObjectRef<Types, Report> {
  const field = builder.objectRef<Field>('ReportFieldInfo').implement({
    description: 'What can be asked of one field of a report.',
    fields: (t) => ({
      name: t.exposeString('name', { nullable: false, description: 'Its name, in GraphQL and in v2.' }),
      type: t.string({ nullable: false, description: 'Its GraphQL type.', resolve: outputTypeName }),
      kind: t.string({
        nullable: false,
        description: '`column`; on metrics reports `dimension`, `label` or `metric`.',
        resolve: ({ kind }) => kind,
      }),
      description: t.exposeString('description', { nullable: false, description: 'What it means.' }),
      filterable: t.exposeBoolean('filterable', { nullable: false, description: 'Whether the report’s filter input has it.' }),
      sortable: t.exposeBoolean('sortable', { nullable: false, description: 'Whether rows can be sorted by it.' }),
      groupable: t.exposeBoolean('groupable', { nullable: false, description: 'Whether rows can be grouped by it.' }),
      operators: t.stringList({ nullable: false, description: 'The operators of its filter.', resolve: (it) => [...operatorsOf(it)] }),
      evidence: t.string({
        nullable: false,
        description: 'How sure this is: documented, client (seen in public clients), inferred, or configured.',
        resolve: ({ evidence }) => evidence,
      }),
      pii: t.exposeBoolean('pii', {
        nullable: false,
        description: 'Whether it is personal data, redacted for callers without the permission.',
      }),
    }),
  });
  return builder.objectRef<Report>('ReportInfo').implement({
    description: 'What can be asked of one report.',
    fields: (t) => ({
      name: t.exposeString('name', { nullable: false, description: 'The GraphQL field.' }),
      path: t.exposeString('path', { nullable: false, description: 'Its v2 route below the base URL.' }),
      description: t.string({
        nullable: false,
        description: 'What it holds.',
        resolve: ({ description, evidence }) => [description, describeEvidence(evidence)].filter(Boolean).join(' '),
      }),
      maxRows: t.exposeInt('maxRows', { nullable: false, description: 'Rows that one call returns at most.' }),
      arguments: t.stringList({
        nullable: false,
        description: 'The arguments it takes.',
        resolve: (report) => [...report.arguments, ...(report.keyset === null ? [] : ['afterRowId'])],
      }),
      fields: t.field({ type: [field], nullable: false, description: 'Its fields.', resolve: (report) => [...report.fields.values()] }),
    }),
  });
}
