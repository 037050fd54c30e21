/**
 * The other direction: from a URL of the Reports API to the GraphQL operation that asks the same.
 *
 * Running the operation sends the request again: the same report, installation, parameters and columns. What GraphQL does in its own way is
 * told in the notes; what it cannot say is refused by its name. Pure: no clock, nothing sent.
 */
import type { FieldNode } from 'graphql';
import { PLAIN_NAMES, type OwnNames } from '../../schema/own-names.js';
import type { Catalogue } from '../../schema/report.js';
import type { CredentialKind } from '../caller.js';
import { badInput } from '../errors.js';
import { normalise } from '../query/normalise.js';
import type { SelectedField } from '../query/selected-fields.js';
import { toV2Url } from '../query/to-v2-params.js';
import { baseFor, type ReportsBases } from '../reports-base.js';
import { writeArguments, type ReportArguments } from './arguments.js';
import { columnsOf } from './columns.js';
import { createVariables, fieldNode, printQuery, textValue, type NamedValue, type OperationValue, type Variables } from './document.js';
import { placeOf } from './parameters.js';
import { readUrl, type UrlQuestion } from './read-url.js';
import { readInt } from './value-forms.js';

export interface OperationFromUrlOptions {
  readonly catalogue: Catalogue;
  /** The names that the schema was made with. Default: plain ones. */
  readonly names?: OwnNames;
  /** The configured bases, whose URLs are taken beside the documented ones. */
  readonly bases: ReportsBases;
  /** The caller's kind of credential: version 2.1 serves API keys, version 2 all others and dry runs. */
  readonly kind: CredentialKind | null;
  /** Aliases that one operation may have. */
  readonly maxAliases: number;
}

/** An operation to be sent as it stands. */
export interface ReportOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Sentences: what was left out, and what is said in another way. */
  readonly notes: readonly string[];
}

/** Throws BAD_USER_INPUT, or QUERY_TOO_LARGE where the request would have a longer URL than the gateway sends. */
export function operationFromUrl(
  url: string,
  { catalogue, names = PLAIN_NAMES, bases, kind, maxAliases }: OperationFromUrlOptions,
): ReportOperation {
  const question = readUrl(catalogue, url, bases);
  const { report, group, display, customMetrics } = question;
  const variables = createVariables();
  const igrp = question.igrp === null ? null : installation(question.igrp, variables);
  const given = writeArguments(question, variables, names);
  const references = customMetrics.map(({ reference }) => reference);
  const { rows, notes } = columnsOf({ report, group, references, display, maxAliases });
  const endRowId = given.walks && rows.some(({ name }) => name === report.keyset);
  toV2Url(
    baseFor(kind, bases),
    normalise(report, {
      igrp: typeof igrp?.value === 'number' ? igrp.value : null,
      arguments: Object.fromEntries(given.arguments.map(([name, { value }]) => [name, value])),
      selection: { rows, wantsAnswer: true, lookAhead: false, endRowId },
    }),
  );
  return {
    query: documentText({ catalogue, names, report, igrp, given, rows, endRowId, variables }),
    variables: variables.values(),
    notes: [...versionNotes(question, kind === 'apikey'), ...question.notes, ...given.notes, ...notes],
  };
}

/** A note where the URL is of the version that takes the other kind of credential. */
function versionNotes({ version }: UrlQuestion, apiKey: boolean): readonly string[] {
  if (version === null || (version === '2.1') === apiKey) return [];
  return [
    apiKey
      ? 'The URL is for version 2, which takes a user name and password. Requests with an API key go to version 2.1.'
      : 'The URL is for version 2.1, which takes an API key. Requests with a user name and password go to version 2.',
  ];
}

function installation(igrp: string, variables: Variables): OperationValue {
  const json = readInt(igrp);
  if (json === undefined || json < 1) throw badInput('igrp must be a whole number from 1 to 2147483647', igrp, placeOf('igrp'));
  return variables.add({ name: 'igrp', type: 'Int!', json, place: placeOf('igrp') });
}

interface DocumentSource {
  readonly catalogue: Catalogue;
  readonly names: OwnNames;
  readonly report: UrlQuestion['report'];
  readonly igrp: OperationValue | null;
  readonly given: ReportArguments;
  readonly rows: readonly SelectedField[];
  readonly endRowId: boolean;
  readonly variables: Variables;
}

function documentText({ catalogue, names, report, igrp, given, rows, endRowId, variables }: DocumentSource): string {
  const pageInfo = endRowId ? [fieldNode('pageInfo', [], [fieldNode('endRowId', [], [])])] : [];
  const ownName = igrp === null ? names.queryField(report.name) : report.name;
  const field = fieldNode(ownName, given.arguments, [fieldNode('rows', [], rows.map(rowField)), ...pageInfo]);
  const name = `${report.name.charAt(0).toUpperCase()}${report.name.slice(1)}`;
  return printQuery(name, variables, igrp === null ? field : parentField({ catalogue, names, report }, igrp, field));
}

/** The field below which the reports of one installation are: that of the entity which is its own number. */
function parentField(
  { catalogue, names, report }: Pick<DocumentSource, 'catalogue' | 'names' | 'report'>,
  igrp: OperationValue,
  field: FieldNode,
): FieldNode {
  const parent = [...catalogue.values()].find(({ entity }) => entity?.standsForItself === true)?.entity;
  if (!parent?.field) throw badInput('url must name a report of this schema', report.name, placeOf('igrp'));
  return fieldNode(names.queryField(parent.field), [[parent.key, igrp]], [field]);
}

function rowField({ responseKey, name, arguments: given }: SelectedField): FieldNode {
  const named = Object.entries(given).map(([key, value]): NamedValue => [key, textValue(String(value))]);
  return fieldNode(name, named, [], responseKey);
}
