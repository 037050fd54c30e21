/** Where the rows of each report but the metrics come from: SQL for the table, and the column that is their natural order. */
import type { FieldType } from '../schema/report-definition.js';
import { RECENT_DAYS } from './data/today.js';

export interface Source {
  readonly from: string;
  /** The natural order, which also settles ties of any other. */
  readonly order: string;
  /** The rows of an installation, where they belong to one. */
  readonly igrp: 'igrp' | null;
  /** The columns of a report whose fields the catalogue does not know. */
  readonly open?: Readonly<Record<string, FieldType>>;
}

const triggers = (which: string): Source => ({ from: `(FROM triggers WHERE ${which})`, order: '"rowId"', igrp: 'igrp' });
const list = (from: string, igrp: 'igrp' | null = 'igrp'): Source => ({ from, order: 'position', igrp });

const CALL = `"act" = 'call'`;
const GOAL = '"goal" > 0';
/** Calls in progress began today. */
const ACTIVE_CALLS = '(SELECT *, data_today() + CAST("startTime" AS INTERVAL) AS "callStartDatetime" FROM activeCalls)';
const TRANSACTION = `("txc" <> '' OR "goalCurrency" <> '') AND "act" <> 'callRate'`;

/** By the report's name. */
const SOURCES_BY_NAME: Readonly<Record<string, Source>> = {
  allTriggers: triggers('true'),
  callTriggers: triggers(CALL),
  callUserTriggers: triggers(`"act" = 'callUser'`),
  goalTriggers: triggers(GOAL),
  transactionTriggers: triggers(TRANSACTION),
  conversionTriggers: triggers(`${CALL} OR ${GOAL} OR (${TRANSACTION})`),
  touchPointTriggers: triggers(
    `("act" IN ('land', 'call') OR ${GOAL}) AND "triggerDatetime" >= data_today() - INTERVAL ${RECENT_DAYS} DAY`,
  ),
  visitTriggers: triggers(`"act" = 'land'`),
  attributionModels: list('attributionModels'),
  auditLog: list('auditLog'),
  auditUserActivity: list('auditUserActivity'),
  callKeywords: list('callKeywords'),
  callRatingItems: list('ratingItems'),
  callRatingTexts: list('(SELECT igrp, itemText, min(position) AS position FROM ratingItems GROUP BY igrp, itemText)'),
  channels: list('channels'),
  dialInGroups: list('dialInGroups'),
  goals: list(
    `(SELECT *, '["vid","srcPhoneNumber"]' AS "deDupeFields", '[]' AS "actionConfig",
      CAST(json_array(json_object('field', 'act', 'op', 'eq', 'value', reachedBy)) AS VARCHAR) AS "criteriaConfig" FROM goals)`,
  ),
  installations: list('installations', null),
  organisations: list('organisations', null),
  pbxUserStateTriggers: list('pbxUserStateTriggers'),
  segmentGroups: list('segmentGroups'),
  segments: list('segments'),
  activeCall: {
    ...list(ACTIVE_CALLS),
    open: { callRef: 'string', srcPhoneNumber: 'string', dgrp: 'int', dgrpName: 'string', ch: 'int', chName: 'string', campaign: 'string' },
  },
  pbxActiveCalls: {
    ...list(ACTIVE_CALLS),
    open: {
      callRef: 'string',
      callState: 'string',
      queueName: 'string',
      operatorRef: 'string',
      srcPhoneNumber: 'string',
      dgrp: 'int',
      dgrpName: 'string',
      callStartDatetime: 'datetime',
    },
  },
  pbxUserStatus: {
    ...list('pbxUserStatus'),
    open: { operatorRef: 'string', operatorName: 'string', userState: 'string', stateStartDatetime: 'datetime', realTimeDashboard: 'int' },
  },
};

export const SOURCES: ReadonlyMap<string, Source> = new Map(Object.entries(SOURCES_BY_NAME));

/** The custom variables (`c_…`) and pass-through parameters (`pt_…`) that triggers have. Any other name is one that no row holds. */
export const VARIABLES: readonly string[] = ['c_abtasty_campaignId', 'c_membershipTier', 'pt_gclid'];
