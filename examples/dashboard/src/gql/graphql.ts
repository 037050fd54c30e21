/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A condition that a trigger must meet to be counted. */
export type ChannelMetricsCondition = {
  /** The dimension. Give exactly one of `field` and `fieldName`. */
  field?: ChannelMetricsDimension | null | undefined;
  /** The v2 name of a dimension that is not in the catalogue. A letter followed by letters and digits, at most 64 characters. */
  fieldName?: string | null | undefined;
  /** The values as text, in the form of the dimension’s type: digits for a number, a known code for a code. One of them must match. */
  values: Array<string>;
};

/** A metric that the caller defines: one metric, counted only where every condition is met. Read it with `customMetric(reference:)`. */
export type ChannelMetricsCustomMetric = {
  /** All of them must be met. */
  conditions: Array<ChannelMetricsCondition>;
  /** The metric to count. Give exactly one of `metric` and `metricName`. */
  metric?: ChannelMetricsMetric | null | undefined;
  /** The v2 name of a metric that is not in the catalogue. A letter followed by letters and digits, at most 64 characters. */
  metricName?: string | null | undefined;
  /** Its name: a letter followed by letters and digits, at most 64 characters. Ignoring case, it must differ from every other reference and every field of the report. */
  reference: string;
};

/** Dimensions that a custom metric can be conditioned on. Not in the API documentation; inferred. The operator can correct it by configuration. Only `goalCount` with conditions on `goal` and `ch` is documented. */
export type ChannelMetricsDimension =
  /** The campaign, by name. v2: `campaign` */
  | 'CAMPAIGN'
  /** The channel; 0 is the unknown channel. v2: `ch` */
  | 'CH'
  /** The type of the channel, as a code. v2: `chType` */
  | 'CH_TYPE'
  /** The dial-in group; 0 for none. v2: `dgrp` */
  | 'DGRP'
  /** The goal; 0 for none. v2: `goal` */
  | 'GOAL'
  /** The segment; 0 stands for all of them. v2: `segment` */
  | 'SEGMENT';

/** Conditions on fields. Fields of one object, and objects of the list, are combined with AND. */
export type ChannelMetricsFilter = {
  /** How many calls there were. */
  callCount?: ReportIntFilter | null | undefined;
  /** The campaign, by name. */
  campaign?: ReportStringFilter | null | undefined;
  /** The channel; 0 is the unknown channel. */
  ch?: ReportIntFilter | null | undefined;
  /** The name of the channel. */
  chName?: ReportStringFilter | null | undefined;
  /** The type of the channel, as a code. */
  chType?: ReportStringFilter | null | undefined;
  /** The dial-in group; 0 for none. */
  dgrp?: ReportIntFilter | null | undefined;
  /** The name of the dial-in group. */
  dgrpName?: ReportStringFilter | null | undefined;
  /** Any field by its v2 name, with values as text. */
  field?: ReportFieldFilter | null | undefined;
  /** The goal; 0 for none. */
  goal?: ReportIntFilter | null | undefined;
  /** How many times goals were reached by a call. */
  goalCallCountTotal?: ReportIntFilter | null | undefined;
  /** How many times the goal was reached; what custom metrics count. */
  goalCount?: ReportIntFilter | null | undefined;
  /** How many times goals of every kind were reached. */
  goalCountTotal?: ReportIntFilter | null | undefined;
  /** How many times goals were reached online. */
  goalOnlineCountTotal?: ReportIntFilter | null | undefined;
  /** The title of the goal. */
  goalTitle?: ReportStringFilter | null | undefined;
  /** The sum of the values of the goals that were reached, in their own currencies. */
  goalValueTotal?: ReportFloatFilter | null | undefined;
  /** How many visits there were. */
  landCountTotal?: ReportIntFilter | null | undefined;
  /** The day, in the time zone of the report. */
  metricDate?: ReportDateFilter | null | undefined;
  /** The month, in the time zone of the report, as a number. */
  metricMonth?: ReportIntFilter | null | undefined;
  /** How many pages were viewed. */
  pageCountTotal?: ReportIntFilter | null | undefined;
  /** The segment; 0 stands for all of them. */
  segment?: ReportIntFilter | null | undefined;
  /** The name of the segment. */
  segmentName?: ReportStringFilter | null | undefined;
  /** The search term. */
  term?: ReportStringFilter | null | undefined;
};

/** The dimensions that rows can be grouped by. */
export type ChannelMetricsGroupField =
  /** The campaign, by name. v2: `campaign` */
  | 'CAMPAIGN'
  /** The channel; 0 is the unknown channel. v2: `ch` */
  | 'CH'
  /** The type of the channel, as a code. v2: `chType` */
  | 'CH_TYPE'
  /** The dial-in group; 0 for none. v2: `dgrp` */
  | 'DGRP'
  /** The goal; 0 for none. v2: `goal` */
  | 'GOAL'
  /** The day, in the time zone of the report. v2: `metricDate` */
  | 'METRIC_DATE'
  /** The month, in the time zone of the report, as a number. v2: `metricMonth` */
  | 'METRIC_MONTH'
  /** The segment; 0 stands for all of them. v2: `segment` */
  | 'SEGMENT'
  /** The search term. v2: `term` */
  | 'TERM';

/** Metrics that a custom metric can count. Not in the API documentation; inferred. The operator can correct it by configuration. Only `goalCount` with conditions on `goal` and `ch` is documented. */
export type ChannelMetricsMetric =
  /** How many calls there were. v2: `callCount` */
  | 'CALL_COUNT'
  /** How many times the goal was reached; what custom metrics count. v2: `goalCount` */
  | 'GOAL_COUNT'
  /** The sum of the values of the goals that were reached, in their own currencies. v2: `goalValueTotal` */
  | 'GOAL_VALUE_TOTAL'
  /** How many visits there were. v2: `landCountTotal` */
  | 'LAND_COUNT_TOTAL'
  /** How many pages were viewed. v2: `pageCountTotal` */
  | 'PAGE_COUNT_TOTAL';

/** One sort key: exactly one of `field`, `customMetric` and `name`. */
export type ChannelMetricsSort = {
  /** The reference of a custom metric to sort by. */
  customMetric?: string | null | undefined;
  /** The field to sort by. */
  field?: ChannelMetricsSortField | null | undefined;
  /** The v2 name of a field that is not in the catalogue, to sort by. A letter followed by letters and digits, at most 64 characters. */
  name?: string | null | undefined;
  /** Its direction. */
  order?: SortOrder;
};

