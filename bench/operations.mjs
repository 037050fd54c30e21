/** What is asked: one GraphQL operation a job, the upstream requests it stands for, and its true answer. */
import { COLUMN_TYPES, rowsOf } from './upstream/rows.mjs';

const TEN = 'rowId triggerDatetime act vid chName srcPhoneNumber callDuration ringTime lat city';
const TWENTY = `${TEN} ch campaign visitorFirstDatetime long bridgeDuration leadScore pageTitle ip segment callState`;

const calls = (limit, chType) => ({ report: 'callTriggers', limit, chType });
const channels = (group) => ({ report: 'channelMetrics', limit: 1000, group });
const field = (alias, source, names) => ({ alias, source, names: names.split(' ') });

/** The operation of one report without an alias. */
export const oneReport = (name, limit, names = TWENTY) => ({ name, fields: [field('callTriggers', calls(limit), names)] });

const every = calls(100);
const paid = calls(100, 'ppc');
const byChannel = channels('ch');
const byGoal = channels('goal');

export const OPERATIONS = {
  tiny: { name: 'tiny', fields: [] },
  small: oneReport('small', 100, TEN),
  dashboard: {
    name: 'dashboard',
    fields: [
      field('calls', every, 'rowId triggerDatetime srcPhoneNumber callDuration'),
      field('map', every, 'rowId lat long city'),
      field('durations', every, 'callDuration ringTime bridgeDuration callState'),
      field('paidCalls', paid, 'rowId triggerDatetime campaign'),
      field('paidScores', paid, 'leadScore campaign chName'),
      field('paidVisitors', paid, 'vid visitorFirstDatetime visitorCallCount pageTitle'),
      field('goalsByChannel', byChannel, 'ch goalCount'),
      field('callsByChannel', byChannel, 'ch chName callCount'),
      field('pagesByChannel', byChannel, 'chName pageCountTotal landCountTotal goalCountTotal'),
      field('goals', byGoal, 'goal goalTitle goalCount'),
      field('goalCalls', byGoal, 'goal callCount goalCallCountTotal'),
      field('goalPages', byGoal, 'goalTitle goalOnlineCountTotal pageCountTotal'),
    ],
  },
  big: oneReport('big', 10_000),
  huge: oneReport('huge', 50_000),
};

/** The operation as a GraphQL document. */
export function documentOf({ name, fields }) {
  if (fields.length === 0) return `query ${name} { __typename }`;
  const reports = fields.map(({ alias, source: { report, limit, chType, group }, names }) => {
    const given = [`limit: ${limit}`, chType && `chType: ${chType.toUpperCase()}`, group && `group: [${group.toUpperCase()}]`];
    return `${alias}: ${report}(${given.filter(Boolean).join(', ')}) { rows { ${names.join(' ')} } }`;
  });
  return `query ${name} { installation(igrp: 1) { ${reports.join(' ')} } }`;
}

/** The requests that the operation needs upstream at least: one a source, with the union of what is selected of it. */
export function requestsOf({ fields }) {
  const names = new Map();
  for (const { source, names: selected } of fields) names.set(source, [...new Set([...(names.get(source) ?? []), ...selected])]);
  return [...names].map(([source, union]) => ({ source, names: union, path: pathOf(source, union) }));
}

/** Path and query of one question below the base URL, as an array of rows. */
export function pathOf({ report, limit, chType, group }, names) {
  const params = ['format=jsonarray', `limit=${limit}`, ...names.map((name) => `display[]=${name}`)];
  if (chType) params.push(`chType=${chType}`);
  if (group) params.push(`group[]=${group}`);
  return `${report === 'callTriggers' ? '/igrps/1/triggers/calls?' : '/metrics/channels?igrp=1&'}${params.join('&')}`;
}

/** What `data` must be. Read from the rows' JSON text by a decoder that no server shares. */
export function truthOf({ fields }) {
  if (fields.length === 0) return { __typename: 'Query' };
  return { installation: Object.fromEntries(fields.map(({ alias, source, names }) => [alias, { rows: truthRows(source, names) }])) };
}

/** The rows of one question as GraphQL shows them. */
export const truthRows = (source, names) => Array.from(rowsOf(source, names), (cells) => shownRow(source, names, new Map(cells)));

/** Rows that a server passes on as upstream sends them, brought to the same form. `cells`: JSON texts by name. */
export function shownRow({ report }, names, cells) {
  return Object.fromEntries(names.map((name) => [name, shown(COLUMN_TYPES[report][name], cells.get(name))]));
}

function shown(type, json) {
  if (json === undefined) return null;
  if (type === 'ID') return json.replaceAll('"', '');
  const value = JSON.parse(json);
  if (type === 'String' || value === null) return value;
  if (value === '') return null;
  if (type !== 'LocalDateTime') return Number(value);
  return value.startsWith('0000') ? null : value.replace(' ', 'T');
}
