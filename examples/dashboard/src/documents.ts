/** The operations of the page. Their types are generated; what the pickers hold goes into them as variables. */
import { graphql } from './gql/gql.js';
import type { StartQuery } from './gql/graphql.js';

/** Asked at the sign-in: whose data there is, and what can be asked of it. */
export const START = graphql(`
  query Start {
    installations {
      rows {
        igrp
        igrpName
      }
    }
    reports {
      name
      typePrefix
      customMetrics {
        metricFields
        conditionFields
      }
      fields {
        name
        kind
        of
        bucket
        type
        groupable
        filterable
        sortable
        operators
        enumValue
        description
        pii
      }
    }
  }
`);

/** The totals of a period and their course, day by day. */
export const OVERVIEW = graphql(`
  query Overview(
    $igrp: Int!
    $period: ReportPeriod
    $startDate: Date
    $endDate: Date
    $tz: TimeZone!
    $compare: ReportComparison
    $filter: [ChannelMetricsFilter!]
  ) {
    installation(igrp: $igrp) {
      totals: channelMetrics(period: $period, startDate: $startDate, endDate: $endDate, tz: $tz, compare: $compare, filter: $filter) {
        asOf
        period {
          startDate
          endDate
          closed
        }
        request {
          cache
        }
        previousRequest {
          url
        }
        rows {
          landCountTotal
          callCount
          goalCountTotal
          goalValueTotal
          previous {
            landCountTotal
            callCount
            goalCountTotal
            goalValueTotal
          }
          deltaRatio {
            landCountTotal
            callCount
            goalCountTotal
            goalValueTotal
          }
        }
      }
      days: channelMetrics(
        period: $period
        startDate: $startDate
        endDate: $endDate
        tz: $tz
        compare: $compare
        filter: $filter
        group: [METRIC_DATE]
        fillGaps: ZERO
        sort: [{ field: METRIC_DATE }]
        limit: 5000
      ) {
        rows {
          metricDate
          landCountTotal
          callCount
          goalCountTotal
          goalValueTotal
          previous {
            metricDate
            landCountTotal
            callCount
            goalCountTotal
            goalValueTotal
          }
        }
      }
    }
  }
`);

/**
 * Performance by whatever is grouped by: one document for every choice. A dimension that is not grouped by, and the other period without
 * `compare`, are null and are not asked for; each metric has a variable that asks for it; metrics of the caller's own are a list.
 */
export const PERFORMANCE = graphql(`
  query Performance(
    $igrp: Int!
    $period: ReportPeriod
    $startDate: Date
    $endDate: Date
    $tz: TimeZone!
    $compare: ReportComparison
    $filter: [ChannelMetricsFilter!]
    $group: [ChannelMetricsGroupField!]
    $sort: [ChannelMetricsSort!]
    $customMetrics: [ChannelMetricsCustomMetric!]
    $limit: Int!
    $withTotals: Boolean!
    $withOther: Boolean!
    $landCountTotal: Boolean!
    $pageCountTotal: Boolean!
    $callCount: Boolean!
    $goalCountTotal: Boolean!
    $goalCallCountTotal: Boolean!
    $goalOnlineCountTotal: Boolean!
    $goalValueTotal: Boolean!
    $goalCount: Boolean!
  ) {
    installation(igrp: $igrp) {
      report: channelMetrics(
        period: $period
        startDate: $startDate
        endDate: $endDate
        tz: $tz
        compare: $compare
        filter: $filter
        group: $group
        sort: $sort
        customMetrics: $customMetrics
        limit: $limit
      ) {
        asOf
        period {
          startDate
          endDate
          closed
        }
        request {
          cache
        }
        previousRequest {
          url
        }
        rows {
          ch
          chName
          chType
          dgrp
          dgrpName
          campaign
          term
          goal
          goalTitle
          segment
          segmentName
          metricDate
          metricMonth
          metricMonthName
          ...Figures
        }
        totals @include(if: $withTotals) {
          ...Figures
        }
        other @include(if: $withOther) {
          ...Figures
        }
      }
    }
  }
  fragment Figures on ChannelMetricsRow {
    landCountTotal @include(if: $landCountTotal)
    pageCountTotal @include(if: $pageCountTotal)
    callCount @include(if: $callCount)
    goalCountTotal @include(if: $goalCountTotal)
    goalCallCountTotal @include(if: $goalCallCountTotal)
    goalOnlineCountTotal @include(if: $goalOnlineCountTotal)
    goalValueTotal @include(if: $goalValueTotal)
    goalCount @include(if: $goalCount)
    customMetrics {
      reference
      value
    }
    previous {
      landCountTotal @include(if: $landCountTotal)
      pageCountTotal @include(if: $pageCountTotal)
      callCount @include(if: $callCount)
      goalCountTotal @include(if: $goalCountTotal)
      goalCallCountTotal @include(if: $goalCallCountTotal)
      goalOnlineCountTotal @include(if: $goalOnlineCountTotal)
      goalValueTotal @include(if: $goalValueTotal)
      goalCount @include(if: $goalCount)
      customMetrics {
        reference
        value
      }
    }
    deltaRatio {
      landCountTotal @include(if: $landCountTotal)
      pageCountTotal @include(if: $pageCountTotal)
      callCount @include(if: $callCount)
      goalCountTotal @include(if: $goalCountTotal)
      goalCallCountTotal @include(if: $goalCallCountTotal)
      goalOnlineCountTotal @include(if: $goalOnlineCountTotal)
      goalValueTotal @include(if: $goalValueTotal)
      goalCount @include(if: $goalCount)
      customMetrics {
        reference
        value
      }
    }
  }
`);

