/** Operations whose answers have to be the same directly and through the gateway. */

export interface GoldenOperation {
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Who asks; `demo` where left out. */
  readonly as?: 'limited' | 'nobody' | 'stranger';
  /** Upstream paths that answer 503 meanwhile. */
  readonly interrupted?: RegExp;
  /** The codes of all errors, in alphabetical order; none where left out. */
  readonly codes?: readonly string[];
}

const DAYS = 'startDate: "2026-03-01", endDate: "2026-03-31"';
/** What stands below one installation. */
const below = (selection: string, igrp = 1) => `{ installation(igrp: ${igrp}) { ${selection} } }`;
const LINKS =
  'channel { channelName } dialInGroup { dgrpName } segmentDetails { segmentName } goalDefinition { goalTitle } organisation { orgName } installation { igrpName }';

const lists: readonly GoldenOperation[] = [
  { title: 'installations', query: '{ installations { rows { igrp igrpName orgId } rowCount complete } }' },
  { title: 'installations with their organisations', query: '{ installations { rows { igrp organisation { orgId orgName } } } }' },
  { title: 'organisations', query: '{ organisations(sort: [{ field: ORG_NAME, order: DESC }]) { rows { orgId orgName brandingName } } }' },
  { title: 'one organisation', query: '{ organisation(orgId: 20) { orgId orgName } }' },
  { title: 'an organisation that is not there', query: '{ organisation(orgId: 404404) { orgName } }' },
  { title: 'an installation by its number alone', query: '{ installation(igrp: 424242) { igrp } }' },
  { title: 'the name of an installation that is not there', query: '{ installation(igrp: 424242) { igrp igrpName } }' },
  { title: 'channels', query: below('channels { rows { channelId channelName channelType } }') },
  { title: 'one channel', query: below('channel(channelId: 21) { channelName }') },
  { title: 'segments', query: below('segments { rows { segment segmentName } }') },
  { title: 'segment groups', query: below('segmentGroups { rows { segmentGroupId segmentGroupName } }') },
  { title: 'goals with their installation', query: below('goals { rows { goalId goalTitle installation { igrpName } } }') },
  { title: 'goals by key, one not there', query: below('a: goal(goalId: 543) { goalTitle } b: goal(goalId: 404404) { goalTitle }') },
  { title: 'dial-in groups', query: below('dialInGroups(limit: 3) { rows { dgrp dgrpName } pageInfo { hasNextPage nextOffset } }') },
  { title: 'attribution models', query: below('attributionModels { rows { modelId modelName } }') },
  { title: 'audit log', query: below(`auditLog(limit: 3) { rows { _id user } }`) },
  { title: 'user activity', query: below(`auditUserActivity(limit: 3) { rows { user landCount } }`) },
  { title: 'the catalogue', query: '{ reports { name path maxRows arguments fields { name type operators pii } } }' },
];

const triggers: readonly GoldenOperation[] = [
  ...[
    'allTriggers',
    'callTriggers',
    'callUserTriggers',
    'goalTriggers',
    'transactionTriggers',
    'conversionTriggers',
    'touchPointTriggers',
    'visitTriggers',
  ].map((name) => ({ title: name, query: below(`${name}(${DAYS}, limit: 5) { rowCount rows { rowId triggerDatetime act ch goal } }`) })),
  { title: 'every link of a call', query: below(`callTriggers(${DAYS}, limit: 20) { rows { rowId ${LINKS} keywords { keyword } } }`) },
  { title: 'row ids beyond 53 bits', query: below(`visitTriggers(${DAYS}, limit: 3) { rows { rowId } pageInfo { endRowId } }`, 1234) },
  {
    title: 'a page by key',
    query: below(`callTriggers(${DAYS}, limit: 3, afterRowId: "71000603107") { rows { rowId } pageInfo { hasNextPage endRowId } }`),
  },
  {
    title: 'filter, sort and variables',
    query: `query ($filter: [TriggerFilter!], $limit: Int) { installation(igrp: 1) {
      callTriggers(${DAYS}, filter: $filter, sort: [{ field: CALL_DURATION, order: DESC }], limit: $limit) { rows { rowId callDuration ch } } } }`,
    variables: { filter: [{ callDuration: { gte: 60 } }, { ch: { in: [11, 21] } }], limit: 4 },
  },
  {
    title: 'a filter by a field’s name',
    query: below(
      `callTriggers(${DAYS}, limit: 3, filter: [{ field: { name: "callState", eq: "answered" } }]) { rows { rowId callState } }`,
    ),
  },
  {
    title: 'columns by name, and a whole row',
    query: below(`callTriggers(${DAYS}, limit: 2) { rows { rowId lead: field(name: "leadScore") raw } }`),
  },
  { title: 'a custom variable', query: below(`visitTriggers(${DAYS}, limit: 2) { rows { rowId member: variable(name: "member") } }`) },
  {
    title: 'an enum and a time zone',
    query: below(`callTriggers(${DAYS}, tz: "Europe/London", chType: PPC, limit: 3) { rows { triggerDatetime chType } }`),
  },
  { title: 'a dry run', query: below(`callTriggers(${DAYS}, limit: 2) { request { status sharedBy } }`) },
  {
    title: 'aliases, named fragments and a fragment on the interface',
    query: `query { installation(igrp: 1) { a: callTriggers(${DAYS}, limit: 2) { ...Page rows { ...Row } } b: goalTriggers(${DAYS}, limit: 2) { ...Page rows { ...Row } } } }
      fragment Page on Report { rowCount complete pageInfo { hasNextPage nextOffset } }
      fragment Row on Trigger { id: rowId __typename when: triggerDatetime }`,
  },
  {
    title: '@skip and @include by variables',
    query: `query ($no: Boolean!) { installation(igrp: 1) { callTriggers(${DAYS}, limit: 2) { rowCount @skip(if: $no) rows { rowId act @include(if: $no) ch } } } }`,
    variables: { no: true },
  },
  {
    title: 'keywords of a call',
    query: below('callKeywords(filter: [{ rowId: { in: ["71000603107", "71000603564"] } }]) { rows { rowId keyword } }'),
  },
];