/** The fields that rows can be sorted by. */
export type ChannelMetricsSortField =
  /** How many calls there were. v2: `callCount` */
  | 'CALL_COUNT'
  /** The campaign, by name. v2: `campaign` */
  | 'CAMPAIGN'
  /** The channel; 0 is the unknown channel. v2: `ch` */
  | 'CH'
  /** The name of the channel. v2: `chName` */
  | 'CH_NAME'
  /** The type of the channel, as a code. v2: `chType` */
  | 'CH_TYPE'
  /** The dial-in group; 0 for none. v2: `dgrp` */
  | 'DGRP'
  /** The name of the dial-in group. v2: `dgrpName` */
  | 'DGRP_NAME'
  /** The goal; 0 for none. v2: `goal` */
  | 'GOAL'
  /** How many times goals were reached by a call. v2: `goalCallCountTotal` */
  | 'GOAL_CALL_COUNT_TOTAL'
  /** How many times the goal was reached; what custom metrics count. v2: `goalCount` */
  | 'GOAL_COUNT'
  /** How many times goals of every kind were reached. v2: `goalCountTotal` */
  | 'GOAL_COUNT_TOTAL'
  /** How many times goals were reached online. v2: `goalOnlineCountTotal` */
  | 'GOAL_ONLINE_COUNT_TOTAL'
  /** The title of the goal. v2: `goalTitle` */
  | 'GOAL_TITLE'
  /** The sum of the values of the goals that were reached, in their own currencies. v2: `goalValueTotal` */
  | 'GOAL_VALUE_TOTAL'
  /** How many visits there were. v2: `landCountTotal` */
  | 'LAND_COUNT_TOTAL'
  /** The day, in the time zone of the report. v2: `metricDate` */
  | 'METRIC_DATE'
  /** The month, in the time zone of the report, as a number. v2: `metricMonth` */
  | 'METRIC_MONTH'
  /** How many pages were viewed. v2: `pageCountTotal` */
  | 'PAGE_COUNT_TOTAL'
  /** The segment; 0 stands for all of them. v2: `segment` */
  | 'SEGMENT'
  /** The name of the segment. v2: `segmentName` */
  | 'SEGMENT_NAME'
  /** The search term. v2: `term` */
  | 'TERM';

/** How the gateway’s cache took part in an answer. */
export type ReportCacheResult =
  /** Answered from the cache, still fresh. Nothing was sent. */
  | 'HIT'
  /** The Reports API was asked. */
  | 'MISS'
  /** The cache was not asked: it is off, or not used for this report or request. */
  | 'OFF'
  /** Answered with a stale response from the cache, because the Reports API failed. */
  | 'STALE';

/** The period to compare with. */
export type ReportComparedPeriod =
  /** Each end of the period one month earlier, or the last day of that month if it has no such day. */
  | 'PREVIOUS_MONTH'
  /** As many days as the period has, immediately before it. A period of exactly whole calendar months is compared with as many whole months before: March with February. */
  | 'PREVIOUS_PERIOD'
  /** The same days one year earlier. 29 February becomes 28 February. */
  | 'PREVIOUS_YEAR'
  /** The days 364 days earlier, so that weekdays match. */
  | 'PREVIOUS_YEAR_WEEKDAYS'
  /** The days from `startDate` to `endDate` of this input; any length. */
  | 'RANGE';

/** The period that rows are compared with. */
export type ReportComparison = {
  /** The last day of a `RANGE`, inclusive; refused otherwise. */
  endDate?: string | null | undefined;
  /** The first day of a `RANGE`; refused otherwise. */
  startDate?: string | null | undefined;
  /** Which period. */
  to: ReportComparedPeriod;
};

/** Conditions on one field. All operators must match. Omitted operators are ignored; null, {} and an empty list are refused. */
export type ReportDateFilter = {
  /** Equal to this value. v2: `eq` */
  eq?: string | null | undefined;
  /** Greater, or later, than this. v2: `gt` */
  gt?: string | null | undefined;
  /** Equal to this value, or greater or later. v2: `ge` */
  gte?: string | null | undefined;
  /** Equal to one of these values. Values must not contain commas. v2: `in` */
  in?: Array<string> | null | undefined;
  /** True: present and not empty. False: missing or empty. v2: `bool` */
  isSet?: boolean | null | undefined;
  /** Less, or earlier, than this. v2: `lt` */
  lt?: string | null | undefined;
  /** Equal to this value, or less or earlier. v2: `le` */
  lte?: string | null | undefined;
  /** Not equal to this value. v2: `ne` */
  ne?: string | null | undefined;
  /** Equal to none of these values. Values must not contain commas. v2: `nin` */
  nin?: Array<string> | null | undefined;
};

/** Conditions on one field. All operators must match. Omitted operators are ignored; null, {} and an empty list are refused. */
export type ReportDateTimeFilter = {
  /** Equal to this value. v2: `eq` */
  eq?: string | null | undefined;
  /** Greater, or later, than this. v2: `gt` */
  gt?: string | null | undefined;
  /** Equal to this value, or greater or later. v2: `ge` */
  gte?: string | null | undefined;
  /** Equal to one of these values. Values must not contain commas. v2: `in` */
  in?: Array<string> | null | undefined;
  /** True: present and not empty. False: missing or empty. v2: `bool` */
  isSet?: boolean | null | undefined;
  /** Less, or earlier, than this. v2: `lt` */
  lt?: string | null | undefined;
  /** Equal to this value, or less or earlier. v2: `le` */
  lte?: string | null | undefined;
  /** Not equal to this value. v2: `ne` */
  ne?: string | null | undefined;
  /** Equal to none of these values. Values must not contain commas. v2: `nin` */
  nin?: Array<string> | null | undefined;
};

/** Conditions on any upstream field by its v2 name, with values as text: for a field that is not in the catalogue, or an operator that the field’s own filter does not have. Custom variables (`c_…`) and pass-through parameters (`pt_…`) cannot be filtered. All operators must match. Omitted operators are ignored; null, {} and an empty list are refused. */
export type ReportFieldFilter = {
  /** Contains this text. v2: `inc` */
  contains?: string | null | undefined;
  /** Ends with this text. v2: `ends` */
  endsWith?: string | null | undefined;
  /** Equal to this value. v2: `eq` */
  eq?: string | null | undefined;
  /** Matches this shell pattern. v2: `glob` */
  glob?: string | null | undefined;
  /** Greater, or later, than this. v2: `gt` */
  gt?: string | null | undefined;
  /** Equal to this value, or greater or later. v2: `ge` */
  gte?: string | null | undefined;
  /** Ignore case. Refused with an operator that has no case-insensitive form. */
  ignoreCase?: boolean | null | undefined;
  /** Equal to one of these values. Values must not contain commas. v2: `in` */
  in?: Array<string> | null | undefined;
  /** An IPv4 address inside this CIDR block. v2: `innet` */
  inSubnet?: string | null | undefined;
  /** True: present and not empty. False: missing or empty. v2: `bool` */
  isSet?: boolean | null | undefined;
  /** Less, or earlier, than this. v2: `lt` */
  lt?: string | null | undefined;
  /** Equal to this value, or less or earlier. v2: `le` */
  lte?: string | null | undefined;
  /** Matches this regular expression. v2: `re` */
  matches?: string | null | undefined;
  /** The v2 name of the field. */
  name: string;
  /** Not equal to this value. v2: `ne` */
  ne?: string | null | undefined;
  /** Equal to none of these values. Values must not contain commas. v2: `nin` */
  nin?: Array<string> | null | undefined;
  /** Does not contain this text. v2: `ninc` */
  notContains?: string | null | undefined;
  /** Does not match this regular expression. v2: `nre` */
  notMatches?: string | null | undefined;
  /** Does not begin with this text. v2: `nbegins` */
  notStartsWith?: string | null | undefined;
  /** Begins with this text. v2: `begins` */
  startsWith?: string | null | undefined;
};

/** Conditions on one field. All operators must match. Omitted operators are ignored; null, {} and an empty list are refused. */
export type ReportFloatFilter = {
  /** Equal to this value. v2: `eq` */
  eq?: number | null | undefined;
  /** Greater, or later, than this. v2: `gt` */
  gt?: number | null | undefined;
  /** Equal to this value, or greater or later. v2: `ge` */
  gte?: number | null | undefined;
  /** Equal to one of these values. Values must not contain commas. v2: `in` */
  in?: Array<number> | null | undefined;
  /** True: present and not empty. False: missing or empty. v2: `bool` */
  isSet?: boolean | null | undefined;
  /** Less, or earlier, than this. v2: `lt` */
  lt?: number | null | undefined;
  /** Equal to this value, or less or earlier. v2: `le` */
  lte?: number | null | undefined;
  /** Not equal to this value. v2: `ne` */
  ne?: number | null | undefined;
  /** Equal to none of these values. Values must not contain commas. v2: `nin` */
  nin?: Array<number> | null | undefined;
};