/**
 * The same table as a file, without the comparison. The columns that are shown are put in the place of `callCount`, by `withRowColumns`: what
 * is selected of a file is what its header says.
 */
export const PERFORMANCE_FILE = graphql(`
  query PerformanceFile(
    $igrp: Int!
    $period: ReportPeriod
    $startDate: Date
    $endDate: Date
    $tz: TimeZone!
    $filter: [ChannelMetricsFilter!]
    $group: [ChannelMetricsGroupField!]
    $sort: [ChannelMetricsSort!]
    $customMetrics: [ChannelMetricsCustomMetric!]
    $limit: Int!
  ) {
    installation(igrp: $igrp) {
      channelMetrics(
        period: $period
        startDate: $startDate
        endDate: $endDate
        tz: $tz
        filter: $filter
        group: $group
        sort: $sort
        customMetrics: $customMetrics
        limit: $limit
      ) {
        rows {
          callCount
        }
      }
    }
  }
`);

/**
 * Calls: a page of them by the row id of the last call of the page before, or by offset where they are sorted; or all of them as a file, which
 * has rows alone. The columns that were chosen are put in the place of `rowId`, by `withRowColumns`.
 */
export const CALLS = graphql(`
  query Calls(
    $igrp: Int!
    $period: ReportPeriod
    $startDate: Date
    $endDate: Date
    $tz: TimeZone!
    $filter: [TriggerFilter!]
    $sort: [TriggerSort!]
    $excludePiiData: Boolean
    $afterRowId: ID
    $offset: Int
    $limit: Int!
    $asPage: Boolean!
  ) {
    installation(igrp: $igrp) {
      callTriggers(
        period: $period
        startDate: $startDate
        endDate: $endDate
        tz: $tz
        filter: $filter
        sort: $sort
        excludePiiData: $excludePiiData
        afterRowId: $afterRowId
        offset: $offset
        limit: $limit
      ) {
        rows {
          rowId
        }
        asOf @include(if: $asPage)
        request @include(if: $asPage) {
          cache
        }
        pageInfo @include(if: $asPage) {
          endRowId
          nextOffset
          hasNextPage
        }
      }
    }
  }
`);

/** What the channels, goals, dial-in groups and segments of an installation are called: nobody knows their numbers by heart. */
export const CHOICES = graphql(`
  query Choices($igrp: Int!) {
    installation(igrp: $igrp) {
      channels {
        rows {
          channelId
          channelName
        }
      }
      goals {
        rows {
          goalId
          goalTitle
        }
      }
      dialInGroups {
        rows {
          dgrp
          dgrpName
        }
      }
      segments {
        rows {
          segment
          segmentName
        }
      }
    }
  }
`);

/** A report of the catalogue, and one of its fields. */
export type ReportInfo = StartQuery['reports'][number];
export type FieldInfo = ReportInfo['fields'][number];