const metrics: readonly GoldenOperation[] = [
  { title: 'totals', query: below(`channelMetrics(${DAYS}) { rows { callCount goalCount goalValueTotal } }`) },
  { title: 'by channel', query: below(`channelMetrics(${DAYS}, group: [CH]) { rows { ch chName callCount channel { channelType } } }`) },
  {
    title: 'by two dimensions',
    query: below(
      `channelMetrics(${DAYS}, group: [CH, GOAL], limit: 10) { rows { chName goalTitle goalCount goalDefinition { goalStatus } } }`,
    ),
  },
  {
    title: 'custom metrics',
    query: below(
      `channelMetrics(${DAYS}, group: [CH], customMetrics: [{ reference: "ppcGoals", metric: GOAL_COUNT, conditions: [{ field: CH_TYPE, values: ["ppc"] }] }]) { rows { ch n: customMetric(reference: "ppcGoals") } }`,
    ),
  },
  {
    title: 'operational call metrics',
    query: below(`operationalCallMetrics(${DAYS}, group: [DGRP], limit: 5) { rows { dgrp dialInGroup { dgrpName } } }`),
  },
  {
    title: 'a dashboard of two installations',
    query: `{ one: installation(igrp: 1) { igrpName channelMetrics(${DAYS}) { rows { callCount } } } two: installation(igrp: 2) { igrpName channelMetrics(${DAYS}) { rows { callCount } } } }`,
  },
];

const refused: readonly GoldenOperation[] = [
  { title: 'a limit of 0', query: below('goals(limit: 0) { rowCount } channels { rowCount }'), codes: ['BAD_USER_INPUT'] },
  { title: 'a limit beyond the cap', query: below('goals(limit: 50001) { rowCount }'), codes: ['BAD_USER_INPUT'] },
  {
    title: 'an installation of number 0',
    query: '{ installation(igrp: 0) { igrp } organisation(orgId: 1) { orgName } }',
    codes: ['BAD_USER_INPUT'],
  },
  {
    title: 'a sort by a dimension that is not grouped',
    query: below(`channelMetrics(${DAYS}, group: [GOAL], sort: [{ field: CH }]) { rows { goal } }`),
    codes: ['BAD_USER_INPUT'],
  },
  { title: 'an empty filter', query: below('goals(filter: [{}]) { rowCount }'), codes: ['BAD_USER_INPUT'] },
  {
    title: 'dates the wrong way round',
    query: below('callTriggers(startDate: "2026-03-02", endDate: "2026-03-01") { rowCount }'),
    codes: ['BAD_USER_INPUT'],
  },
  { title: 'an unknown field', query: below('goals { rows { nobody } }'), codes: ['GRAPHQL_VALIDATION_FAILED'] },
  { title: 'an unknown report', query: below('nobody { rowCount }'), codes: ['GRAPHQL_VALIDATION_FAILED'] },
  { title: 'no selection', query: below('goals'), codes: ['GRAPHQL_VALIDATION_FAILED'] },
];

const partial: readonly GoldenOperation[] = [
  { title: 'an installation that may not be seen', query: below('igrp goals { rowCount }', 99_999), codes: ['FORBIDDEN'] },
  {
    title: 'one of two installations may not be seen',
    query: '{ a: installation(igrp: 1) { goals { rowCount } } b: installation(igrp: 99999) { goals { rowCount } } }',
    codes: ['FORBIDDEN'],
  },
  {
    title: 'a limited user: personal data redacted, another installation forbidden',
    as: 'limited',
    query: `{ a: installation(igrp: 1) { callTriggers(${DAYS}, limit: 5) { rows { rowId srcPhoneNumber ip } } } b: installation(igrp: 2) { callTriggers(${DAYS}, limit: 5) { rowCount } } }`,
    codes: ['FORBIDDEN'],
  },
  { title: 'a limited user’s installations', as: 'limited', query: '{ installations { rows { igrp igrpName } } }' },
  {
    title: 'nobody asks for reports',
    as: 'nobody',
    query: below('goals { rowCount } channels { rowCount }'),
    codes: ['UNAUTHENTICATED', 'UNAUTHENTICATED'],
  },
  { title: 'nobody asks for what needs no request', as: 'nobody', query: '{ installation(igrp: 7) { igrp __typename } }' },
  { title: 'a stranger asks', as: 'stranger', query: below('goals { rowCount }'), codes: ['UNAUTHENTICATED'] },
  {
    title: 'a report is down',
    interrupted: /\/goals\?/,
    query: below('goals { rowCount } channels { rowCount }'),
    codes: ['UPSTREAM_UNAVAILABLE'],
  },
  {
    title: 'a linked list is down',
    interrupted: /\/channels\?/,
    query: below(`callTriggers(${DAYS}, limit: 2) { rows { rowId channel { channelName } organisation { orgName } } }`),
    codes: ['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE'],
  },
  {
    title: 'organisations are down',
    interrupted: /\/organisations\?/,
    query: '{ organisation(orgId: 1) { orgName } installations { rowCount } }',
    codes: ['UPSTREAM_UNAVAILABLE'],
  },
];

/** Sixty and more, those that interrupt upstream last: a run of failures would open the breaker under the others. */
export const GOLDEN_OPERATIONS: readonly GoldenOperation[] = [...lists, ...triggers, ...metrics, ...refused, ...partial];