/** Conditions on one field. All operators must match. Omitted operators are ignored; null, {} and an empty list are refused. */
export type ReportIdFilter = {
  /** Equal to this value. v2: `eq` */
  eq?: string | number | null | undefined;
  /** Greater, or later, than this. v2: `gt` */
  gt?: string | number | null | undefined;
  /** Equal to this value, or greater or later. v2: `ge` */
  gte?: string | number | null | undefined;
  /** Equal to one of these values. Values must not contain commas. v2: `in` */
  in?: Array<string | number> | null | undefined;
  /** True: present and not empty. False: missing or empty. v2: `bool` */
  isSet?: boolean | null | undefined;
  /** Less, or earlier, than this. v2: `lt` */
  lt?: string | number | null | undefined;
  /** Equal to this value, or less or earlier. v2: `le` */
  lte?: string | number | null | undefined;
  /** Not equal to this value. v2: `ne` */
  ne?: string | number | null | undefined;
  /** Equal to none of these values. Values must not contain commas. v2: `nin` */
  nin?: Array<string | number> | null | undefined;
};

/** Conditions on one field. All operators must match. Omitted operators are ignored; null, {} and an empty list are refused. */
export type ReportIntFilter = {
  /** Equal to this value. v2: `eq` */
  eq?: number | null | undefined;
  /** Greater, or later, than this. v2: `gt` */
  gt?: number | null | undefined;
  /** Equal to this value, or greater or later. v2: `ge` */
  gte?: number | null | undefined;
  /** Equal to one of these values. Values must not contain commas. v2: `in` */
  in?: Array<number> | null | undefined;
  /** True: present and not empty. False: missing or empty. v2: `bool` */
  isSet?: boolean | null | undefined;
  /** Less, or earlier, than this. v2: `lt` */
  lt?: number | null | undefined;
  /** Equal to this value, or less or earlier. v2: `le` */
  lte?: number | null | undefined;
  /** Not equal to this value. v2: `ne` */
  ne?: number | null | undefined;
  /** Equal to none of these values. Values must not contain commas. v2: `nin` */
  nin?: Array<number> | null | undefined;
};

/** A named period. Its days follow from the current time in the report’s `tz`. */
export type ReportPeriod =
  /** The seven whole days that end yesterday. */
  | 'LAST_7_DAYS'
  /** The 30 whole days that end yesterday. */
  | 'LAST_30_DAYS'
  /** The 90 whole days that end yesterday. */
  | 'LAST_90_DAYS'
  /** The calendar month before this one. */
  | 'LAST_MONTH'
  /** The calendar quarter before this one. */
  | 'LAST_QUARTER'
  /** The week before this one, Monday to Sunday. */
  | 'LAST_WEEK'
  /** The calendar year before this one. */
  | 'LAST_YEAR'
  /** From the first of the month to today. */
  | 'THIS_MONTH'
  /** From the first day of the calendar quarter to today. */
  | 'THIS_QUARTER'
  /** From Monday to today. */
  | 'THIS_WEEK'
  /** From 1 January to today. */
  | 'THIS_YEAR'
  /** Today. */
  | 'TODAY'
  /** The day before today. */
  | 'YESTERDAY';

/** Conditions on one field. All operators must match. Omitted operators are ignored; null, {} and an empty list are refused. */
export type ReportStringFilter = {
  /** Contains this text. v2: `inc` */
  contains?: string | null | undefined;
  /** Ends with this text. v2: `ends` */
  endsWith?: string | null | undefined;
  /** Equal to this value. v2: `eq` */
  eq?: string | null | undefined;
  /** Matches this shell pattern. v2: `glob` */
  glob?: string | null | undefined;
  /** Ignore case. Refused with an operator that has no case-insensitive form. */
  ignoreCase?: boolean | null | undefined;
  /** Equal to one of these values. Values must not contain commas. v2: `in` */
  in?: Array<string> | null | undefined;
  /** An IPv4 address inside this CIDR block. v2: `innet` */
  inSubnet?: string | null | undefined;
  /** True: present and not empty. False: missing or empty. v2: `bool` */
  isSet?: boolean | null | undefined;
  /** Matches this regular expression. v2: `re` */
  matches?: string | null | undefined;
  /** Not equal to this value. v2: `ne` */
  ne?: string | null | undefined;
  /** Equal to none of these values. Values must not contain commas. v2: `nin` */
  nin?: Array<string> | null | undefined;
  /** Does not contain this text. v2: `ninc` */
  notContains?: string | null | undefined;
  /** Does not match this regular expression. v2: `nre` */
  notMatches?: string | null | undefined;
  /** Does not begin with this text. v2: `nbegins` */
  notStartsWith?: string | null | undefined;
  /** Begins with this text. v2: `begins` */
  startsWith?: string | null | undefined;
};

/** The direction of sorting. */
export type SortOrder =
  /** Smallest, earliest, or first in the alphabet first. */
  | 'ASC'
  /** Largest, latest, or last in the alphabet first. */
  | 'DESC';

