/**
 * Which directives the subgraph puts where, from the definitions and the schema that was made of them: keys of the entities, `@shareable` on
 * values, `@tag` on personal data, and the price of an operation for a router that plans it.
 */
import { getNamedType, isEnumType, isInputObjectType, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { PLAIN_NAMES, type OwnNames } from '../../../schema/own-names.js';
import type { Catalogue } from '../../../schema/report.js';
import type { DirectiveUse } from './directives.js';
import { isReportType } from '../report-type.js';
import { entityTypes } from './entity-types.js';
import { personalData, personalNames } from './personal-data.js';

/** Directives by schema coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Enum.VALUE`. */
export type DirectivePlan = ReadonlyMap<string, readonly DirectiveUse[]>;

/** What one upstream request weighs, in rows: a report or a look-up costs this much before its first row. */
export const REQUEST_WEIGHT = 100;

const SLICING = 'limit';
const SIZED = 'rows';
/** Causes a second request, about another period. */
const COMPARE = 'compare';

/** Fields of a report that cause a request of their own. */
const SUMS: ReadonlySet<string> = new Set(['totals', 'other']);

/** The directives of every type, field, argument and value that has some. */
export function subgraphDirectives(schema: GraphQLSchema, catalogue: Catalogue, { queryField }: OwnNames = PLAIN_NAMES): DirectivePlan {
  const plan = new Map<string, DirectiveUse[]>();
  const put = (place: string, use: DirectiveUse) => {
    const uses = plan.get(place);
    if (uses) uses.push(use);
    else plan.set(place, [use]);
  };
  const entities = entityTypes(catalogue);
  const personal = personalData(catalogue);
  const names = personalNames(catalogue);
  const tag: DirectiveUse = { name: 'tag', arguments: { name: 'pii' } };
  const tagged = (place: string) => {
    if (personal.has(place)) put(place, tag);
  };
  const lookUps = new Set(
    [...catalogue.values()].flatMap(({ entity, scope }) => {
      if (!entity?.field || entity.standsForItself) return [];
      return [scope === 'root' ? queryField(entity.field) : entity.field];
    }),
  );

  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type)) for (const { name } of type.getValues()) tagged(`${type.name}.${name}`);
    if (isInputObjectType(type)) for (const name in type.getFields()) tagged(`${type.name}.${name}`);
    if (!isObjectType(type)) continue;
    const entity = entities.get(type.name);
    if (entity) put(type.name, { name: 'key', arguments: { fields: entity.keyFields.join(' ') } });
    else if (type !== schema.getQueryType()) put(type.name, { name: 'shareable', arguments: {} });
    const holdsReports = type === schema.getQueryType() || entity?.report.entity?.standsForItself === true;
    for (const field of Object.values(type.getFields())) {
      const place = `${type.name}.${field.name}`;
      tagged(place);
      if (isReportType(type) && SUMS.has(field.name)) put(place, { name: 'cost', arguments: { weight: REQUEST_WEIGHT } });
      if (!holdsReports && !isReportField(field)) continue;
      if (isReportField(field)) for (const [at, use] of priced(place, field)) put(at, use);
      else if (lookUps.has(field.name) && field.args.length > 0) put(place, { name: 'cost', arguments: { weight: REQUEST_WEIGHT } });
    }
  }
  return plan;

  function* priced(place: string, field: GraphQLField<unknown, unknown>): Iterable<readonly [string, DirectiveUse]> {
    yield [place, { name: 'cost', arguments: { weight: REQUEST_WEIGHT } }];
    const limit = field.args.find(({ name }) => name === SLICING);
    // Without assumedSize: the argument's default says it, and some composers refuse both.
    if (limit)
      yield [
        place,
        {
          name: 'listSize',
          arguments: {
            slicingArguments: [SLICING],
            sizedFields: [SIZED],
            requireOneSlicingArgument: false,
          },
        },
      ];
    if (field.args.some(({ name }) => name === COMPARE))
      yield [`${place}(${COMPARE}:)`, { name: 'cost', arguments: { weight: REQUEST_WEIGHT } }];
    for (const { name } of field.args) if (names.has(name)) yield [`${place}(${name}:)`, tag];
  }
}

const isReportField = ({ type }: GraphQLField<unknown, unknown>): boolean => isReportType(getNamedType(type));
