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