/** Conditions on fields. Fields of one object, and objects of the list, are combined with AND. */
export type TriggerFilter = {
  /** What happened, as a code. */
  act?: ReportStringFilter | null | undefined;
  /** The name of the ad group. */
  adGroup?: ReportStringFilter | null | undefined;
  /** The reference of the ad. */
  adRef?: ReportStringFilter | null | undefined;
  /** How the source or the visitor was matched. */
  algo?: ReportStringFilter | null | undefined;
  /** The area of the visitor’s IP address. */
  area?: ReportStringFilter | null | undefined;
  /** A marker of attribution. */
  attr?: ReportStringFilter | null | undefined;
  /** The name of the band that the caller falls in. */
  bandName?: ReportStringFilter | null | undefined;
  /** Seconds that the caller was connected to the destination. */
  bridgeDuration?: ReportIntFilter | null | undefined;
  /** The direction of the call. */
  callDirection?: ReportStringFilter | null | undefined;
  /** Seconds that the caller’s side was answered, including the voice menu (IVR) and the queue. */
  callDuration?: ReportIntFilter | null | undefined;
  /** 1 if keywords were looked for in the call, otherwise 0. */
  callKeywordSpotting?: ReportIntFilter | null | undefined;
  /** 1 if the recording was searched for payment card data, otherwise 0. */
  callPciDataChecked?: ReportIntFilter | null | undefined;
  /** 1 if payment card data was found in the recording, otherwise 0. */
  callPciDataFound?: ReportIntFilter | null | undefined;
  /** 1 if the recording was searched for personal data, otherwise 0. */
  callPiiDataChecked?: ReportIntFilter | null | undefined;
  /** 1 if personal data was found in the recording, otherwise 0. */
  callPiiDataFound?: ReportIntFilter | null | undefined;
  /** How the call was rated, by the text of the option. */
  callRating?: ReportStringFilter | null | undefined;
  /** 1 if the recording was searched for social security numbers, otherwise 0. */
  callSsnDataChecked?: ReportIntFilter | null | undefined;
  /** 1 if a social security number was found in the recording, otherwise 0. */
  callSsnDataFound?: ReportIntFilter | null | undefined;
  /** The furthest stage that the call reached: `ring`, `ivr`, `queue`, `voicemail`, or `bridge`, which is an answered call. */
  callStage?: ReportStringFilter | null | undefined;
  /** The state of the call, or why it ended, as a code. */
  callState?: ReportStringFilter | null | undefined;
  /** 1 if the call was transcribed, otherwise 0. */
  callTranscription?: ReportIntFilter | null | undefined;
  /** The name of the campaign. */
  campaign?: ReportStringFilter | null | undefined;
  /** The channel that the visitor came from; 0 is the unknown channel. */
  ch?: ReportIntFilter | null | undefined;
  /** The name of the channel. */
  chName?: ReportStringFilter | null | undefined;
  /** The type of the channel, as a code. */
  chType?: ReportStringFilter | null | undefined;
  /** The city of the visitor’s IP address, by name. */
  city?: ReportStringFilter | null | undefined;
  /** How many negative keywords the caller used. */
  contactNegativeKeywordCount?: ReportIntFilter | null | undefined;
  /** How many neutral keywords the caller used. */
  contactNeutralKeywordCount?: ReportIntFilter | null | undefined;
  /** How many positive keywords the caller used. */
  contactPositiveKeywordCount?: ReportIntFilter | null | undefined;
  /** The continent of the visitor’s IP address. */
  continent?: ReportStringFilter | null | undefined;
  /** The page on which the visitor converted, by its id. */
  conversionPageId?: ReportIntFilter | null | undefined;
  /** The URL of the page on which the visitor converted. */
  conversionPageUrl?: ReportStringFilter | null | undefined;
  /** The country of the visitor’s IP address. */
  country?: ReportStringFilter | null | undefined;
  /** The customer’s number. */
  customerPhoneNumber?: ReportStringFilter | null | undefined;
  /** Where the call was put through to: a phone number, or an extension such as `ext:ict-ext-igrp_9999-main`. */
  destPhoneNumber?: ReportStringFilter | null | undefined;
  /** The dial-in group, which is the pool of tracking numbers; 0 for none. */
  dgrp?: ReportIntFilter | null | undefined;
  /** The name of the dial-in group. */
  dgrpName?: ReportStringFilter | null | undefined;
  /** The tracking number that the caller dialled. */
  dialledPhoneNumber?: ReportStringFilter | null | undefined;
  /** The dial plan of the call, by its name: free text, such as `potential spam`. */
  dialplanRef?: ReportStringFilter | null | undefined;
  /** The domain that the visitor came from. */
  dom?: ReportStringFilter | null | undefined;
  /** Any field by its v2 name, with values as text. */
  field?: ReportFieldFilter | null | undefined;
  /** The goal that the trigger reached; 0 for none. */
  goal?: ReportIntFilter | null | undefined;
  /** The currency of `goalValue`. */
  goalCurrency?: ReportStringFilter | null | undefined;
  /** The title of the goal. */
  goalTitle?: ReportStringFilter | null | undefined;
  /** What reaching the goal is worth, in `goalCurrency`. */
  goalValue?: ReportFloatFilter | null | undefined;
  /** The host name of the visitor’s IP address; empty when redacted. */
  host?: ReportStringFilter | null | undefined;
  /** The URL of the page on which it happened. */
  href?: ReportStringFilter | null | undefined;
  /** The installation (IGRP) that recorded it. */
  igrp?: ReportIntFilter | null | undefined;
  /** The visitor’s IP address; its last part is X when redacted, as in `198.51.100.X`. */
  ip?: ReportStringFilter | null | undefined;
  /** Seconds in the voice menu (IVR). */
  ivrDuration?: ReportIntFilter | null | undefined;
  /** The voice menu (IVR), or the choice in it, by reference. */
  ivrRef?: ReportStringFilter | null | undefined;
  /** The reference of the keyword. */
  keywordRef?: ReportStringFilter | null | undefined;
  /** The page on which the visit began, by its id. */
  landingPageId?: ReportIntFilter | null | undefined;
  /** The URL of the page on which the visit began. */
  landingPageUrl?: ReportStringFilter | null | undefined;
  /** The latitude of the visitor’s IP address, in degrees. */
  lat?: ReportFloatFilter | null | undefined;
  /** The score of the lead. */
  leadScore?: ReportIntFilter | null | undefined;
  /** The longitude of the visitor’s IP address, in degrees. */
  long?: ReportFloatFilter | null | undefined;
  /** The reference of the ad that was matched. */
  matchRef?: ReportStringFilter | null | undefined;
  /** How the keyword was matched to the search. */
  matchType?: ReportStringFilter | null | undefined;
  /** The ad network, as a code. */
  network?: ReportStringFilter | null | undefined;
  /** 1 if the visitor is a new one, otherwise 0. */
  new?: ReportIntFilter | null | undefined;
  /** Free text on the trigger or its call. */
  notes?: ReportStringFilter | null | undefined;
  /** A phone number of the event. Which one is not known. */
  num?: ReportStringFilter | null | undefined;
  /** The kind of the tracking number. */
  numType?: ReportStringFilter | null | undefined;
  /** How many negative keywords the operator used. */
  operatorNegativeKeywordCount?: ReportIntFilter | null | undefined;
  /** How many neutral keywords the operator used. */
  operatorNeutralKeywordCount?: ReportIntFilter | null | undefined;
  /** How many positive keywords the operator used. */
  operatorPositiveKeywordCount?: ReportIntFilter | null | undefined;
  /** The realm that the operator belongs to. */
  operatorRealm?: ReportStringFilter | null | undefined;
  /** The operator who took the call, by reference. */
  operatorRef?: ReportStringFilter | null | undefined;
  /** Id of the organisation that owns the installation. */
  orgId?: ReportIntFilter | null | undefined;
  /** `V` if the event is void, otherwise blank. */
  outcomeType?: ReportStringFilter | null | undefined;
  /** The title of the page. */
  pageTitle?: ReportStringFilter | null | undefined;
  /** The postcode of the visitor’s IP address. */
  postcode?: ReportStringFilter | null | undefined;
  /** 1 if paid search took part in the visitor’s journey, otherwise 0. */
  ppcAssisted?: ReportIntFilter | null | undefined;
  /** The publisher, or the site that the visitor came from. */
  pub?: ReportStringFilter | null | undefined;
  /** Seconds in a queue. */
  queueDuration?: ReportIntFilter | null | undefined;
  /** Marks a recorded call. */
  rec?: ReportIntFilter | null | undefined;
  /** A marketing reference, or the referrer. */
  ref?: ReportStringFilter | null | undefined;
  /** The region of the visitor’s IP address, as a code such as `WA`. */
  region?: ReportStringFilter | null | undefined;
  /** The resolution of the screen. */
  res?: ReportStringFilter | null | undefined;
  /** Seconds that the caller’s side rang. */
  ringTime?: ReportIntFilter | null | undefined;
  /** The trigger’s own id. Later triggers have greater ids, so rows can be paged by it. */
  rowId?: ReportIdFilter | null | undefined;
  /** The segment that the trigger falls in; 0 stands for all of them. */
  segment?: ReportIntFilter | null | undefined;
  /** The group that the segment belonged to at the time; 0 for none. */
  segmentGroupId?: ReportIntFilter | null | undefined;
  /** The name of the segment group. */
  segmentGroupName?: ReportStringFilter | null | undefined;
  /** The name of the segment. */
  segmentName?: ReportStringFilter | null | undefined;
  /** The customer’s own reference of the segment. */
  segmentRef?: ReportStringFilter | null | undefined;
  /** The visitor’s record in Salesforce, a lead or a contact. */
  sfWhoRef?: ReportStringFilter | null | undefined;
  /** Marks a robot. */
  spider?: ReportStringFilter | null | undefined;
  /** The source of the traffic. */
  src?: ReportStringFilter | null | undefined;
  /** A hash of the source of the traffic. */
  srcHash?: ReportStringFilter | null | undefined;
  /** The caller’s number, or `anonymous`; its last four digits are X when redacted, as in `0770090XXXX`. */
  srcPhoneNumber?: ReportStringFilter | null | undefined;
  /** The title of the event, such as a product’s name. */
  t?: ReportStringFilter | null | undefined;
  /** The telephone company, as a code. */
  telcoCode?: ReportStringFilter | null | undefined;
  /** The search term. */
  term?: ReportStringFilter | null | undefined;
  /** The sum of the scores of the caller’s keywords. */
  totalContactKeywordScore?: ReportIntFilter | null | undefined;
  /** The sum of the scores of all keywords, of operator and caller. */
  totalKeywordScore?: ReportIntFilter | null | undefined;
  /** The sum of the scores of the operator’s keywords. */
  totalOperatorKeywordScore?: ReportIntFilter | null | undefined;
  /** The confidence of the transcription, probably from 0 to 100. */
  transcriptionConfidence?: ReportIntFilter | null | undefined;
  /** When it happened. */
  triggerDatetime?: ReportDateTimeFilter | null | undefined;
  /** The currency of the transaction, as an ISO 4217 code. */
  txc?: ReportStringFilter | null | undefined;
  /** The reference of the transaction; on a call, its reference in the CRM. One that begins with `test` makes the event void. */
  txr?: ReportStringFilter | null | undefined;
  /** The value of the transaction, in the currency `txc`. */
  txv?: ReportFloatFilter | null | undefined;
  /** The browser’s user agent. */
  ua?: ReportStringFilter | null | undefined;
  /** The visitor, as a UUID. */
  vid?: ReportStringFilter | null | undefined;
  /** How many calls the visitor has made. */
  visitorCallCount?: ReportIntFilter | null | undefined;
  /** When the visitor was first seen. */
  visitorFirstDatetime?: ReportDateTimeFilter | null | undefined;
  /** How many goals the visitor has reached. */
  visitorGoalCount?: ReportIntFilter | null | undefined;
  /** How many pages the visitor has viewed. */
  visitorPageCount?: ReportIntFilter | null | undefined;
  /** `I` for an internal visitor, `S` for a spider, blank for everyone else. */
  visitorType?: ReportStringFilter | null | undefined;
  /** The URL from which the visit came. */
  vref?: ReportStringFilter | null | undefined;
  /** Who owns the network of the visitor’s IP address; empty when redacted. */
  whois?: ReportStringFilter | null | undefined;
};

