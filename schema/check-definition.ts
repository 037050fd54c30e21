/** The rules of one definition beyond its shape: what it names must be there, and what it offers must make sense together. */
import { fail } from './definition-error.js';
import { RESERVED_NAMES } from './argument-names.js';
import { checkValue } from './check-value.js';
import { REPORT } from './definition-schema.js';
import { enumName } from './enum-name.js';
import { NODE_ID } from './node.js';
import { ARGUMENT_NAMES, type ArgumentName, type Bucket, type FieldDefinition, type ReportDefinition } from './report-definition.js';

/** Row fields that every report has or may have besides its columns. */
export const ROW_FIELDS: ReadonlySet<string> = new Set(['variable', 'passThrough', 'customMetric', 'customMetrics', 'field', 'raw']);

/** Row fields that metrics reports have besides: the row of the period compared with, and what became of it. */
export const COMPARISON_FIELDS: ReadonlySet<string> = new Set(['previous', 'delta', 'deltaRatio']);

/** The type that a dimension needs to stand for a stretch of time. */
const BUCKET_TYPES = { day: 'date', month: 'int' } as const satisfies Record<Bucket, FieldDefinition['type']>;

const KNOWN_ARGUMENTS: ReadonlySet<string> = new Set([...ARGUMENT_NAMES, ...RESERVED_NAMES]);

/** Prefixes of columns that upstream computes per visitor: it can show them, but neither filter nor sort by them. */
const DYNAMIC = /^(c|pt)_/;

type Rule = (definition: ReportDefinition, place: string) => void;

/** Throws a `DefinitionError` that names the place, the rule and the value. */
export function checkDefinition(definition: ReportDefinition): void {
  const place = `reports.${definition.name}`;
  checkValue(REPORT, definition, place);
  for (const rule of RULES) rule(definition, place);
}

/** Whether rows can be filtered or sorted by the field; `names` is the report's list of such fields. */
export function isOperand(definition: ReportDefinition, name: string, by: 'filter' | 'sort'): boolean {
  const field = definition.fields[name];
  if (!field) return false;
  const [own, names] = by === 'filter' ? [field.filterable, definition.filterable] : [field.sortable, definition.sortable];
  const can = definition.arguments.includes(by) && field.type !== 'json' && !DYNAMIC.test(name);
  return can && (own ?? names?.includes(name) ?? true);
}

const takes = (definition: ReportDefinition, argument: ArgumentName) => definition.arguments.includes(argument);
const entries = ({ fields }: ReportDefinition) => Object.entries(fields);
const isCompared = ({ family }: ReportDefinition, name: string) => family === 'metrics' && COMPARISON_FIELDS.has(name);
const kindOf = (field: FieldDefinition | undefined) => field && (field.kind ?? 'column');

const routes: Rule = ({ path, igrpIn }, place) => {
  const inPath = path.split('{igrp}').length - 1;
  if (inPath > 1) fail(`${place}.path`, 'must contain {igrp} once', path);
  if (inPath === 1 && igrpIn === 'query') fail(`${place}.igrpIn`, 'must be left out if the path contains {igrp}', igrpIn);
};

const fieldNames: Rule = (definition, place) => {
  const spelt = new Map<string, string>();
  for (const [name] of entries(definition)) {
    const at = `${place}.fields.${name}`;
    if (ROW_FIELDS.has(name)) fail(at, `must differ from the row’s own fields: ${[...ROW_FIELDS].join(', ')}`, name);
    if (isCompared(definition, name)) fail(at, `must differ from ${[...COMPARISON_FIELDS].join(', ')}, which metrics rows have`, name);
    const other = spelt.get(enumName(name));
    if (other !== undefined) fail(at, `must differ in its enum spelling, ${enumName(name)}, from ${other}`, name);
    spelt.set(enumName(name), name);
  }
  if (spelt.size === 0 && definition.openRows !== true)
    fail(`${place}.fields`, 'must hold a field, unless openRows is true', definition.fields);
};

