/** One request through Yoga's pipeline: parse, validate, execute, and the answer written. */
import { getOperationAST, type DocumentNode, type ExecutionResult, type GraphQLError } from 'graphql';
import type { AnswerAccount } from './answer-budget.js';
import { answerFile } from './answer-file.js';
import { createOperationContext, type ContextOptions, type OperationContext } from './create-context.js';
import { hashOf } from '../documents/document-hash.js';
import { GatewayError, type ErrorCode } from '../errors.js';
import type { GraphQLRequest, HttpResponse } from '../http/graphql-request.js';
import { MULTIPART, writeParts } from './multipart.js';
import type { OperationObserver } from '../observe/observe-operations.js';
import type { OperationFacts } from '../observe/operation-facts.js';
import type { Traces } from '../observe/traces.js';
import { codeOf } from './format-error.js';
import { turnForText } from './long-work.js';
import { refuse } from './refuse.js';
import type { Pipeline } from './pipeline.js';
import type { ResolvedDocument } from './resolve-document.js';
import { discardBody, finishResult } from './write-result.js';

export interface AnswerOptions extends Pick<Pipeline, 'yoga' | 'resolve' | 'documents'> {
  readonly contexts: ContextOptions;
  /** What makes spans of the moment; null where none are recorded. */
  readonly traces: () => Traces | null;
  readonly observe: Pick<OperationObserver, 'began' | 'unknown' | 'failed'>;
}

/** Answers a GraphQL request in good order. Whoever calls it closes the account when the answer is written. */
export type Answer = (request: GraphQLRequest, account: AnswerAccount) => Promise<HttpResponse>;

/** Makes the way of every GraphQL request through the pipeline. */
export function createAnswer({ yoga, resolve, documents, contexts, traces, observe }: AnswerOptions): Answer {
  return async (request, account) => {
    const { params, requestId, caller } = request;
    const trace = traces()?.operation(request) ?? null;
    const facts = factsOf(request, trace);
    observe.began(requestId, facts);

    const turn = turnForText(params.query, documents.isPrepared);
    if (turn) await turn;
    const operationContext = createOperationContext(request, { account, trace }, contexts);
    const { parse, validate, contextFactory, execute, schema } = yoga.getEnveloped(operationContext.context);
    let resolved: ResolvedDocument;
    let document: DocumentNode;
    try {
      resolved = resolve(params);
      facts.document = resolved.trusted?.id ?? null;
      document = parse(resolved.text);
    } catch (error) {
      return refuse([error], request);
    }
    const invalid: readonly GraphQLError[] = validate(schema, document);
    if (invalid.length > 0) return refuse(invalid, request);
    const operation = getOperationAST(document, params.operationName);
    if (!operation) return refuse([noOperation(params.operationName)], request);
    facts.operation ??= shorten(operation.name?.value ?? null);
    if (resolved.isUnknown) observe.unknown(requestId, hashOf(resolved.text));

    if (caller !== null && (contexts.isFullFor(caller, request.cacheControl) || account.isFull())) return refuse([noRoom()], request);

    const { facts: asked, reports } = documents.of(document);
    operationContext.setDocument({ inParts: request.incremental !== null && asked.asksForParts, reports });
    const contextValue: unknown = await contextFactory();
    const executed = trace?.execute({ type: operation.operation, name: facts.operation, document: facts.document });
    const result: ExecutionResult | AsyncIterable<ExecutionResult> = await execute({
      schema,
      document,
      contextValue,
      variableValues: params.variables,
      operationName: params.operationName,
    });
    executed?.(Symbol.asyncIterator in result ? [] : (result.errors ?? []).map(codeOf));
    return respond(result, request, {
      account,
      onErrors: tellErrors(request, facts, observe),
      onFile: (report, rows) => contexts.onAnswer(requestId, report, rows, 0),
      ...operationContext,
    });
  };
}

