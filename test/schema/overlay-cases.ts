/** Overlays, good and bad: one table for the checks at start, for the published JSON Schema, and for the file that is read. */

export interface OverlayCase {
  readonly name: string;
  readonly overlay: unknown;
  /** What the checks say; null where they accept it. */
  readonly refusal: string | null;
  /** Whether the JSON Schema refuses it too. It knows no references from one part of a report to another. */
  readonly schemaRefuses?: boolean;
}

const ticket = {
  typePrefix: 'Ticket',
  family: 'list',
  path: '/igrps/{igrp}/tickets',
  description: 'Tickets.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  fields: { ticketId: { type: 'int', description: 'The ticket.' } },
};
const quotes = { kind: 'metric', type: 'int', description: 'Quotes.' };
const of = (reports: unknown) => ({ reports });
const goals = (change: unknown) => of({ goals: change });
const metric = (change: unknown) => of({ channelMetrics: { fields: { newMetric: change } } });
const FIELDS = 'id, int, decimal, float, string, date, datetime, json';

const GOOD: readonly (readonly [string, unknown])[] = [
  ['nothing', of({})],
  ['its own schema', { $schema: './overlay.schema.json', reports: {} }],
  ['another route', of({ operationalCallMetrics: { path: '/metrics/calls' } })],
  ['a route without {igrp}', of({ goals: { path: '/goals', igrpIn: 'query' } })],
  ['a new metric and one that goes', of({ channelMetrics: { fields: { newMetric: quotes, goalOnlineCountTotal: null } } })],
  ['another type of a field', goals({ fields: { goalStatus: { type: 'string' } } })],
  ['a field of the shared row type', of({ callTriggers: { fields: { crmId: { type: 'string', description: 'The record.' } } } })],
  ['one field said twice alike', of({ callTriggers: { fields: { ua: { pii: true } } }, goalTriggers: { fields: { ua: { pii: true } } } })],
  ['a typed custom variable', of({ allTriggers: { fields: { c_age: { type: 'int', description: 'The visitor’s age in years.' } } } })],
  ['a note that goes', of({ touchPointTriggers: { note: null } })],
  ['a link that goes', goals({ links: { installation: null } })],
  ['all links gone', goals({ links: null })],
  ['a new link', of({ channelMetrics: { links: { organisation: { to: 'organisations', from: 'ch', description: 'X.' } } } })],
  ['a report that goes', of({ callRatingTexts: null })],
  ['a whole new report', of({ tickets: ticket })],
  ['a whole new report with its name', of({ tickets: { ...ticket, name: 'tickets' } })],
  ['a whole new report without an installation', of({ tickets: { ...ticket, path: '/tickets' } })],
  [
    'a new report of a known row type',
    of({ queueTriggers: { typePrefix: 'Trigger', path: '/igrps/{igrp}/triggers/queues', description: 'Queues.' } }),
  ],
  ['two new reports of one new row type', of({ tickets: ticket, oldTickets: { ...ticket, path: '/igrps/{igrp}/oldTickets' } })],
  ['fewer arguments', of({ auditUserActivity: { arguments: ['limit', 'sort', 'filter'] } })],
  ['evidence of its own', goals({ path: '/goals/{igrp}', pathEvidence: 'documented' })],
  ['custom metrics without evidence', of({ channelMetrics: { customMetrics: { metricFields: ['goalCount'] } } })],
  [
    'known columns of an open report',
    of({ activeCall: { openRows: null, fields: { callRef: { type: 'string', description: 'The call.' } } } }),
  ],
];