const kinds: Rule = (definition, place) => {
  const metrics = definition.family === 'metrics';
  for (const [name, field] of entries(definition)) {
    const at = `${place}.fields.${name}`;
    const kind = kindOf(field);
    if (metrics && kind === 'column') fail(`${at}.kind`, 'must be dimension, label or metric on a metrics report', field.kind);
    if (!metrics && kind !== 'column') fail(`${at}.kind`, 'must be column outside metrics reports', kind);
    if ((kind === 'label') !== (field.of !== undefined))
      fail(`${at}.of`, 'is required on a label and must be left out elsewhere', field.of);
    if (field.of !== undefined && kindOf(definition.fields[field.of]) !== 'dimension')
      fail(`${at}.of`, 'must name a dimension of the report', field.of);
    if (kind === 'dimension' && !takes(definition, 'group'))
      fail(`${at}.kind`, 'must not be dimension where the report takes no group', kind);
    if (field.bucket !== undefined && (kind !== 'dimension' || field.type !== BUCKET_TYPES[field.bucket]))
      fail(`${at}.bucket`, `may be given only on a dimension of type ${BUCKET_TYPES[field.bucket]}`, field.bucket);
    if (field.codes !== undefined && field.type !== 'string')
      fail(`${at}.codes`, 'may be given only on a field of type string', field.type);
    if (field.groupable === true && kind !== 'dimension') fail(`${at}.groupable`, 'may be true only on a dimension', true);
  }
};

const operands: Rule = (definition, place) => {
  for (const [name, field] of entries(definition))
    for (const [key, by] of [
      ['filterable', 'filter'],
      ['sortable', 'sort'],
    ] as const)
      if (field[key] === true && !isOperand(definition, name, by))
        fail(`${place}.fields.${name}.${key}`, `must not be true if the report takes no ${by}, on json, or on c_ and pt_ columns`, true);
  if (takes(definition, 'sort') && !entries(definition).some(([name]) => isOperand(definition, name, 'sort')))
    fail(`${place}.sortable`, 'must leave at least one sortable field if the report takes sort', definition.sortable);
};

const namedFields: Rule = (definition, place) => {
  const { filterable, sortable, exampleFields } = definition;
  for (const [list, names] of Object.entries({ filterable, sortable, exampleFields }))
    names?.forEach((name, i) => {
      if (!definition.fields[name]) fail(`${place}.${list}[${i}]`, 'must name a field of the report', name);
    });
};

const customMetrics: Rule = (definition, place) => {
  const { customMetrics: custom, family } = definition;
  if (takes(definition, 'group') && family !== 'metrics')
    fail(`${place}.arguments`, 'must not hold group outside metrics reports', definition.arguments);
  if (takes(definition, 'group') && !entries(definition).some(([, field]) => kindOf(field) === 'dimension' && field.groupable !== false))
    fail(`${place}.arguments`, 'must not hold group where there is no dimension', definition.arguments);
  if (takes(definition, 'customMetrics') !== (custom !== undefined))
    fail(`${place}.customMetrics`, 'is required if the report takes customMetrics, and must be left out otherwise', custom);
  if (!custom) return;
  if (!takes(definition, 'group')) fail(`${place}.arguments`, 'must hold group where it holds customMetrics', definition.arguments);
  for (const [list, kind] of [
    ['metricFields', 'metric'],
    ['conditionFields', 'dimension'],
  ] as const) {
    const at = `${place}.customMetrics.${list}`;
    if (custom[list].length === 0) fail(at, `must name a ${kind} of the report`, custom[list]);
    custom[list].forEach((name, i) => {
      if (kindOf(definition.fields[name]) !== kind) fail(`${at}[${i}]`, `must name a ${kind} of the report`, name);
    });
  }
};