/** One sort key: exactly one of `field` and `name`. */
export type TriggerSort = {
  /** The field to sort by. */
  field?: TriggerSortField | null | undefined;
  /** The v2 name of a field that is not in the catalogue, to sort by. A letter followed by letters and digits, at most 64 characters. */
  name?: string | null | undefined;
  /** Its direction. */
  order?: SortOrder;
};

/** The fields that rows can be sorted by. */
export type TriggerSortField =
  /** What happened, as a code. v2: `act` */
  | 'ACT'
  /** The name of the ad group. v2: `adGroup` */
  | 'AD_GROUP'
  /** The reference of the ad. v2: `adRef` */
  | 'AD_REF'
  /** How the source or the visitor was matched. v2: `algo` */
  | 'ALGO'
  /** The area of the visitor’s IP address. v2: `area` */
  | 'AREA'
  /** A marker of attribution. v2: `attr` */
  | 'ATTR'
  /** The name of the band that the caller falls in. v2: `bandName` */
  | 'BAND_NAME'
  /** Seconds that the caller was connected to the destination. v2: `bridgeDuration` */
  | 'BRIDGE_DURATION'
  /** The direction of the call. v2: `callDirection` */
  | 'CALL_DIRECTION'
  /** Seconds that the caller’s side was answered, including the voice menu (IVR) and the queue. v2: `callDuration` */
  | 'CALL_DURATION'
  /** 1 if keywords were looked for in the call, otherwise 0. v2: `callKeywordSpotting` */
  | 'CALL_KEYWORD_SPOTTING'
  /** 1 if the recording was searched for payment card data, otherwise 0. v2: `callPciDataChecked` */
  | 'CALL_PCI_DATA_CHECKED'
  /** 1 if payment card data was found in the recording, otherwise 0. v2: `callPciDataFound` */
  | 'CALL_PCI_DATA_FOUND'
  /** 1 if the recording was searched for personal data, otherwise 0. v2: `callPiiDataChecked` */
  | 'CALL_PII_DATA_CHECKED'
  /** 1 if personal data was found in the recording, otherwise 0. v2: `callPiiDataFound` */
  | 'CALL_PII_DATA_FOUND'
  /** How the call was rated, by the text of the option. v2: `callRating` */
  | 'CALL_RATING'
  /** 1 if the recording was searched for social security numbers, otherwise 0. v2: `callSsnDataChecked` */
  | 'CALL_SSN_DATA_CHECKED'
  /** 1 if a social security number was found in the recording, otherwise 0. v2: `callSsnDataFound` */
  | 'CALL_SSN_DATA_FOUND'
  /** The furthest stage that the call reached: `ring`, `ivr`, `queue`, `voicemail`, or `bridge`, which is an answered call. v2: `callStage` */
  | 'CALL_STAGE'
  /** The state of the call, or why it ended, as a code. v2: `callState` */
  | 'CALL_STATE'
  /** 1 if the call was transcribed, otherwise 0. v2: `callTranscription` */
  | 'CALL_TRANSCRIPTION'
  /** The name of the campaign. v2: `campaign` */
  | 'CAMPAIGN'
  /** The channel that the visitor came from; 0 is the unknown channel. v2: `ch` */
  | 'CH'
  /** The name of the channel. v2: `chName` */
  | 'CH_NAME'
  /** The type of the channel, as a code. v2: `chType` */
  | 'CH_TYPE'
  /** The city of the visitor’s IP address, by name. v2: `city` */
  | 'CITY'
  /** How many negative keywords the caller used. v2: `contactNegativeKeywordCount` */
  | 'CONTACT_NEGATIVE_KEYWORD_COUNT'
  /** How many neutral keywords the caller used. v2: `contactNeutralKeywordCount` */
  | 'CONTACT_NEUTRAL_KEYWORD_COUNT'
  /** How many positive keywords the caller used. v2: `contactPositiveKeywordCount` */
  | 'CONTACT_POSITIVE_KEYWORD_COUNT'
  /** The continent of the visitor’s IP address. v2: `continent` */
  | 'CONTINENT'
  /** The page on which the visitor converted, by its id. v2: `conversionPageId` */
  | 'CONVERSION_PAGE_ID'
  /** The URL of the page on which the visitor converted. v2: `conversionPageUrl` */
  | 'CONVERSION_PAGE_URL'
  /** The country of the visitor’s IP address. v2: `country` */
  | 'COUNTRY'
  /** The customer’s number. v2: `customerPhoneNumber` */
  | 'CUSTOMER_PHONE_NUMBER'
  /** Where the call was put through to: a phone number, or an extension such as `ext:ict-ext-igrp_9999-main`. v2: `destPhoneNumber` */
  | 'DEST_PHONE_NUMBER'
  /** The dial-in group, which is the pool of tracking numbers; 0 for none. v2: `dgrp` */
  | 'DGRP'
  /** The name of the dial-in group. v2: `dgrpName` */
  | 'DGRP_NAME'
  /** The tracking number that the caller dialled. v2: `dialledPhoneNumber` */
  | 'DIALLED_PHONE_NUMBER'
  /** The dial plan of the call, by its name: free text, such as `potential spam`. v2: `dialplanRef` */
  | 'DIALPLAN_REF'
  /** The domain that the visitor came from. v2: `dom` */
  | 'DOM'
  /** The goal that the trigger reached; 0 for none. v2: `goal` */
  | 'GOAL'
  /** The currency of `goalValue`. v2: `goalCurrency` */
  | 'GOAL_CURRENCY'
  /** The title of the goal. v2: `goalTitle` */
  | 'GOAL_TITLE'
  /** What reaching the goal is worth, in `goalCurrency`. v2: `goalValue` */
  | 'GOAL_VALUE'
  /** The host name of the visitor’s IP address; empty when redacted. v2: `host` */
  | 'HOST'
  /** The URL of the page on which it happened. v2: `href` */
  | 'HREF'
  /** The installation (IGRP) that recorded it. v2: `igrp` */
  | 'IGRP'
  /** The visitor’s IP address; its last part is X when redacted, as in `198.51.100.X`. v2: `ip` */
  | 'IP'
  /** Seconds in the voice menu (IVR). v2: `ivrDuration` */
  | 'IVR_DURATION'
  /** The voice menu (IVR), or the choice in it, by reference. v2: `ivrRef` */
  | 'IVR_REF'
  /** The reference of the keyword. v2: `keywordRef` */
  | 'KEYWORD_REF'
  /** The page on which the visit began, by its id. v2: `landingPageId` */
  | 'LANDING_PAGE_ID'
  /** The URL of the page on which the visit began. v2: `landingPageUrl` */
  | 'LANDING_PAGE_URL'
  /** The latitude of the visitor’s IP address, in degrees. v2: `lat` */
  | 'LAT'
  /** The score of the lead. v2: `leadScore` */
  | 'LEAD_SCORE'
  /** The longitude of the visitor’s IP address, in degrees. v2: `long` */
  | 'LONG'
  /** The reference of the ad that was matched. v2: `matchRef` */
  | 'MATCH_REF'
  /** How the keyword was matched to the search. v2: `matchType` */
  | 'MATCH_TYPE'
  /** The ad network, as a code. v2: `network` */
  | 'NETWORK'
  /** 1 if the visitor is a new one, otherwise 0. v2: `new` */
  | 'NEW'
  /** Free text on the trigger or its call. v2: `notes` */
  | 'NOTES'
  /** A phone number of the event. Which one is not known. v2: `num` */
  | 'NUM'
  /** The kind of the tracking number. v2: `numType` */
  | 'NUM_TYPE'
  /** How many negative keywords the operator used. v2: `operatorNegativeKeywordCount` */
  | 'OPERATOR_NEGATIVE_KEYWORD_COUNT'
  /** How many neutral keywords the operator used. v2: `operatorNeutralKeywordCount` */
  | 'OPERATOR_NEUTRAL_KEYWORD_COUNT'
  /** How many positive keywords the operator used. v2: `operatorPositiveKeywordCount` */
  | 'OPERATOR_POSITIVE_KEYWORD_COUNT'
  /** The realm that the operator belongs to. v2: `operatorRealm` */
  | 'OPERATOR_REALM'
  /** The operator who took the call, by reference. v2: `operatorRef` */
  | 'OPERATOR_REF'
  /** Id of the organisation that owns the installation. v2: `orgId` */
  | 'ORG_ID'
  /** `V` if the event is void, otherwise blank. v2: `outcomeType` */
  | 'OUTCOME_TYPE'
  /** The title of the page. v2: `pageTitle` */
  | 'PAGE_TITLE'
  /** The postcode of the visitor’s IP address. v2: `postcode` */
  | 'POSTCODE'
  /** 1 if paid search took part in the visitor’s journey, otherwise 0. v2: `ppcAssisted` */
  | 'PPC_ASSISTED'
  /** The publisher, or the site that the visitor came from. v2: `pub` */
  | 'PUB'
  /** Seconds in a queue. v2: `queueDuration` */
  | 'QUEUE_DURATION'
  /** Marks a recorded call. v2: `rec` */
  | 'REC'
  /** A marketing reference, or the referrer. v2: `ref` */
  | 'REF'
  /** The region of the visitor’s IP address, as a code such as `WA`. v2: `region` */
  | 'REGION'
  /** The resolution of the screen. v2: `res` */
  | 'RES'
  /** Seconds that the caller’s side rang. v2: `ringTime` */
  | 'RING_TIME'
  /** The trigger’s own id. Later triggers have greater ids, so rows can be paged by it. v2: `rowId` */
  | 'ROW_ID'
  /** The segment that the trigger falls in; 0 stands for all of them. v2: `segment` */
  | 'SEGMENT'
  /** The group that the segment belonged to at the time; 0 for none. v2: `segmentGroupId` */
  | 'SEGMENT_GROUP_ID'
  /** The name of the segment group. v2: `segmentGroupName` */
  | 'SEGMENT_GROUP_NAME'
  /** The name of the segment. v2: `segmentName` */
  | 'SEGMENT_NAME'
  /** The customer’s own reference of the segment. v2: `segmentRef` */
  | 'SEGMENT_REF'
  /** The visitor’s record in Salesforce, a lead or a contact. v2: `sfWhoRef` */
  | 'SF_WHO_REF'
  /** Marks a robot. v2: `spider` */
  | 'SPIDER'
  /** The source of the traffic. v2: `src` */
  | 'SRC'
  /** A hash of the source of the traffic. v2: `srcHash` */
  | 'SRC_HASH'
  /** The caller’s number, or `anonymous`; its last four digits are X when redacted, as in `0770090XXXX`. v2: `srcPhoneNumber` */
  | 'SRC_PHONE_NUMBER'
  /** The title of the event, such as a product’s name. v2: `t` */
  | 'T'
  /** The telephone company, as a code. v2: `telcoCode` */
  | 'TELCO_CODE'
  /** The search term. v2: `term` */
  | 'TERM'
  /** The sum of the scores of the caller’s keywords. v2: `totalContactKeywordScore` */
  | 'TOTAL_CONTACT_KEYWORD_SCORE'
  /** The sum of the scores of all keywords, of operator and caller. v2: `totalKeywordScore` */
  | 'TOTAL_KEYWORD_SCORE'
  /** The sum of the scores of the operator’s keywords. v2: `totalOperatorKeywordScore` */
  | 'TOTAL_OPERATOR_KEYWORD_SCORE'
  /** The confidence of the transcription, probably from 0 to 100. v2: `transcriptionConfidence` */
  | 'TRANSCRIPTION_CONFIDENCE'
  /** When it happened. v2: `triggerDatetime` */
  | 'TRIGGER_DATETIME'
  /** The currency of the transaction, as an ISO 4217 code. v2: `txc` */
  | 'TXC'
  /** The reference of the transaction; on a call, its reference in the CRM. One that begins with `test` makes the event void. v2: `txr` */
  | 'TXR'
  /** The value of the transaction, in the currency `txc`. v2: `txv` */
  | 'TXV'
  /** The browser’s user agent. v2: `ua` */
  | 'UA'
  /** The visitor, as a UUID. v2: `vid` */
  | 'VID'
  /** How many calls the visitor has made. v2: `visitorCallCount` */
  | 'VISITOR_CALL_COUNT'
  /** When the visitor was first seen. v2: `visitorFirstDatetime` */
  | 'VISITOR_FIRST_DATETIME'
  /** How many goals the visitor has reached. v2: `visitorGoalCount` */
  | 'VISITOR_GOAL_COUNT'
  /** How many pages the visitor has viewed. v2: `visitorPageCount` */
  | 'VISITOR_PAGE_COUNT'
  /** `I` for an internal visitor, `S` for a spider, blank for everyone else. v2: `visitorType` */
  | 'VISITOR_TYPE'
  /** The URL from which the visit came. v2: `vref` */
  | 'VREF'
  /** Who owns the network of the visitor’s IP address; empty when redacted. v2: `whois` */
  | 'WHOIS';