/** Refused by both. */
const BAD_FOR_BOTH: readonly (readonly [string, unknown, string])[] = [
  ['no object', [], 'The overlay must be an object, but got: []'],
  ['no reports', {}, 'reports must be an object, but got: nothing'],
  ['reports as a list', of([]), 'reports must be an object, but got: []'],
  ['an unknown key at the top', { reports: {}, report: {} }, 'report must be one of $schema, reports, but got: "report"'],
  ['a schema that is no text', { $schema: 1, reports: {} }, '$schema must be a non-empty string, but got: 1'],
  ['a report that is a text', goals('/goals'), 'reports.goals must be an object, or null, but got: "/goals"'],
  ['a report that is a list', goals([]), 'reports.goals must be an object, or null, but got: []'],
  [
    'a report’s name with a capital',
    of({ Tickets: ticket }),
    'reports.Tickets must be a name of letters, digits and _ that begins with a lower-case letter',
  ],
  [
    'a report’s name of the system',
    JSON.parse('{"reports": {"__proto__": {"path": "/x"}}}') as unknown,
    'reports.__proto__ must be a name of letters, digits and _',
  ],
  [
    'a field’s name of the system',
    JSON.parse('{"reports": {"goals": {"fields": {"__proto__": {"type": "int", "description": "X."}}}}}') as unknown,
    'reports.goals.fields.__proto__ must have another name',
  ],
  ['an unknown key of a report', goals({ route: '/x' }), 'reports.goals.route must be one of name, typePrefix, family, path'],
  [
    'a path that is no route',
    goals({ path: 'goals' }),
    'reports.goals.path must be a path of plain segments, {igrp} for the installation, but got: "goals"',
  ],
  ['a path with a query', goals({ path: '/goals?x=1' }), 'reports.goals.path must be a path of plain segments'],
  ['a path that goes', goals({ path: null }), 'reports.goals.path is required and cannot be removed, but got: null'],
  ['fields that go', goals({ fields: null }), 'reports.goals.fields is required and cannot be removed, but got: null'],
  ['an unknown argument', goals({ arguments: ['filter', 'page'] }), 'reports.goals.arguments[1] must be one of startDate, endDate, tz'],
  ['an argument twice', goals({ arguments: ['limit', 'limit'] }), 'reports.goals.arguments[1] must not be repeated, but got: "limit"'],
  [
    'a type that is none',
    metric({ ...quotes, type: 'integer' }),
    `reports.channelMetrics.fields.newMetric.type must be one of ${FIELDS}, but got: "integer"`,
  ],
  [
    'a new field without a type',
    metric({ kind: 'metric', description: 'X.' }),
    `reports.channelMetrics.fields.newMetric.type must be one of ${FIELDS}, but got: nothing`,
  ],
  [
    'a new field without a description',
    metric({ kind: 'metric', type: 'int' }),
    'reports.channelMetrics.fields.newMetric.description must be a non-empty string, but got: nothing',
  ],
  ['a new field that is null', metric(null), 'reports.channelMetrics.fields.newMetric cannot be removed: it does not exist, but got: null'],
  [
    'a field that is a text',
    goals({ fields: { goalTitle: 'string' } }),
    'reports.goals.fields.goalTitle must be an object, but got: "string"',
  ],
  [
    'a type of a known field that is none',
    goals({ fields: { goalTitle: { type: 'text' } } }),
    `reports.goals.fields.goalTitle.type must be one of ${FIELDS}, but got: "text"`,
  ],
  [
    'a type that goes',
    goals({ fields: { goalTitle: { type: null } } }),
    'reports.goals.fields.goalTitle.type is required and cannot be removed, but got: null',
  ],
  [
    'an unknown key of a field',
    goals({ fields: { goalTitle: { desc: 'X.' } } }),
    'reports.goals.fields.goalTitle.desc must be one of type, description, kind',
  ],
  [
    'a flag that is a text',
    goals({ fields: { goalTitle: { pii: 'yes' } } }),
    'reports.goals.fields.goalTitle.pii must be true or false, but got: "yes"',
  ],
  ['a blank description', goals({ description: ' ' }), 'reports.goals.description must be a non-empty string, but got: " "'],
  [
    'a field name that begins with __',
    goals({ fields: { __x: { type: 'int', description: 'X.' } } }),
    'reports.goals.fields.__x must be a GraphQL name that does not begin with __',
  ],
  [
    'a field name with a dash',
    goals({ fields: { 'a-b': { type: 'int', description: 'X.' } } }),
    'reports.goals.fields.a-b must be a GraphQL name',
  ],
  [
    'a new link without a target',
    goals({ links: { x: { from: 'goalId', description: 'X.' } } }),
    'reports.goals.links.x.to must be a GraphQL name',
  ],
  ['rows beyond the cap', goals({ maxRows: 60_000 }), 'reports.goals.maxRows must be a whole number between 1 and 50000, but got: 60000'],
  [
    'unknown evidence',
    goals({ evidence: 'certain' }),
    'reports.goals.evidence must be one of documented, client, inferred, configured, observed, but got: "certain"',
  ],
  [
    'a new report without a type',
    of({ tickets: { ...ticket, typePrefix: undefined } }),
    'reports.tickets.typePrefix must be a name of letters and digits that begins with a capital, but got: nothing',
  ],
  [
    'a new report without fields',
    of({ tickets: { ...ticket, fields: undefined } }),
    'reports.tickets.fields must be an object, but got: nothing',
  ],
  [
    'a new report with a null',
    of({ tickets: { ...ticket, note: null } }),
    'reports.tickets.note must be a non-empty string, but got: null',
  ],
  ['a new report that is to go', of({ tickets: null }), 'reports.tickets cannot be removed: it does not exist, but got: null'],
  [
    'a new report of a known row type without a path',
    of({ tickets: { typePrefix: 'Goal', description: 'X.' } }),
    'reports.tickets.path must be a path of plain segments',
  ],
];