const argumentsTogether: Rule = (definition, place) => {
  const at = `${place}.arguments`;
  if (takes(definition, 'startDate') !== takes(definition, 'endDate'))
    fail(at, 'must hold startDate and endDate together', definition.arguments);
  if (takes(definition, 'offset') && !takes(definition, 'limit')) fail(at, 'must hold limit where it holds offset', definition.arguments);
  for (const name of Object.keys(definition.parameters ?? {}))
    if (KNOWN_ARGUMENTS.has(name)) fail(`${place}.parameters.${name}`, 'must have no known argument’s name', name);
  definition.requireOneOf?.forEach((argument, i) => {
    if (!takes(definition, argument)) fail(`${place}.requireOneOf[${i}]`, 'must name an argument of the report', argument);
  });
};

const ordering: Rule = (definition, place) => {
  const { keyset, requiredFilter, defaultSort } = definition;
  const by = (name: string, argument: 'filter' | 'sort', at: string) => {
    if (!isOperand(definition, name, argument))
      fail(at, `must name a field that can be ${argument === 'sort' ? 'sorted by' : 'filtered'}`, name);
  };
  defaultSort?.forEach(({ field }, i) => by(field, 'sort', `${place}.defaultSort[${i}].field`));
  if (requiredFilter !== undefined) by(requiredFilter, 'filter', `${place}.requiredFilter`);
  if (keyset === undefined) return;
  if (definition.fields[keyset]?.type !== 'id') fail(`${place}.keyset`, 'must name a field of type id', keyset);
  by(keyset, 'filter', `${place}.keyset`);
  by(keyset, 'sort', `${place}.keyset`);
  if (!takes(definition, 'limit')) fail(`${place}.keyset`, 'must be left out if the report takes no limit', keyset);
};

const entities: Rule = (definition, place) => {
  const { entity } = definition;
  if (!entity) return;
  const type = definition.fields[entity.key]?.type;
  if (type !== 'int' && type !== 'id') fail(`${place}.entity.key`, 'must name a field of type int or id', entity.key);
  if (!isOperand(definition, entity.key, 'filter') || !takes(definition, 'limit'))
    fail(`${place}.entity.key`, 'must name a field that can be filtered, on a report that takes limit', entity.key);
  if (entity.standsForItself === true && (definition.path.includes('{igrp}') || definition.igrpIn === 'query' || type !== 'int'))
    fail(`${place}.entity.standsForItself`, 'must not be true under an installation, or where the key is no int', true);
};

const calls: Rule = ({ calls: behind, family, fields, links: own }, place) => {
  if (!behind) return;
  if (family !== 'metrics') fail(`${place}.calls`, 'must not be there outside metrics reports', behind);
  if (fields['calls'] || own?.['calls']) fail(`${place}.fields.calls`, 'must not be there beside calls', 'calls');
  for (const name of Object.keys(behind.columns)) {
    const kind = kindOf(fields[name]);
    if (kind !== 'dimension' && kind !== 'label')
      fail(`${place}.calls.columns.${name}`, 'must name a dimension or a label of the report', name);
  }
};

/** A row that is a node has an id of its own. */
const nodes: Rule = ({ entity, fields }, place) => {
  if (entity?.field !== undefined && fields[NODE_ID]) fail(`${place}.fields.${NODE_ID}`, 'must not be there beside entity.field', NODE_ID);
};

const links: Rule = (definition, place) => {
  const below = definition.path.includes('{igrp}') || definition.igrpIn === 'query';
  for (const [name, { from }] of Object.entries(definition.links ?? {})) {
    const at = `${place}.links.${name}`;
    if (definition.fields[name] || ROW_FIELDS.has(name) || name === 'igrp' || name === NODE_ID || isCompared(definition, name))
      fail(at, 'must differ from every field of the row', name);
    const type = definition.fields[from]?.type;
    const known = type === 'int' || type === 'id' || type === 'string' || (type === undefined && from === 'igrp' && below);
    if (!known) fail(`${at}.from`, 'must name a field of the report that can hold a key', from);
  }
};

const RULES: readonly Rule[] = [
  routes,
  fieldNames,
  kinds,
  namedFields,
  operands,
  customMetrics,
  argumentsTogether,
  ordering,
  entities,
  calls,
  nodes,
  links,
];
