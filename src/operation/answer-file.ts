/**
 * The answer to an operation as a file: the rows of its one report as CSV or NDJSON, streamed page by page.
 *
 * It begins once the first rows are there, so that what fails before is still answered as an error. What fails later breaks the connection:
 * the file never ends in good order without its last row.
 */
import { GraphQLError } from 'graphql';
import { GatewayError, type ErrorCode } from '../errors.js';
import type { FileFormat, GraphQLRequest, HttpResponse } from '../http/graphql-request.js';
import type { ReportQuery } from '../query/report-query.js';
import { readFile, type FetchPage, type FileCounts, type FileQuestion, type FileStyle } from '../reports/row-file.js';
import { release } from '../rows/buffer-pool.js';
import { csvHeader } from '../rows/csv-cell.js';
import { codeOf } from './format-error.js';
import { refuse } from './refuse.js';

/** An operation that was executed to be answered with a file. */
export interface AskedFile {
  readonly request: GraphQLRequest;
  /** What its report noted; null where it was not resolved. */
  readonly question: FileQuestion | null;
  /** Of the execution: what broke a rule. */
  readonly errors: readonly unknown[] | undefined;
}

export interface FileObserver {
  /** The file is whole. */
  readonly ended: (report: string, counts: FileCounts) => void;
  /** The file broke after it had begun; or it holds empty cells for values of the wrong type. */
  readonly failed: (codes: readonly ErrorCode[], faults: readonly unknown[]) => void;
}

/** The file, once it has begun; the errors of the operation, or of the file where it fails before. */
export async function answerFile(
  { request, question, errors = [] }: AskedFile,
  fetchPage: FetchPage,
  observer: FileObserver,
): Promise<HttpResponse> {
  if (errors.length > 0) return refuse(errors, request);
  try {
    if (!request.file) throw new TypeError('no file was asked for');
    // The report is below a node that is not there, or of another type.
    if (!question) throw new GatewayError('NOT_ACCEPTABLE', 'A file holds the rows of one report, but no node with that report was found.');
    return await beginFile(question, request.file, fetchPage, observer);
  } catch (error) {
    // It was executed, so it is no refusal to those who count; the status and the errors are those of one.
    const { code, ...response } = refuse([atReport(error, question)], request);
    observer.failed(code === undefined ? [] : [code], response.fault === undefined ? [] : [response.fault]);
    return response;
  }
}

/** What befell the report, at its path, as in any other answer. */
function atReport(error: unknown, question: FileQuestion | null): unknown {
  if (!(error instanceof GatewayError) || !question) return error;
  return new GraphQLError(error.message, { path: question.path, originalError: error });
}

async function beginFile(question: FileQuestion, format: FileFormat, fetchPage: FetchPage, observer: FileObserver): Promise<HttpResponse> {
  const { report } = question.pages;
  const text = readFile(question, styleOf(format), fetchPage);
  const first = await text.next();
  const leftOut = first.value.leftOut.map(({ name }) => name);

  async function* body(): AsyncGenerator<string | Uint8Array, void> {
    try {
      if (format.mediaType === 'text/csv') yield csvHeader(question.rows.map(({ responseKey }) => responseKey));
      let next = first;
      for (; !next.done; next = await text.next()) yield* next.value.pieces;
      observer.ended(report.name, next.value);
      const codes: readonly ErrorCode[] = [...(next.value.emptied > 0 ? [EMPTIED] : []), ...(leftOut.length > 0 ? [LEFT_OUT] : [])];
      if (codes.length > 0) observer.failed(codes, []);
    } catch (error) {
      observer.failed([codeOf(error)], error instanceof GatewayError ? [] : [error]);
      throw error;
    } finally {
      await text.return({ rows: 0, emptied: 0, leftOut: [] });
    }
  }

  return {
    status: 200,
    headers: {
      'content-type': CONTENT_TYPES[format.mediaType],
      'content-disposition': `attachment; filename="${fileName(question.pages.page(null, 0), format)}"`,
      ...(leftOut.length > 0 ? { 'x-unknown-fields': leftOut.join(', ') } : {}),
    },
    body: body(),
    recycle: (piece) => release([piece]),
  };
}

const EMPTIED: ErrorCode = 'UPSTREAM_MALFORMED_RESPONSE';
const LEFT_OUT: ErrorCode = 'UPSTREAM_UNKNOWN_FIELD';

const CONTENT_TYPES: Readonly<Record<FileFormat['mediaType'], string>> = {
  'text/csv': 'text/csv; charset=utf-8; header=present',
  'application/x-ndjson': 'application/x-ndjson; charset=utf-8',
};
const ENDINGS: Readonly<Record<FileFormat['mediaType'], string>> = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' };

function styleOf({ mediaType, escapesFormulas, emptiesErrors }: FileFormat): FileStyle {
  const csv = escapesFormulas ? 'csv' : 'verbatimCsv';
  return { form: mediaType === 'text/csv' ? csv : 'ndjson', emptiesErrors };
}

/** Of the report and its dates. Both are made of letters, digits and dashes. */
function fileName({ report, scalars }: ReportQuery, { mediaType }: FileFormat): string {
  const dates = scalars.flatMap(([name, value]) => (name === 'startDate' || name === 'endDate' ? [value] : []));
  return `${[report.name, ...dates].join('-').replaceAll(/[^\w-]/g, '')}.${ENDINGS[mediaType]}`;
}
