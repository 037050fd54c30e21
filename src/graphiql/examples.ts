/** Ten real questions, ready as tabs of GraphiQL. Every one is run against the sandbox by a test and must answer with rows. */

export interface Example {
  /** The operation's name, and so the tab's. */
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The text of an operation without the indentation that it has in this file. */
function operation(source: string): string {
  const text = source.replace(/^\n|\n *$/g, '');
  const indentation = /^ */.exec(text)?.[0] ?? '';
  return text.replaceAll(new RegExp(`^${indentation}`, 'gm'), '');
}

/** The installation and the days that the examples ask about: a period in words has rows whatever day it is. */
const LATELY = { igrp: 1, period: 'LAST_30_DAYS' };

export const EXAMPLES: readonly Example[] = [
  {
    name: 'ChannelMetrics',
    query: operation(/* GraphQL */ `
      # Goals by channel over the last 30 days: the first five channels, the others together, and the total; with two metrics of your own beside them.
      # Ctrl-Space completes, Ctrl-Enter runs, hovering explains a field, REST shows the request. Your credential goes under Headers.
      query ChannelMetrics($igrp: Int!, $period: ReportPeriod!) {
        installation(igrp: $igrp) {
          channelMetrics(
            period: $period
            group: [CH]
            customMetrics: [
              { reference: "salesCalls", metric: GOAL_COUNT, conditions: [{ field: GOAL, values: ["246"] }] }
              { reference: "testDrivesAndOrders", metric: GOAL_COUNT, conditions: [{ field: GOAL, values: ["543", "763"] }] }
            ]
            sort: [{ field: GOAL_COUNT_TOTAL, order: DESC }]
            limit: 5
          ) {
            rows {
              ch
              chName
              landCountTotal
              goalCountTotal
              goalValueTotal
              salesCalls: customMetric(reference: "salesCalls")
              testDrivesAndOrders: customMetric(reference: "testDrivesAndOrders")
            }
            other {
              landCountTotal
              goalCountTotal
              goalValueTotal
            }
            totals {
              landCountTotal
              goalCountTotal
              goalValueTotal
            }
            period {
              startDate
              endDate
            }
          }
        }
      }
    `),
    variables: LATELY,
  },
  {
    name: 'LatestCalls',
    query: operation(/* GraphQL */ `
      # The latest answered calls that lasted a minute or more.
      query LatestCalls($igrp: Int!, $period: ReportPeriod!) {
        installation(igrp: $igrp) {
          callTriggers(
            period: $period
            tz: "Europe/London"
            filter: [{ callDuration: { gte: 60 }, callStage: { ne: "voicemail" } }]
            sort: [{ field: TRIGGER_DATETIME, order: DESC }]
            limit: 20
          ) {
            rows {
              triggerDatetime
              srcPhoneNumber
              dgrpName
              chName
              callDuration
              ringTime
              callStage
            }
            pageInfo {
              hasNextPage
              nextOffset
            }
          }
        }
      }
    `),
    variables: LATELY,
  },
  {
    name: 'NextPage',
    query: operation(/* GraphQL */ `
      # Every trigger, page by page, past the cap of 50,000 rows: put endRowId of one answer into $after of the next.
      query NextPage($igrp: Int!, $period: ReportPeriod!, $after: ID) {
        installation(igrp: $igrp) {
          allTriggers(period: $period, afterRowId: $after, sort: [{ field: ROW_ID }], limit: 500) {
            rows {
              rowId
              triggerDatetime
              act
              ch
              vid
            }
            pageInfo {
              hasNextPage
              endRowId
            }
          }
        }
      }
    `),
    variables: { ...LATELY, after: '0' },
  },
  {
    name: 'Dashboard',
    query: operation(/* GraphQL */ `
      # A dashboard in one operation. Reports are asked for side by side; one that fails leaves the others whole.
      query Dashboard($igrp: Int!, $period: ReportPeriod!) {
        installation(igrp: $igrp) {
          igrpName
          totals: channelMetrics(period: $period) {
            rows {
              landCountTotal
              callCount
              goalCountTotal
              goalValueTotal
            }
          }
          byMonth: channelMetrics(period: THIS_YEAR, group: [METRIC_MONTH], sort: [{ field: METRIC_MONTH }]) {
            rows {
              metricMonth
              goalCountTotal
            }
          }
          longestCalls: callTriggers(period: $period, sort: [{ field: CALL_DURATION, order: DESC }], limit: 5) {
            rows {
              triggerDatetime
              srcPhoneNumber
              callDuration
            }
          }
          goals {
            rows {
              goalId
              goalTitle
            }
          }
        }
      }
    `),
    variables: LATELY,
  },
  {
    name: 'SearchTerms',
    query: operation(/* GraphQL */ `
      # Filters: members of one object and of the list are joined by AND. ignoreCase compares without case.
      query SearchTerms($igrp: Int!, $period: ReportPeriod!, $term: String!) {
        installation(igrp: $igrp) {
          visitTriggers(
            period: $period
            filter: [{ term: { contains: $term, ignoreCase: true } }, { ch: { in: [21, 22, 625] } }]
            sort: [{ field: TRIGGER_DATETIME }]
            limit: 25
          ) {
            rows {
              triggerDatetime
              term
              chName
              campaign
              city
            }
            rowCount
          }
        }
      }
    `),
    variables: { ...LATELY, term: 'REVIEW' },
  },
  {
    name: 'GoalsWithTheirChannel',
    query: operation(/* GraphQL */ `
      # Links: what a row names by an id can be read with it. Each linked type is one look-up for all rows.
      query GoalsWithTheirChannel($igrp: Int!, $period: ReportPeriod!) {
        installation(igrp: $igrp) {
          goalTriggers(period: $period, limit: 10) {
            rows {
              triggerDatetime
              goalValue
              goalDefinition {
                goalId
                goalTitle
              }
              channel {
                channelName
                channelType
              }
              organisation {
                orgName
              }
            }
          }
        }
      }
    `),
    variables: LATELY,
  },
  {
    name: 'Explain',
    query: operation(/* GraphQL */ `
      # Which REST request would answer this? Selecting nothing but url and curl sends nothing: a dry run.
      query Explain($igrp: Int!, $period: ReportPeriod!) {
        installation(igrp: $igrp) {
          channelMetrics(period: $period, group: [CH], sort: [{ field: CH }], limit: 10000) {
            request {
              url
              curl
            }
          }
        }
      }
    `),
    variables: LATELY,
  },
  {
    name: 'Organisations',
    query: operation(/* GraphQL */ `
      # Whose data the credential opens: organisations, and the installations below them.
      query Organisations {
        organisations(sort: [{ field: ORG_ID }]) {
          rows {
            orgId
            orgName
            brandingName
          }
          rowCount
        }
        installations {
          rows {
            igrp
            igrpName
          }
        }
      }
    `),
    variables: {},
  },
  {
    name: 'CustomVariables',
    query: operation(/* GraphQL */ `
      # Fields the schema cannot know: your custom variables, and any other field by its REST name.
      query CustomVariables($igrp: Int!, $period: ReportPeriod!) {
        installation(igrp: $igrp) {
          visitTriggers(period: $period, limit: 5) {
            rows {
              triggerDatetime
              tier: variable(name: "membershipTier")
              landingPage: field(name: "landingPageUrl")
            }
          }
        }
      }
    `),
    variables: LATELY,
  },
  {
    name: 'Catalogue',
    query: operation(/* GraphQL */ `
      # What can be asked: every report with its route and its fields.
      query Catalogue {
        reports {
          name
          path
          description
          maxRows
          arguments
          fields {
            name
            type
            operators
          }
        }
      }
    `),
    variables: {},
  },
];
