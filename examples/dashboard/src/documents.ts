/** The operations whose shape is known beforehand. The one that follows the pickers is put together in panels/performance-document.ts. */
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
    $startDate: Date!
    $endDate: Date!
    $tz: TimeZone!
    $compare: ReportComparison
    $compared: Boolean!
    $filter: [ChannelMetricsFilter!]
  ) {
    installation(igrp: $igrp) {
      totals: channelMetrics(startDate: $startDate, endDate: $endDate, tz: $tz, compare: $compare, filter: $filter) {
        rows {
          landCountTotal
          callCount
          goalCountTotal
          goalValueTotal
          previous @include(if: $compared) {
            landCountTotal
            callCount
            goalCountTotal
            goalValueTotal
          }
          deltaRatio @include(if: $compared) {
            landCountTotal
            callCount
            goalCountTotal
            goalValueTotal
          }
        }
      }
      days: channelMetrics(
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
          previous @include(if: $compared) {
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

/** One page of calls, by the row id of the last call of the page before. */
export const CALLS = graphql(`
  query Calls(
    $igrp: Int!
    $startDate: Date!
    $endDate: Date!
    $tz: TimeZone!
    $afterRowId: ID!
    $limit: Int!
    $filter: [TriggerFilter!]
    $excludePiiData: Boolean
  ) {
    installation(igrp: $igrp) {
      callTriggers(
        startDate: $startDate
        endDate: $endDate
        tz: $tz
        afterRowId: $afterRowId
        limit: $limit
        filter: $filter
        excludePiiData: $excludePiiData
      ) {
        rows {
          rowId
          triggerDatetime
          srcPhoneNumber
          dialledPhoneNumber
          chName
          callDuration
          callRating
          city
          ip
        }
        pageInfo {
          endRowId
          hasNextPage
        }
      }
    }
  }
`);

/** The goals of an installation, for those who build a metric on them. */
export const GOALS = graphql(`
  query Goals($igrp: Int!) {
    installation(igrp: $igrp) {
      goals {
        rows {
          goalId
          goalTitle
        }
      }
    }
  }
`);

/** A report of the catalogue, and one of its fields. */
export type ReportInfo = StartQuery['reports'][number];
export type FieldInfo = ReportInfo['fields'][number];
