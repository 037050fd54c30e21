/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
  '\n  query Start {\n    installations {\n      rows {\n        igrp\n        igrpName\n      }\n    }\n    reports {\n      name\n      typePrefix\n      customMetrics {\n        metricFields\n        conditionFields\n      }\n      fields {\n        name\n        kind\n        of\n        bucket\n        type\n        groupable\n        filterable\n        operators\n        enumValue\n        description\n        pii\n      }\n    }\n  }\n': typeof types.StartDocument;
  '\n  query Overview(\n    $igrp: Int!\n    $startDate: Date!\n    $endDate: Date!\n    $tz: TimeZone!\n    $compare: ReportComparison\n    $compared: Boolean!\n    $filter: [ChannelMetricsFilter!]\n  ) {\n    installation(igrp: $igrp) {\n      totals: channelMetrics(startDate: $startDate, endDate: $endDate, tz: $tz, compare: $compare, filter: $filter) {\n        rows {\n          landCountTotal\n          callCount\n          goalCountTotal\n          goalValueTotal\n          previous @include(if: $compared) {\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n          deltaRatio @include(if: $compared) {\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n        }\n      }\n      days: channelMetrics(\n        startDate: $startDate\n        endDate: $endDate\n        tz: $tz\n        compare: $compare\n        filter: $filter\n        group: [METRIC_DATE]\n        fillGaps: ZERO\n        sort: [{ field: METRIC_DATE }]\n        limit: 5000\n      ) {\n        rows {\n          metricDate\n          landCountTotal\n          callCount\n          goalCountTotal\n          goalValueTotal\n          previous @include(if: $compared) {\n            metricDate\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n        }\n      }\n    }\n  }\n': typeof types.OverviewDocument;
  '\n  query Calls(\n    $igrp: Int!\n    $startDate: Date!\n    $endDate: Date!\n    $tz: TimeZone!\n    $afterRowId: ID!\n    $limit: Int!\n    $filter: [TriggerFilter!]\n    $excludePiiData: Boolean\n  ) {\n    installation(igrp: $igrp) {\n      callTriggers(\n        startDate: $startDate\n        endDate: $endDate\n        tz: $tz\n        afterRowId: $afterRowId\n        limit: $limit\n        filter: $filter\n        excludePiiData: $excludePiiData\n      ) {\n        rows {\n          rowId\n          triggerDatetime\n          srcPhoneNumber\n          dialledPhoneNumber\n          chName\n          callDuration\n          callRating\n          city\n          ip\n        }\n        pageInfo {\n          endRowId\n          hasNextPage\n        }\n      }\n    }\n  }\n': typeof types.CallsDocument;
  '\n  query Goals($igrp: Int!) {\n    installation(igrp: $igrp) {\n      goals {\n        rows {\n          goalId\n          goalTitle\n        }\n      }\n    }\n  }\n': typeof types.GoalsDocument;
};
const documents: Documents = {
  '\n  query Start {\n    installations {\n      rows {\n        igrp\n        igrpName\n      }\n    }\n    reports {\n      name\n      typePrefix\n      customMetrics {\n        metricFields\n        conditionFields\n      }\n      fields {\n        name\n        kind\n        of\n        bucket\n        type\n        groupable\n        filterable\n        operators\n        enumValue\n        description\n        pii\n      }\n    }\n  }\n':
    types.StartDocument,
  '\n  query Overview(\n    $igrp: Int!\n    $startDate: Date!\n    $endDate: Date!\n    $tz: TimeZone!\n    $compare: ReportComparison\n    $compared: Boolean!\n    $filter: [ChannelMetricsFilter!]\n  ) {\n    installation(igrp: $igrp) {\n      totals: channelMetrics(startDate: $startDate, endDate: $endDate, tz: $tz, compare: $compare, filter: $filter) {\n        rows {\n          landCountTotal\n          callCount\n          goalCountTotal\n          goalValueTotal\n          previous @include(if: $compared) {\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n          deltaRatio @include(if: $compared) {\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n        }\n      }\n      days: channelMetrics(\n        startDate: $startDate\n        endDate: $endDate\n        tz: $tz\n        compare: $compare\n        filter: $filter\n        group: [METRIC_DATE]\n        fillGaps: ZERO\n        sort: [{ field: METRIC_DATE }]\n        limit: 5000\n      ) {\n        rows {\n          metricDate\n          landCountTotal\n          callCount\n          goalCountTotal\n          goalValueTotal\n          previous @include(if: $compared) {\n            metricDate\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n        }\n      }\n    }\n  }\n':
    types.OverviewDocument,
  '\n  query Calls(\n    $igrp: Int!\n    $startDate: Date!\n    $endDate: Date!\n    $tz: TimeZone!\n    $afterRowId: ID!\n    $limit: Int!\n    $filter: [TriggerFilter!]\n    $excludePiiData: Boolean\n  ) {\n    installation(igrp: $igrp) {\n      callTriggers(\n        startDate: $startDate\n        endDate: $endDate\n        tz: $tz\n        afterRowId: $afterRowId\n        limit: $limit\n        filter: $filter\n        excludePiiData: $excludePiiData\n      ) {\n        rows {\n          rowId\n          triggerDatetime\n          srcPhoneNumber\n          dialledPhoneNumber\n          chName\n          callDuration\n          callRating\n          city\n          ip\n        }\n        pageInfo {\n          endRowId\n          hasNextPage\n        }\n      }\n    }\n  }\n':
    types.CallsDocument,
  '\n  query Goals($igrp: Int!) {\n    installation(igrp: $igrp) {\n      goals {\n        rows {\n          goalId\n          goalTitle\n        }\n      }\n    }\n  }\n':
    types.GoalsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: '\n  query Start {\n    installations {\n      rows {\n        igrp\n        igrpName\n      }\n    }\n    reports {\n      name\n      typePrefix\n      customMetrics {\n        metricFields\n        conditionFields\n      }\n      fields {\n        name\n        kind\n        of\n        bucket\n        type\n        groupable\n        filterable\n        operators\n        enumValue\n        description\n        pii\n      }\n    }\n  }\n',
): (typeof documents)['\n  query Start {\n    installations {\n      rows {\n        igrp\n        igrpName\n      }\n    }\n    reports {\n      name\n      typePrefix\n      customMetrics {\n        metricFields\n        conditionFields\n      }\n      fields {\n        name\n        kind\n        of\n        bucket\n        type\n        groupable\n        filterable\n        operators\n        enumValue\n        description\n        pii\n      }\n    }\n  }\n'];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: '\n  query Overview(\n    $igrp: Int!\n    $startDate: Date!\n    $endDate: Date!\n    $tz: TimeZone!\n    $compare: ReportComparison\n    $compared: Boolean!\n    $filter: [ChannelMetricsFilter!]\n  ) {\n    installation(igrp: $igrp) {\n      totals: channelMetrics(startDate: $startDate, endDate: $endDate, tz: $tz, compare: $compare, filter: $filter) {\n        rows {\n          landCountTotal\n          callCount\n          goalCountTotal\n          goalValueTotal\n          previous @include(if: $compared) {\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n          deltaRatio @include(if: $compared) {\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n        }\n      }\n      days: channelMetrics(\n        startDate: $startDate\n        endDate: $endDate\n        tz: $tz\n        compare: $compare\n        filter: $filter\n        group: [METRIC_DATE]\n        fillGaps: ZERO\n        sort: [{ field: METRIC_DATE }]\n        limit: 5000\n      ) {\n        rows {\n          metricDate\n          landCountTotal\n          callCount\n          goalCountTotal\n          goalValueTotal\n          previous @include(if: $compared) {\n            metricDate\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n        }\n      }\n    }\n  }\n',
): (typeof documents)['\n  query Overview(\n    $igrp: Int!\n    $startDate: Date!\n    $endDate: Date!\n    $tz: TimeZone!\n    $compare: ReportComparison\n    $compared: Boolean!\n    $filter: [ChannelMetricsFilter!]\n  ) {\n    installation(igrp: $igrp) {\n      totals: channelMetrics(startDate: $startDate, endDate: $endDate, tz: $tz, compare: $compare, filter: $filter) {\n        rows {\n          landCountTotal\n          callCount\n          goalCountTotal\n          goalValueTotal\n          previous @include(if: $compared) {\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n          deltaRatio @include(if: $compared) {\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n        }\n      }\n      days: channelMetrics(\n        startDate: $startDate\n        endDate: $endDate\n        tz: $tz\n        compare: $compare\n        filter: $filter\n        group: [METRIC_DATE]\n        fillGaps: ZERO\n        sort: [{ field: METRIC_DATE }]\n        limit: 5000\n      ) {\n        rows {\n          metricDate\n          landCountTotal\n          callCount\n          goalCountTotal\n          goalValueTotal\n          previous @include(if: $compared) {\n            metricDate\n            landCountTotal\n            callCount\n            goalCountTotal\n            goalValueTotal\n          }\n        }\n      }\n    }\n  }\n'];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: '\n  query Calls(\n    $igrp: Int!\n    $startDate: Date!\n    $endDate: Date!\n    $tz: TimeZone!\n    $afterRowId: ID!\n    $limit: Int!\n    $filter: [TriggerFilter!]\n    $excludePiiData: Boolean\n  ) {\n    installation(igrp: $igrp) {\n      callTriggers(\n        startDate: $startDate\n        endDate: $endDate\n        tz: $tz\n        afterRowId: $afterRowId\n        limit: $limit\n        filter: $filter\n        excludePiiData: $excludePiiData\n      ) {\n        rows {\n          rowId\n          triggerDatetime\n          srcPhoneNumber\n          dialledPhoneNumber\n          chName\n          callDuration\n          callRating\n          city\n          ip\n        }\n        pageInfo {\n          endRowId\n          hasNextPage\n        }\n      }\n    }\n  }\n',
): (typeof documents)['\n  query Calls(\n    $igrp: Int!\n    $startDate: Date!\n    $endDate: Date!\n    $tz: TimeZone!\n    $afterRowId: ID!\n    $limit: Int!\n    $filter: [TriggerFilter!]\n    $excludePiiData: Boolean\n  ) {\n    installation(igrp: $igrp) {\n      callTriggers(\n        startDate: $startDate\n        endDate: $endDate\n        tz: $tz\n        afterRowId: $afterRowId\n        limit: $limit\n        filter: $filter\n        excludePiiData: $excludePiiData\n      ) {\n        rows {\n          rowId\n          triggerDatetime\n          srcPhoneNumber\n          dialledPhoneNumber\n          chName\n          callDuration\n          callRating\n          city\n          ip\n        }\n        pageInfo {\n          endRowId\n          hasNextPage\n        }\n      }\n    }\n  }\n'];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: '\n  query Goals($igrp: Int!) {\n    installation(igrp: $igrp) {\n      goals {\n        rows {\n          goalId\n          goalTitle\n        }\n      }\n    }\n  }\n',
): (typeof documents)['\n  query Goals($igrp: Int!) {\n    installation(igrp: $igrp) {\n      goals {\n        rows {\n          goalId\n          goalTitle\n        }\n      }\n    }\n  }\n'];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> =
  TDocumentNode extends DocumentNode<infer TType, any> ? TType : never;
