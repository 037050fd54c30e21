/**
 * Bounds on one request: what is known of the document, held against the request's variables and its caller.
 */
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { badInput, GatewayError } from '../../errors.js';
import type { OperationLimits, ValueLimits } from '../../limits.js';
import type { DocumentFacts } from '../prepare-document.js';
import { countCells, countRows, countWalkedCells, type Cells, type Variables } from './asked-rows.js';
import type { StaticFieldsCheck } from './static-fields.js';

/** Who may introspect: whoever sends an Authorization header (`__type` is open to all), everybody, nobody. */
export type Introspection = 'credential' | 'open' | 'off';

export interface OperationRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
  readonly hasCredential: boolean;
  /** Whether the answer is delivered in parts: every row is an object then. */
  readonly inParts: boolean;
  /** Whether the answer is a file, whose rows are held nowhere. */
  readonly isFile: boolean;
}

export interface OperationRules {
  readonly checkStaticFields: StaticFieldsCheck;
  readonly limits: OperationLimits;
  readonly introspection: Introspection;
  /** Whether the field that tells the catalogue follows `introspection`. Default: everybody may ask it. */
  readonly hidesCatalogue?: boolean;
}

/** Throws INTROSPECTION_DISABLED, BAD_USER_INPUT or COST_ESTIMATED_TOO_EXPENSIVE. */
export function checkOperation(
  facts: DocumentFacts,
  request: OperationRequest,
  { checkStaticFields, limits, introspection, hidesCatalogue = false }: OperationRules,
): void {
  const { usesSchema, usesType, usesCatalogue } = facts;
  const introspects = { usesSchema: usesSchema || (hidesCatalogue && usesCatalogue), usesType };
  checkIntrospection(introspects, request.hasCredential, introspection);
  checkVariables(request.variables, facts.longVariables, limits);
  const size = facts.sizes.get(request.operation);
  // A document is measured before any operation of it is run.
  if (!size) throw new Error('The operation was not measured.');
  const { variables, document, operation } = request;
  const rows = countRows(size.rows, variables);
  const maxRows = request.isFile ? limits.fileRows : limits.rows;
  if (rows > maxRows) throw tooExpensive(`The limits of an operation may add up to at most ${maxRows} rows`, rows, maxRows);
  if (!request.isFile) checkCells(size.cells, request, limits);
  if (size.usesStatic) checkStaticFields({ document, operation, variables, limits });
}

function checkCells(asked: Cells, { variables, inParts }: OperationRequest, limits: OperationLimits): void {
  const cells = countCells(asked, variables);
  if (cells > limits.cells)
    throw tooExpensive(`An answer may hold at most ${limits.cells} fields, counting those of each row`, cells, limits.cells);
  const walked = countWalkedCells(asked, variables, inParts);
  if (walked > limits.walkedCells)
    throw tooExpensive(
      `Rows with links, and rows delivered in parts, may hold at most ${limits.walkedCells} fields in all`,
      walked,
      limits.walkedCells,
    );
}

function tooExpensive(rule: string, cost: number, maxCost: number): GatewayError {
  return new GatewayError('COST_ESTIMATED_TOO_EXPENSIVE', `${rule}, but got: ${cost}`, { extensions: { cost, maxCost } });
}

function checkIntrospection(
  { usesSchema, usesType }: Pick<DocumentFacts, 'usesSchema' | 'usesType'>,
  hasCredential: boolean,
  introspection: Introspection,
): void {
  if (introspection === 'off' && (usesSchema || usesType)) throw new GatewayError('INTROSPECTION_DISABLED', 'Introspection is off.');
  if (introspection === 'credential' && usesSchema && !hasCredential)
    throw new GatewayError('INTROSPECTION_DISABLED', 'Introspection needs an Authorization header with Basic or ApiKey.');
}

/**
 * The values of variables as they came: before they are coerced, which walks and copies all of them.
 * `longVariables`: how long the strings of a variable itself may be, where that is not the usual length.
 */
function checkVariables(variables: Variables, longVariables: ReadonlyMap<string, number>, limits: ValueLimits): void {
  for (const [name, value] of Object.entries(variables)) {
    if (name.length > limits.keyLength) throw badInput(`a key may have at most ${limits.keyLength} characters`, name.length, 'variables');
    checkValue(value, `$${name}`, longVariables.get(name) ?? limits.stringLength, limits);
  }
}

/** Half of a surrogate pair: no character, and nothing that UTF-8 can say. */
const HALF = /\p{Surrogate}/u;

function checkValue(value: unknown, place: string, length: number, limits: ValueLimits): void {
  if (typeof value === 'string') {
    if (value.length > length) throw badInput(`a string may have at most ${length} characters`, value.length, place);
    if (HALF.test(value)) throw badInput('a string must be valid Unicode', 'an unpaired surrogate', place);
  } else if (Array.isArray(value)) {
    if (value.length > limits.listItems) throw badInput(`a list may have at most ${limits.listItems} items`, value.length, place);
    for (const item of value) checkValue(item, place, limits.stringLength, limits);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      checkKey(key, place, limits);
      checkValue(member, place, limits.stringLength, limits);
    }
  }
}

function checkKey(key: string, place: string, { keyLength }: ValueLimits): void {
  if (key.length > keyLength) throw badInput(`a key may have at most ${keyLength} characters`, key.length, place);
  if (key === '__proto__') throw badInput('a key must be a GraphQL name', key, place);
}
