/**
 * Bounds on one request: the document's facts held against its variables and its caller.
 */
import type { OperationDefinitionNode } from 'graphql';
import { GatewayError } from '../../errors.js';
import type { DocumentFacts } from './check-document.js';
import { checkVariables } from './check-variables.js';
import type { OperationLimits } from '../../limits.js';
import type { AskedRows } from './operation-tree.js';
import { representedInstallations } from './represented-installations.js';

/** Who may introspect: whoever sends an Authorization header (`__type` is open to all), everybody, nobody. */
export type Introspection = 'credential' | 'open' | 'off';

export interface OperationRequest {
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly hasCredential: boolean;
}

export interface OperationRules {
  readonly limits: OperationLimits;
  readonly introspection: Introspection;
}

/** Throws INTROSPECTION_DISABLED, BAD_USER_INPUT or COST_ESTIMATED_TOO_EXPENSIVE. */
export function checkOperation(facts: DocumentFacts, request: OperationRequest, { limits, introspection }: OperationRules): void {
  checkIntrospection(facts, request.hasCredential, introspection);
  checkVariables(request.variables, facts.longVariables, limits);
  const cost = rowsOf(facts, request);
  if (cost > limits.rows)
    throw new GatewayError(
      'COST_ESTIMATED_TOO_EXPENSIVE',
      `The limits of an operation must add up to at most ${limits.rows} rows, but got: ${cost}`,
      {
        extensions: { cost, maxCost: limits.rows },
      },
    );
}

function checkIntrospection({ usesSchema, usesType }: DocumentFacts, hasCredential: boolean, introspection: Introspection): void {
  if (introspection === 'off' && (usesSchema || usesType)) throw new GatewayError('INTROSPECTION_DISABLED', 'Introspection is off.');
  if (introspection === 'credential' && usesSchema && !hasCredential)
    throw new GatewayError('INTROSPECTION_DISABLED', 'Introspection needs an Authorization header.');
}

/** The rows that the reports of the operation ask for, a left-out limit counted as its default. */
function rowsOf({ rows }: DocumentFacts, { operation, variables }: OperationRequest): number {
  const asked = rows.get(operation);
  if (!asked) return 0;
  return (asked.represented ?? []).reduce(
    (sum, below) => sum + addUp(below, variables) * representedInstallations(below.representations, variables),
    addUp(asked, variables),
  );
}

function addUp({ fixed, variable }: AskedRows, variables: OperationRequest['variables']): number {
  let sum = fixed;
  for (const { variable: name, otherwise } of variable) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    sum += isInt(value) ? Math.max(0, value) : otherwise;
  }
  return sum;
}

/** Whether coercion will take a value for an Int; it refuses all others, and says so better. */
function isInt(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}
