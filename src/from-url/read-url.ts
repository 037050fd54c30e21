/**
 * A URL of the Reports API as a question: the report and everything that is asked of it, still in the words of REST.
 *
 * A reading of its own, not the inverse of the writing: what it takes from the catalogue are routes and the names of parameters.
 */
import type { Catalogue, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { SCALAR_PARAMETERS, type CustomMetric, type Filter, type ScalarParameter, type Sort } from '../query/report-query.js';
import type { ReportsBases } from '../reports-base.js';
import {
  arrayValues,
  placeOf,
  readCustomMetric,
  readDisplay,
  readFilter,
  readParameters,
  readSort,
  singleValue,
  type Display,
  type Parameter,
} from './parameters.js';
import { locate, matchRoute, PLACE, type ApiVersion } from './route.js';

/** What a URL asks. Lists are in the order of the URL. */
export interface UrlQuestion {
  readonly report: Report;
  /** The version of the API that it is written for; null where one base serves both kinds of credential. */
  readonly version: ApiVersion | null;
  /** As written; null on root reports. */
  readonly igrp: string | null;
  /** As written, only those that are there. */
  readonly scalars: readonly (readonly [ScalarParameter, string])[];
  /** Of the parameters that an overlay gives the report, as written, only those that are there. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly filters: readonly Filter[];
  readonly sort: readonly Sort[];
  readonly group: readonly string[];
  readonly customMetrics: readonly CustomMetric[];
  readonly limit: string | null;
  readonly offset: string | null;
  /** Null without `display[]`: every field. */
  readonly display: readonly Display[] | null;
  /** What a GraphQL operation does not need, or does in its own way. */
  readonly notes: readonly string[];
}

/** Reads a URL. Throws BAD_USER_INPUT where it is none of ours, or names a parameter that its report does not take. */
export function readUrl(catalogue: Catalogue, url: string, bases: ReportsBases): UrlQuestion {
  const located = locate(url, bases);
  const route = matchRoute(catalogue, located.path);
  const { report } = route;
  const { all: written, notes } = readParameters(located.search);
  const all = written.filter((parameter) => !isIdle(report, parameter));
  checkNames(report, all);
  const single = (name: string) => singleValue(all, name);
  const display = arrayValues(all, 'display', false).map(readDisplay);
  const format = single('format');
  return {
    report,
    version: located.version,
    igrp: installationOf(report, route.igrp, single('igrp')),
    scalars: SCALAR_PARAMETERS.flatMap((name) => {
      const value = single(name);
      return value === null ? [] : [[name, value] as const];
    }),
    parameters: [...report.parameters.keys()].flatMap((name) => {
      const value = single(name);
      return value === null ? [] : [[name, value] as const];
    }),
    filters: arrayValues(all, 'filter', false).map(readFilter),
    sort: arrayValues(all, 'sort', true).map(readSort),
    group: arrayValues(all, 'group', false),
    customMetrics: customMetricsOf(all),
    limit: single('limit'),
    offset: single('offset'),
    display: display.length === 0 ? null : display,
    notes: [
      ...located.notes,
      ...route.notes,
      ...notes,
      ...(format === null ? [] : [`format=${format.slice(0, 32)} is left out: GraphQL always answers in JSON.`]),
      ...written
        .filter((parameter) => !all.includes(parameter))
        .map(({ name, value }) => `${name}=${value} is the default and is left out: ${report.name} does not have this parameter.`),
      ...repeated(all),
    ],
  };
}

/** Defaults that clients of older routes send, and that change nothing where the route takes no such parameter. */
const IDLE: ReadonlyMap<string, string> = new Map([
  ['attributionModelId', '0'],
  ['offset', '0'],
  ['excludePiiData', '0'],
]);

function isIdle({ arguments: taken, parameters }: Report, { name, key, value }: Parameter): boolean {
  return key === null && IDLE.get(name) === value && !parameters.has(name) && ![...taken].some((argument) => argument === name);
}

/** Refuses every parameter that the current route does not take, by its name; its value may be a secret, and is not repeated. */
function checkNames(report: Report, parameters: readonly Parameter[]): void {
  const taken = new Set<string>(['format', ...report.arguments, ...report.parameters.keys()]);
  if (report.scope === 'installation') taken.add('igrp');
  if (!report.openRows) taken.add('display');
  for (const { name } of parameters) if (!taken.has(name)) throw badInput(`a parameter must be one that ${report.name} takes`, name, PLACE);
}

function installationOf(report: Report, inPath: string | null, parameter: string | null): string | null {
  if (report.scope === 'root') return null;
  if (inPath !== null && parameter !== null && inPath !== parameter)
    throw badInput(`igrp must be ${inPath}, as in the path`, parameter, placeOf('igrp'));
  const igrp = inPath ?? parameter;
  if (igrp === null) throw badInput('igrp must be given', undefined, placeOf('igrp'));
  return igrp;
}

function customMetricsOf(parameters: readonly Parameter[]): readonly CustomMetric[] {
  return parameters
    .filter(({ name }) => name === 'customMetrics')
    .map(({ key, value }) => {
      if (key === null || key === '')
        throw badInput('a custom metric must be written customMetrics[reference]', key, placeOf('customMetrics'));
      return readCustomMetric(key, value);
    });
}

/** Plain parameters that are there twice; their values are alike, or they have been refused. */
function repeated(parameters: readonly Parameter[]): readonly string[] {
  const names = parameters.filter(({ key }) => key === null).map(({ name }) => name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(
    (name) => `${name} is given twice with the same value and used once.`,
  );
}