export type StartQueryVariables = Exact<{ [key: string]: never; }>;


export type StartQuery = { installations: { rows: Array<{ igrp: number, igrpName: string | null }> } | null, reports: Array<{ name: string, typePrefix: string, customMetrics: { metricFields: Array<string>, conditionFields: Array<string> } | null, fields: Array<{ name: string, kind: string, of: string | null, bucket: string | null, type: string, groupable: boolean, filterable: boolean, sortable: boolean, operators: Array<string>, enumValue: string, description: string, pii: boolean }> }> };

export type OverviewQueryVariables = Exact<{
  igrp: number;
  period?: ReportPeriod | null | undefined;
  startDate?: string | null | undefined;
  endDate?: string | null | undefined;
  tz: string;
  compare?: ReportComparison | null | undefined;
  filter?: Array<ChannelMetricsFilter> | ChannelMetricsFilter | null | undefined;
}>;


export type OverviewQuery = { installation: { totals: { asOf: string | null, period: { startDate: string | null, endDate: string | null, closed: boolean } | null, request: { cache: ReportCacheResult | null }, previousRequest: { url: string } | null, rows: Array<{ landCountTotal: number | null, callCount: number | null, goalCountTotal: number | null, goalValueTotal: number | null, previous: { landCountTotal: number | null, callCount: number | null, goalCountTotal: number | null, goalValueTotal: number | null } | null, deltaRatio: { landCountTotal: number | null, callCount: number | null, goalCountTotal: number | null, goalValueTotal: number | null } | null }> } | null, days: { rows: Array<{ metricDate: string | null, landCountTotal: number | null, callCount: number | null, goalCountTotal: number | null, goalValueTotal: number | null, previous: { metricDate: string | null, landCountTotal: number | null, callCount: number | null, goalCountTotal: number | null, goalValueTotal: number | null } | null }> } | null } | null };