/** Refused by the checks alone. */
const BAD_FOR_CHECKS: readonly (readonly [string, unknown, string])[] = [
  ['another name than its key', goals({ name: 'aims' }), 'reports.goals.name must equal its key, but got: "aims"'],
  [
    'a type of another report',
    of({ tickets: { ...ticket, typePrefix: 'GoalReport' } }),
    'reports.tickets.typePrefix must not create a type that goals already has: GoalReport',
  ],
  [
    'a type of the gateway',
    of({ tickets: { ...ticket, typePrefix: 'ReportPageInfo' } }),
    'reports.tickets.typePrefix must not create a type of the gateway itself: ReportPageInfo',
  ],
  [
    'an enum spelling twice',
    goals({ fields: { goal_id: { type: 'int', description: 'X.' } } }),
    'reports.goals.fields.goal_id must differ in its enum spelling, GOAL_ID, from goalId',
  ],
  [
    'a field of every row',
    goals({ fields: { raw: { type: 'int', description: 'X.' } } }),
    'reports.goals.fields.raw must differ from the row’s own fields',
  ],
  [
    'a field that is a link',
    goals({ fields: { installation: { type: 'int', description: 'X.' } } }),
    'reports.goals.links.installation must differ from every field of the row',
  ],
  [
    'a link that is a field',
    goals({ links: { goalTitle: { to: 'channels', from: 'goalId', description: 'X.' } } }),
    'reports.goals.links.goalTitle must differ from every field of the row',
  ],
  [
    'the key of an entity gone',
    goals({ fields: { goalId: null } }),
    'reports.goals.entity.key must name a field of type int or id, but got: "goalId"',
  ],
  [
    'the key of an entity that cannot be one',
    goals({ fields: { goalId: { type: 'string' } } }),
    'reports.goals.entity.key must name a field of type int or id',
  ],
  [
    'the keyset gone',
    of({ allTriggers: { fields: { rowId: null } } }),
    'reports.allTriggers.keyset must name a field of type id, but got: "rowId"',
  ],
  [
    'the keyset a number',
    of({ allTriggers: { fields: { rowId: { type: 'int' } } } }),
    'reports.allTriggers.keyset must name a field of type id, but got: "rowId"',
  ],
  [
    'the dimension of a label gone',
    of({ channelMetrics: { fields: { metricMonth: null } } }),
    'reports.channelMetrics.fields.metricMonthName.of must name a dimension of the report, but got: "metricMonth"',
  ],
  [
    'the key of a link gone',
    of({ operationalCallMetrics: { fields: { dgrp: null, dgrpName: null } } }),
    'reports.operationalCallMetrics.links.dialInGroup.from must name a field of the report',
  ],
  ['a report that others link to gone', of({ channels: null }), 'links.channel.to must name a report, but got: "channels"'],
  [
    'a report that rows are looked up by gone',
    of({ allTriggers: null }),
    'entity.lookUp must name a report that makes the type Trigger, but got: "allTriggers"',
  ],
  ['the installations gone', of({ installations: null }), 'must be under an installation, which no report stands for'],
  [
    'a column on a metrics report',
    metric({ type: 'int', description: 'X.' }),
    'reports.channelMetrics.fields.newMetric.kind must be dimension, label or metric on a metrics report, but got: nothing',
  ],
  [
    'a metric outside metrics reports',
    goals({ fields: { count: quotes } }),
    'reports.goals.fields.count.kind must be column outside metrics reports, but got: "metric"',
  ],
  [
    'a filter list that names no field',
    goals({ filterable: ['goal'] }),
    'reports.goals.filterable[0] must name a field of the report, but got: "goal"',
  ],
  [
    'custom metrics without grouping',
    of({ channelMetrics: { arguments: ['customMetrics', 'limit'] } }),
    'reports.channelMetrics.fields.ch.kind must not be dimension where the report takes no group',
  ],
  [
    'only the start of a period',
    of({ callTriggers: { arguments: ['startDate', 'filter', 'sort', 'limit', 'offset'] } }),
    'reports.callTriggers.arguments must hold startDate and endDate together',
  ],
  [
    'no filter on one of a row type',
    of({
      goals: { entity: null, links: null },
      oldGoals: { typePrefix: 'Goal', path: '/igrps/{igrp}/oldGoals', description: 'X.', arguments: ['sort', 'limit'] },
    }),
    'must be as in goals, with which it shares the type Goal',
  ],
  [
    'one field said twice differently',
    of({ callTriggers: { fields: { ua: { pii: true } } }, goalTriggers: { fields: { ua: { pii: false } } } }),
    'reports.callTriggers.fields.ua.pii must agree with reports.goalTriggers.fields.ua.pii, but got: true',
  ],
];

/** Every row of the table. */
export const OVERLAY_CASES: readonly OverlayCase[] = [
  ...GOOD.map(([name, overlay]) => ({ name, overlay, refusal: null })),
  ...BAD_FOR_BOTH.map(([name, overlay, refusal]) => ({ name, overlay, refusal, schemaRefuses: true })),
  ...BAD_FOR_CHECKS.map(([name, overlay, refusal]) => ({ name, overlay, refusal, schemaRefuses: false })),
];
