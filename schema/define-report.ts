/** From a definition as written to a report with everything decided. */
import { argumentNames } from './argument-names.js';
import { checkDefinition, isOperand } from './check-definition.js';
import { MAX_ROWS, type Field, type Report } from './report.js';
import type { FieldDefinition, ReportDefinition } from './report-definition.js';

/** Checks a definition and resolves it. Throws a `DefinitionError` that names the rule, the value and the place. */
export function defineReport(definition: ReportDefinition): Report {
  checkDefinition(definition);
  const evidence = definition.evidence ?? 'documented';
  const { path, igrpIn } = definition;
  const taken = { arguments: new Set(definition.arguments), parameters: parametersOf(definition), keyset: orNull(definition.keyset) };
  return Object.freeze<Report>({
    name: definition.name,
    typePrefix: definition.typePrefix,
    family: definition.family,
    scope: path.includes('{igrp}') || igrpIn === 'query' ? 'installation' : 'root',
    path,
    pathEvidence: definition.pathEvidence ?? evidence,
    igrpInQuery: igrpIn === 'query',
    description: definition.description,
    note: orNull(definition.note),
    evidence,
    ...taken,
    argumentNames: new Set(argumentNames(taken)),
    argumentsEvidence: definition.argumentsEvidence ?? 'documented',
    operandsEvidence: definition.operandsEvidence ?? 'documented',
    fields: new Map(Object.entries(definition.fields).map(([name, field]) => [name, resolveField(definition, name, field)])),
    dynamicFields: definition.dynamicFields === true,
    openRows: definition.openRows === true,
    realTime: definition.realTime === true,
    customMetrics: orNull(definition.customMetrics),
    calls: orNull(definition.calls),
    requiredFilter: orNull(definition.requiredFilter),
    entity: orNull(definition.entity),
    maxRows: definition.maxRows ?? MAX_ROWS,
    ...lists(definition),
    definition,
  });
}

const parametersOf = ({ parameters }: ReportDefinition): Report['parameters'] => new Map(Object.entries(parameters ?? {}));

function lists({ deprecatedPaths, defaultSort, requireOneOf, links, exampleFields }: ReportDefinition) {
  return {
    deprecatedPaths: deprecatedPaths ?? [],
    defaultSort: defaultSort ?? [],
    requireOneOf: requireOneOf ?? [],
    links: new Map(Object.entries(links ?? {})),
    exampleFields: exampleFields ?? [],
  };
}

function resolveField(definition: ReportDefinition, name: string, field: FieldDefinition): Field {
  const kind = field.kind ?? 'column';
  return Object.freeze<Field>({
    name,
    type: field.type,
    kind,
    description: field.description,
    evidence: field.evidence ?? 'documented',
    of: orNull(field.of),
    bucket: orNull(field.bucket),
    codes: field.codes ? new Set(field.codes) : null,
    note: orNull(field.note),
    pii: field.pii === true,
    filterable: isOperand(definition, name, 'filter'),
    sortable: isOperand(definition, name, 'sort'),
    groupable: kind === 'dimension' && field.groupable !== false,
    wire: orNull(field.wire),
  });
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;