export type PerformanceQueryVariables = Exact<{
  igrp: number;
  period?: ReportPeriod | null | undefined;
  startDate?: string | null | undefined;
  endDate?: string | null | undefined;
  tz: string;
  compare?: ReportComparison | null | undefined;
  filter?: Array<ChannelMetricsFilter> | ChannelMetricsFilter | null | undefined;
  group?: Array<ChannelMetricsGroupField> | ChannelMetricsGroupField | null | undefined;
  sort?: Array<ChannelMetricsSort> | ChannelMetricsSort | null | undefined;
  customMetrics?: Array<ChannelMetricsCustomMetric> | ChannelMetricsCustomMetric | null | undefined;
  limit: number;
  withTotals: boolean;
  withOther: boolean;
  landCountTotal: boolean;
  pageCountTotal: boolean;
  callCount: boolean;
  goalCountTotal: boolean;
  goalCallCountTotal: boolean;
  goalOnlineCountTotal: boolean;
  goalValueTotal: boolean;
  goalCount: boolean;
}>;


export type PerformanceQuery = { installation: { report: { asOf: string | null, period: { startDate: string | null, endDate: string | null, closed: boolean } | null, request: { cache: ReportCacheResult | null }, previousRequest: { url: string } | null, rows: Array<{ ch: number | null, chName: string | null, chType: string | null, dgrp: number | null, dgrpName: string | null, campaign: string | null, term: string | null, goal: number | null, goalTitle: string | null, segment: number | null, segmentName: string | null, metricDate: string | null, metricMonth: number | null, metricMonthName: string | null, landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }>, previous: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }> } | null, deltaRatio: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }> } | null }>, totals?: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }>, previous: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }> } | null, deltaRatio: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }> } | null } | null, other?: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }>, previous: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }> } | null, deltaRatio: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }> } | null } | null } | null } | null };

export type FiguresFragment = { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }>, previous: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }> } | null, deltaRatio: { landCountTotal?: number | null, pageCountTotal?: number | null, callCount?: number | null, goalCountTotal?: number | null, goalCallCountTotal?: number | null, goalOnlineCountTotal?: number | null, goalValueTotal?: number | null, goalCount?: number | null, customMetrics: Array<{ reference: string, value: number | null }> } | null };

export type PerformanceFileQueryVariables = Exact<{
  igrp: number;
  period?: ReportPeriod | null | undefined;
  startDate?: string | null | undefined;
  endDate?: string | null | undefined;
  tz: string;
  filter?: Array<ChannelMetricsFilter> | ChannelMetricsFilter | null | undefined;
  group?: Array<ChannelMetricsGroupField> | ChannelMetricsGroupField | null | undefined;
  sort?: Array<ChannelMetricsSort> | ChannelMetricsSort | null | undefined;
  customMetrics?: Array<ChannelMetricsCustomMetric> | ChannelMetricsCustomMetric | null | undefined;
  limit: number;
}>;


export type PerformanceFileQuery = { installation: { channelMetrics: { rows: Array<{ callCount: number | null }> } | null } | null };

export type CallsQueryVariables = Exact<{
  igrp: number;
  period?: ReportPeriod | null | undefined;
  startDate?: string | null | undefined;
  endDate?: string | null | undefined;
  tz: string;
  filter?: Array<TriggerFilter> | TriggerFilter | null | undefined;
  sort?: Array<TriggerSort> | TriggerSort | null | undefined;
  excludePiiData?: boolean | null | undefined;
  afterRowId?: string | number | null | undefined;
  offset?: number | null | undefined;
  limit: number;
  asPage: boolean;
}>;


export type CallsQuery = { installation: { callTriggers: { asOf?: string | null, rows: Array<{ rowId: string | null }>, request?: { cache: ReportCacheResult | null }, pageInfo?: { endRowId: string | null, nextOffset: number | null, hasNextPage: boolean } } | null } | null };

export type ChoicesQueryVariables = Exact<{
  igrp: number;
}>;


export type ChoicesQuery = { installation: { channels: { rows: Array<{ channelId: number | null, channelName: string | null }> } | null, goals: { rows: Array<{ goalId: number | null, goalTitle: string | null }> } | null, dialInGroups: { rows: Array<{ dgrp: number | null, dgrpName: string | null }> } | null, segments: { rows: Array<{ segment: number | null, segmentName: string | null }> } | null } | null };

