/**
 * The scalars. DateTime, JSON, JSONObject, SafeInt and TimeZone are those of graphql-scalars, which neither change nor lose a value. Date and
 * LocalDateTime are our own: the library's turn text into Date objects or cost a quarter of a large report, and both must stay the text
 * that upstream understands.
 */
import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import { GraphQLDateTime, GraphQLJSON, GraphQLJSONObject, GraphQLSafeInt, GraphQLTimeZone } from 'graphql-scalars';
import { echo, shorten } from '../errors.js';
import { FIRST_DATE, isDate, isDateTime, isInRange, LAST_DATE } from '../../schema/dates.js';

/** A scalar of text in one form, handed on as it is. */
function textScalar(name: string, description: string, form: string, isForm: (text: string) => boolean): GraphQLScalarType<string, string> {
  const isValid = (value: unknown): value is string => typeof value === 'string' && isForm(value) && isInRange(value);
  const rule = `${name} must be ${form}, from ${FIRST_DATE} to ${LAST_DATE}`;
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => String(value),
    parseValue(value) {
      if (isValid(value)) return value;
      throw new GraphQLError(`${rule}, but got: ${echo(value)}`);
    },
    parseLiteral(node) {
      if (node.kind === Kind.STRING && isValid(node.value)) return node.value;
      throw wrongLiteral(rule, node);
    },
  });
}

/** Says the rule and the literal, whatever its kind. With its node: validation passes over an error that points at nothing. */
function wrongLiteral(rule: string, node: ValueNode): GraphQLError {
  const written = node.kind === Kind.STRING ? echo(node.value) : shorten(print(node));
  return new GraphQLError(`${rule}, but got: ${written}`, { nodes: node });
}

export const DateScalar = textScalar('Date', 'A calendar day as `YYYY-MM-DD`.', 'a calendar day as YYYY-MM-DD', isDate);

export const LocalDateTimeScalar = textScalar(
  'LocalDateTime',
  'Wall-clock time without an offset, `YYYY-MM-DDTHH:MM:SS`, in the time zone of the report (`tz`, default UTC).',
  'a time as YYYY-MM-DDTHH:MM:SS',
  isDateTime,
);

/** A moment, as opposed to the reports' wall-clock times. */
export const DateTimeScalar = new GraphQLScalarType<Date, Date>({
  ...GraphQLDateTime.toConfig(),
  description: 'A moment in UTC, such as `2026-05-01T09:30:00.000Z`.',
});

export const SafeIntScalar = GraphQLSafeInt;
export const JsonScalar = GraphQLJSON;
export const JsonObjectScalar = GraphQLJSONObject;

/** Names of the tz database, as `Intl` knows them. */
export const TimeZoneScalar = new GraphQLScalarType<string, string>({
  ...GraphQLTimeZone.toConfig(),
  description: 'A time zone of the IANA database, such as `Europe/London`.',
  parseLiteral(node) {
    if (node.kind === Kind.STRING && isTimeZone(node.value)) return node.value;
    throw wrongLiteral('TimeZone must be a time zone of the IANA database, such as "Europe/London"', node);
  },
});

function isTimeZone(name: string): boolean {
  try {
    GraphQLTimeZone.parseValue(name);
    return true;
  } catch {
    return false;
  }
}
