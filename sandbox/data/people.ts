/** The SQL that makes what people did apart from triggers: the audit log, operators' states, users' status; all by `data_today()`. */
import { RECENT_DAYS } from './today.js';

const AUDIT = `
  CREATE TABLE auditLog AS
  SELECT igrps.igrp,
    md5(CAST(roll(n * 10000 + igrps.igrp, 120, 2147483647) AS VARCHAR))[:24] AS _id,
    data_today() + INTERVAL 9 HOUR - to_seconds(n * 5400 + roll(n * 10000 + igrps.igrp, 121, 5000)) AS dt,
    app, userId, "user", act, notes, portalUsers.orgId, orgName, igrps.igrpName,
    CASE WHEN act = 'goalUpdate' THEN 1 END AS seg,
    row_number() OVER (ORDER BY igrps.igrp, n) AS position
  FROM installations AS igrps, generate_series(1, 600) AS series(n)
  JOIN portalUsers ON portalUsers.igrp = igrps.igrp
  JOIN auditActs ON auditActs.position = roll(n * 10000 + igrps.igrp, 122, 5)
  JOIN organisations ON organisations.orgId = portalUsers.orgId
  WHERE portalUsers.userId % 2 = n % 2 OR igrps.igrp = 2`;

const USER_ACTIVITY = `
  CREATE TABLE auditUserActivity AS
  SELECT igrp, min(_id) AS _id, 'portal' AS app, min(dt) AS firstLandDt, igrpName, count(*) AS landCount, max(dt) AS lastLandDt,
    orgId, orgName, "user", userId, row_number() OVER (ORDER BY igrp, userId) AS position
  FROM auditLog WHERE act = 'igrpLand' GROUP BY igrp, igrpName, orgId, orgName, "user", userId`;

/** An operator is there from eight or so, away at noon, gone by six, on weekdays. */
const STATES = `
  CREATE TABLE pbxUserStateTriggers AS
  WITH shifts AS (
    SELECT igrp, operatorRef, position AS operator, CAST(d AS DATE) AS day, state, operatorState,
      CAST(d AS TIMESTAMP) + to_seconds(([28800, 43200, 46800, 64800])[state] + roll((epoch(d) / 86400)::BIGINT * 1000 + position * 10 + state, 130, 1500)) AS triggerDatetime
    FROM operators, generate_series(data_today() - INTERVAL ${RECENT_DAYS} DAY, data_today(), INTERVAL 1 DAY) AS days(d),
      (VALUES (1, 'online'), (2, 'dnd'), (3, 'online'), (4, 'offline')) AS states(state, operatorState)
    WHERE isodow(d) < 6
  )
  SELECT igrp, triggerDatetime, operatorRef, operatorState,
    CAST(coalesce(date_diff('second', triggerDatetime, lead(triggerDatetime) OVER (PARTITION BY igrp, operator ORDER BY triggerDatetime)), 0) AS INTEGER) AS operatorStateDuration,
    row_number() OVER (ORDER BY igrp, triggerDatetime, operator) AS position
  FROM shifts`;

const STATUS = `
  CREATE TABLE pbxUserStatus AS
  SELECT igrp, operatorRef, operatorName, CASE roll(position, 140, 3) WHEN 0 THEN 'unavailable' ELSE 'available' END AS userState,
    data_today() + INTERVAL 8 HOUR + to_seconds(roll(position, 141, 7000)) AS stateStartDatetime,
    roll(position, 142, 2) AS realTimeDashboard, position
  FROM operators`;

/** The statements, in order; the facts and `roll` are there. */
export const peopleSql: readonly string[] = [AUDIT, USER_ACTIVITY, STATES, STATUS];