export const FiguresFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Figures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsRow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"landCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"pageCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pageCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"callCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"callCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCallCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCallCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalOnlineCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalOnlineCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalValueTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"customMetrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"landCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"pageCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pageCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"callCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"callCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCallCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCallCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalOnlineCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalOnlineCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalValueTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"customMetrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deltaRatio"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"landCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"pageCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pageCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"callCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"callCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCallCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCallCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalOnlineCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalOnlineCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalValueTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"customMetrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]} as unknown as DocumentNode<FiguresFragment, unknown>;
export const StartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Start"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"igrp"}},{"kind":"Field","name":{"kind":"Name","value":"igrpName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"reports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"typePrefix"}},{"kind":"Field","name":{"kind":"Name","value":"customMetrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metricFields"}},{"kind":"Field","name":{"kind":"Name","value":"conditionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"of"}},{"kind":"Field","name":{"kind":"Name","value":"bucket"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"groupable"}},{"kind":"Field","name":{"kind":"Name","value":"filterable"}},{"kind":"Field","name":{"kind":"Name","value":"sortable"}},{"kind":"Field","name":{"kind":"Name","value":"operators"}},{"kind":"Field","name":{"kind":"Name","value":"enumValue"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"pii"}}]}}]}}]}}]} as unknown as DocumentNode<StartQuery, StartQueryVariables>;
export const OverviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Overview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"period"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportPeriod"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tz"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TimeZone"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"compare"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportComparison"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsFilter"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"igrp"},"value":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"totals"},"name":{"kind":"Name","value":"channelMetrics"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}},{"kind":"Argument","name":{"kind":"Name","value":"startDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"tz"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tz"}}},{"kind":"Argument","name":{"kind":"Name","value":"compare"},"value":{"kind":"Variable","name":{"kind":"Name","value":"compare"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startDate"}},{"kind":"Field","name":{"kind":"Name","value":"endDate"}},{"kind":"Field","name":{"kind":"Name","value":"closed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cache"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"callCount"}},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"callCount"}},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deltaRatio"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"callCount"}},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"days"},"name":{"kind":"Name","value":"channelMetrics"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}},{"kind":"Argument","name":{"kind":"Name","value":"startDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"tz"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tz"}}},{"kind":"Argument","name":{"kind":"Name","value":"compare"},"value":{"kind":"Variable","name":{"kind":"Name","value":"compare"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"group"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"METRIC_DATE"}]}},{"kind":"Argument","name":{"kind":"Name","value":"fillGaps"},"value":{"kind":"EnumValue","value":"ZERO"}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"METRIC_DATE"}}]}]}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"IntValue","value":"5000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metricDate"}},{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"callCount"}},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"metricDate"}},{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"callCount"}},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"}},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<OverviewQuery, OverviewQueryVariables>;
export const PerformanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Performance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"period"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportPeriod"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tz"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TimeZone"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"compare"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportComparison"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsFilter"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsGroupField"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsSort"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customMetrics"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsCustomMetric"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"limit"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withTotals"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withOther"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"landCountTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"pageCountTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"callCount"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"goalCountTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"goalCallCountTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"goalOnlineCountTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"goalValueTotal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"goalCount"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"igrp"},"value":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"report"},"name":{"kind":"Name","value":"channelMetrics"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}},{"kind":"Argument","name":{"kind":"Name","value":"startDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"tz"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tz"}}},{"kind":"Argument","name":{"kind":"Name","value":"compare"},"value":{"kind":"Variable","name":{"kind":"Name","value":"compare"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"group"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"customMetrics"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customMetrics"}}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"limit"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startDate"}},{"kind":"Field","name":{"kind":"Name","value":"endDate"}},{"kind":"Field","name":{"kind":"Name","value":"closed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cache"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previousRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ch"}},{"kind":"Field","name":{"kind":"Name","value":"chName"}},{"kind":"Field","name":{"kind":"Name","value":"chType"}},{"kind":"Field","name":{"kind":"Name","value":"dgrp"}},{"kind":"Field","name":{"kind":"Name","value":"dgrpName"}},{"kind":"Field","name":{"kind":"Name","value":"campaign"}},{"kind":"Field","name":{"kind":"Name","value":"term"}},{"kind":"Field","name":{"kind":"Name","value":"goal"}},{"kind":"Field","name":{"kind":"Name","value":"goalTitle"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"segmentName"}},{"kind":"Field","name":{"kind":"Name","value":"metricDate"}},{"kind":"Field","name":{"kind":"Name","value":"metricMonth"}},{"kind":"Field","name":{"kind":"Name","value":"metricMonthName"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Figures"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withTotals"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Figures"}}]}},{"kind":"Field","name":{"kind":"Name","value":"other"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withOther"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Figures"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Figures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsRow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"landCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"pageCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pageCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"callCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"callCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCallCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCallCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalOnlineCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalOnlineCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalValueTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"customMetrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previous"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"landCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"pageCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pageCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"callCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"callCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCallCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCallCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalOnlineCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalOnlineCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalValueTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"customMetrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deltaRatio"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"landCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"landCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"pageCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pageCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"callCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"callCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCallCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCallCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalOnlineCountTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalOnlineCountTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalValueTotal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalValueTotal"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"goalCount"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"goalCount"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"customMetrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]} as unknown as DocumentNode<PerformanceQuery, PerformanceQueryVariables>;
export const PerformanceFileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PerformanceFile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"period"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportPeriod"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tz"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TimeZone"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsFilter"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"group"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsGroupField"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsSort"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customMetrics"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChannelMetricsCustomMetric"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"limit"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"igrp"},"value":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelMetrics"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}},{"kind":"Argument","name":{"kind":"Name","value":"startDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"tz"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tz"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"group"},"value":{"kind":"Variable","name":{"kind":"Name","value":"group"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"customMetrics"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customMetrics"}}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"limit"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callCount"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PerformanceFileQuery, PerformanceFileQueryVariables>;
export const CallsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Calls"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"period"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportPeriod"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tz"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TimeZone"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TriggerFilter"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TriggerSort"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"excludePiiData"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"afterRowId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"offset"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"limit"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asPage"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"igrp"},"value":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callTriggers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"period"},"value":{"kind":"Variable","name":{"kind":"Name","value":"period"}}},{"kind":"Argument","name":{"kind":"Name","value":"startDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"startDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"endDate"},"value":{"kind":"Variable","name":{"kind":"Name","value":"endDate"}}},{"kind":"Argument","name":{"kind":"Name","value":"tz"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tz"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"excludePiiData"},"value":{"kind":"Variable","name":{"kind":"Name","value":"excludePiiData"}}},{"kind":"Argument","name":{"kind":"Name","value":"afterRowId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"afterRowId"}}},{"kind":"Argument","name":{"kind":"Name","value":"offset"},"value":{"kind":"Variable","name":{"kind":"Name","value":"offset"}}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"limit"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rowId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"asOf"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asPage"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asPage"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cache"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asPage"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endRowId"}},{"kind":"Field","name":{"kind":"Name","value":"nextOffset"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CallsQuery, CallsQueryVariables>;
export const ChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Choices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"installation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"igrp"},"value":{"kind":"Variable","name":{"kind":"Name","value":"igrp"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelId"}},{"kind":"Field","name":{"kind":"Name","value":"channelName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"goals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"goalId"}},{"kind":"Field","name":{"kind":"Name","value":"goalTitle"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"dialInGroups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dgrp"}},{"kind":"Field","name":{"kind":"Name","value":"dgrpName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"segments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"segmentName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ChoicesQuery, ChoicesQueryVariables>;