/** What is known of an operation before it is parsed. */
function factsOf({ params, traceParent, caller }: GraphQLRequest, trace: OperationFacts['trace']): OperationFacts {
  return {
    traceId: trace?.traceId ?? traceParent?.traceId ?? null,
    trace,
    caller: caller?.label ?? null,
    operation: shorten(params.operationName),
    document: null,
    upstreamCalls: 0,
    reportsAnswered: 0,
    codes: [],
  };
}

type OnErrors = (codes: readonly ErrorCode[], faults: readonly unknown[]) => void;

/** Makes what is called with the errors of an answer, or of a part of it. */
function tellErrors(request: GraphQLRequest, facts: OperationFacts, observe: AnswerOptions['observe']): OnErrors {
  const { requestId } = request;
  return (codes, faults) => {
    // The signal is made when it is first read, so operations without errors go without.
    if (request.signal.aborted) {
      // Whoever has left is shown nothing, and that all they asked for was given up is no fault.
      const others = faults.filter((fault) => !comesOf(fault, request.signal.reason));
      return observe.failed(requestId, [], others);
    }
    facts.codes = [...new Set([...facts.codes, ...codes])];
    observe.failed(requestId, codes, faults);
  };
}

interface Executed extends OperationContext {
  readonly account: AnswerAccount;
  readonly onErrors: OnErrors;
  /** Called with the report and the rows of a file that was written whole. */
  readonly onFile: (report: string, rows: number) => void;
}

/** The response to what was executed: in parts, as a file, or as one JSON text. */
function respond(
  result: ExecutionResult | AsyncIterable<ExecutionResult>,
  request: GraphQLRequest,
  { context, fetchPage, account, onErrors, onFile }: Executed,
): HttpResponse | Promise<HttpResponse> {
  const { requestId } = request;
  if (Symbol.asyncIterator in result) {
    const body = writeParts(result, { requestId, context, flow: context.flow, hold: account.hold, onErrors });
    return { status: 200, headers: { 'content-type': MULTIPART[request.incremental ?? 'v0.1'] }, body };
  }
  if (context.file)
    return answerFile({ request, question: context.file.question, errors: result.errors }, fetchPage, {
      ended: (report, { rows }) => onFile(report, rows),
      failed: onErrors,
    });
  const tooLarge = context.size.refusal();
  if (tooLarge) return refuse([tooLarge], request);
  if (result.data === undefined) return refuse(result.errors ?? [], request);
  const { body, codes, faults } = finishResult(result, context, requestId);
  if (codes.length > 0) onErrors(codes, faults);
  account.complete(lengthOf(body));
  const recycle = (piece: Uint8Array | string): void => {
    discardBody([piece]);
    account.hold(-lengthOf([piece]));
  };
  return { status: 200, body, recycle, onFlushed: () => discardBody(body) };
}

function lengthOf(body: readonly (Uint8Array | string)[]): number {
  return body.reduce((sum, piece) => sum + (typeof piece === 'string' ? Buffer.byteLength(piece) : piece.byteLength), 0);
}

/** Whether an error is the reason, or was caused by it. */
function comesOf(error: unknown, reason: unknown): boolean {
  return error === reason || (error instanceof Error && error.cause !== undefined && comesOf(error.cause, reason));
}

/** Told before anything is executed, so that it can be told as HTTP tells it. */
function noRoom(): GatewayError {
  return new GatewayError('SERVICE_OVERLOADED', 'Too many requests of this caller are already waiting for the Reports API. Retry later.', {
    retryAfterMs: RETRY_AFTER_MS,
  });
}

const RETRY_AFTER_MS = 1_000;

/** Operation names are the caller's own text. */
const MAX_NAME = 64;
const shorten = (name: string | null): string | null => name?.slice(0, MAX_NAME) ?? null;

function noOperation(name: string | null): GatewayError {
  return new GatewayError(
    'OPERATION_RESOLUTION_FAILURE',
    name === null ? 'The document has several operations. Set operationName to choose one.' : 'The document has no operation of that name.',
  );
}
