/** The questions that the three recipes ask, and that codegen types: each alike for every client. */
import { graphql } from './gql/index.ts';

/** Calls, latest first, a page by its offset. */
export const LatestCalls = graphql(`
  query LatestCalls($igrp: Int!, $limit: Int!, $offset: Int!) {
    installation(igrp: $igrp) {
      igrp
      callTriggers(sort: [{ field: TRIGGER_DATETIME, order: DESC }], limit: $limit, offset: $offset) {
        complete
        framed
        pageInfo {
          nextOffset
        }
        rows {
          rowId
          triggerDatetime
          callDuration
          chName
        }
      }
    }
  }
`);

/** Every call, by its key: no row is lost or doubled while others arrive, and there is no cap. "0" is before the first. */
export const EveryCall = graphql(`
  query EveryCall($igrp: Int!, $limit: Int!, $afterRowId: ID!) {
    installation(igrp: $igrp) {
      igrp
      callTriggers(afterRowId: $afterRowId, limit: $limit) {
        complete
        framed
        pageInfo {
          hasNextPage
          endRowId
        }
        rows {
          rowId
          act
        }
      }
    }
  }
`);

/** Totals by channel. The channel of each row is an entity, known by its own key. */
export const ChannelTotals = graphql(`
  query ChannelTotals($igrp: Int!, $startDate: Date!, $endDate: Date!, $customMetrics: [ChannelMetricsCustomMetric!]) {
    installation(igrp: $igrp) {
      igrp
      channelMetrics(group: [CH], sort: [{ field: CH }], startDate: $startDate, endDate: $endDate, customMetrics: $customMetrics) {
        complete
        rows {
          ch
          goalCountTotal
          channel {
            igrp
            channelId
            channelName
          }
        }
      }
    }
  }
`);

/** The same channels as a list: what a cache holds of them is shared with the rows that link to them. */
export const Channels = graphql(`
  query Channels($igrp: Int!) {
    installation(igrp: $igrp) {
      igrp
      channels {
        complete
        rows {
          igrp
          channelId
          channelName
          channelType
        }
      }
    }
  }
`);

/** Totals by channel against the period before, and the goals by name, in one operation: either report may fail alone. */
export const ChannelComparison = graphql(`
  query ChannelComparison($igrp: Int!, $startDate: Date!, $endDate: Date!, $customMetrics: [ChannelMetricsCustomMetric!]) {
    installation(igrp: $igrp) {
      igrp
      channelMetrics(
        group: [CH]
        sort: [{ field: CH }]
        startDate: $startDate
        endDate: $endDate
        compare: { to: PREVIOUS_PERIOD }
        customMetrics: $customMetrics
      ) {
        rows {
          ch
          callCount
          previous {
            callCount
          }
          delta {
            callCount
          }
          deltaRatio {
            callCount
          }
        }
      }
      goals {
        rows {
          igrp
          goalId
          goalTitle
        }
      }
    }
  }
`);

/** A table whose user chooses its groups, comparison and metrics: every choice is a variable. */
export const ChannelTable = graphql(`
  query ChannelTable(
    $igrp: Int!
    $period: ReportPeriod
    $startDate: Date
    $endDate: Date
    $group: [ChannelMetricsGroupField!]
    $compare: ReportComparison
    $customMetrics: [ChannelMetricsCustomMetric!]
  ) {
    installation(igrp: $igrp) {
      igrp
      channelMetrics(
        period: $period
        startDate: $startDate
        endDate: $endDate
        group: $group
        compare: $compare
        customMetrics: $customMetrics
      ) {
        notes
        rows {
          ch
          chName
          campaign
          goal
          goalTitle
          metricDate
          callCount
          customMetrics {
            reference
            value
          }
          deltaRatio {
            callCount
            customMetrics {
              reference
              value
            }
          }
        }
      }
    }
  }
`);

/** Calls of some days, a row each: rows alone, so that the same document is a file. */
export const CallList = graphql(`
  query CallList($igrp: Int!, $startDate: Date!, $endDate: Date!, $limit: Int!) {
    installation(igrp: $igrp) {
      callTriggers(startDate: $startDate, endDate: $endDate, limit: $limit) {
        rows {
          rowId
          triggerDatetime
          chName
          callDuration
        }
      }
    }
  }
`);

/** Goals at once, and metrics when they are there. */
export const GoalsThenMetrics = graphql(`
  query GoalsThenMetrics($igrp: Int!, $startDate: Date!, $endDate: Date!) {
    installation(igrp: $igrp) {
      igrp
      goals {
        rows {
          igrp
          goalId
          goalTitle
        }
      }
      ... @defer {
        channelMetrics(group: [CH], sort: [{ field: CH }], startDate: $startDate, endDate: $endDate) {
          rows {
            chName
            callCount
          }
        }
      }
    }
  }
`);
