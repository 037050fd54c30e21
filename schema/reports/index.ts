/** Every report. Written by `npm run generate` from the files of this folder; not edited by hand. */
import { defineCatalogue } from '../define-catalogue.js';
import type { Catalogue } from '../report.js';
import { activeCall } from './active-call.js';
import { allTriggers } from './all-triggers.js';
import { attributionModels } from './attribution-models.js';
import { auditLog } from './audit-log.js';
import { auditUserActivity } from './audit-user-activity.js';
import { callKeywords } from './call-keywords.js';
import { callRatingItems } from './call-rating-items.js';
import { callRatingTexts } from './call-rating-texts.js';
import { callTriggers } from './call-triggers.js';
import { callUserTriggers } from './call-user-triggers.js';
import { channelMetrics } from './channel-metrics.js';
import { channels } from './channels.js';
import { conversionTriggers } from './conversion-triggers.js';
import { dialInGroups } from './dial-in-groups.js';
import { goalTriggers } from './goal-triggers.js';
import { goals } from './goals.js';
import { installations } from './installations.js';
import { operationalCallMetrics } from './operational-call-metrics.js';
import { organisations } from './organisations.js';
import { pbxActiveCalls } from './pbx-active-calls.js';
import { pbxUserStateTriggers } from './pbx-user-state-triggers.js';
import { pbxUserStatus } from './pbx-user-status.js';
import { segmentGroups } from './segment-groups.js';
import { segments } from './segments.js';
import { touchPointTriggers } from './touch-point-triggers.js';
import { transactionTriggers } from './transaction-triggers.js';
import { visitTriggers } from './visit-triggers.js';

export const catalogue: Catalogue = defineCatalogue([
  activeCall,
  allTriggers,
  attributionModels,
  auditLog,
  auditUserActivity,
  callKeywords,
  callRatingItems,
  callRatingTexts,
  callTriggers,
  callUserTriggers,
  channelMetrics,
  channels,
  conversionTriggers,
  dialInGroups,
  goalTriggers,
  goals,
  installations,
  operationalCallMetrics,
  organisations,
  pbxActiveCalls,
  pbxUserStateTriggers,
  pbxUserStatus,
  segmentGroups,
  segments,
  touchPointTriggers,
  transactionTriggers,
  visitTriggers,
]);
