/**
 * The SQL that makes calls: which visits ring, how far the call gets, what is said.
 *
 * Durations follow from each other: the caller's leg is IVR, then queue, then the bridge or the voicemail, so bridgeDuration is never
 * more than callDuration. Keywords are spotted in transcribed calls alone, and the scores of a call are the sums of its keywords.
 */

const ROLLED_CALLS = `
  CREATE TEMP TABLE rolled_calls AS
  WITH ringing AS (
    SELECT vk, igrp, visitor, phone, ts + to_seconds(CASE WHEN phone THEN 0 ELSE 60 + roll(vk, 30, 900) END) AS callTs FROM visits
    WHERE phone OR roll(vk, 31, 1000) < 85
  )
  SELECT *,
    CASE WHEN hour(callTs) < 8 OR hour(callTs) > 19 THEN CASE WHEN roll(vk, 32, 100) < 30 THEN 'ring' ELSE 'voicemail' END
      WHEN roll(vk, 32, 1000) < 90 THEN 'ring' WHEN roll(vk, 32, 1000) < 130 THEN 'ivr'
      WHEN roll(vk, 32, 1000) < 200 THEN 'queue' WHEN roll(vk, 32, 1000) < 260 THEN 'voicemail' ELSE 'bridge' END AS callStage,
    2 + roll(vk, 33, 38) AS ringTime,
    5 + roll(vk, 34, 21) AS ivr,
    roll(vk, 35, 90) AS queue,
    20 + CAST(pow(roll(vk, 36, 1000) / 1000.0, 3) * 1500 AS INTEGER) AS talk,
    10 + roll(vk, 37, 50) AS message
  FROM ringing`;

const CALLS = `
  CREATE TEMP TABLE calls AS
  WITH timed AS (
    SELECT *,
      CASE callStage WHEN 'ring' THEN 0 ELSE ivr END AS ivrDuration,
      CASE WHEN callStage IN ('queue', 'voicemail', 'bridge') THEN queue ELSE 0 END AS queueDuration,
      CASE callStage WHEN 'bridge' THEN talk ELSE 0 END AS bridgeDuration,
      CASE callStage WHEN 'voicemail' THEN message ELSE 0 END AS messageDuration
    FROM rolled_calls
  )
  SELECT timed.vk, timed.igrp, callTs, callStage, ringTime, ivrDuration, queueDuration, bridgeDuration,
    ivrDuration + queueDuration + bridgeDuration + messageDuration AS callDuration,
    groups.dgrp, groups.dgrpName, groups.number AS dialledPhoneNumber, groups.dest AS destPhoneNumber, groups.dgrpType,
    CASE WHEN roll(visitor, 40, 100) < 4 THEN 'anonymous'
      WHEN roll(visitor, 40, 100) < 50 THEN '07700900' || lpad(CAST(roll(visitor, 41, 1000) AS VARCHAR), 3, '0')
      WHEN roll(visitor, 40, 100) < 97 THEN ['0113496', '0114496', '0117496', '0121496', '0131496', '0141496', '0151496', '0161496', '0207946', '0292018'][1 + roll(visitor, 42, 10)]
        || '0' || lpad(CAST(roll(visitor, 43, 1000) AS VARCHAR), 3, '0')
      ELSE '+35320910' || lpad(CAST(roll(visitor, 44, 10000) AS VARCHAR), 4, '0') END AS srcPhoneNumber,
    CASE callStage WHEN 'ring' THEN ['NO_ANSWER', 'NO_USER_RESPONSE'][1 + roll(timed.vk, 45, 2)]
      ELSE ['NORMAL_CLEARING_A', 'NORMAL_CLEARING_B'][1 + roll(timed.vk, 45, 2)] END AS callState,
    CASE WHEN callStage IN ('queue', 'voicemail', 'bridge') THEN queues.queueName ELSE '' END AS queueName,
    CASE callStage WHEN 'bridge' THEN operators.operatorRef ELSE '' END AS operatorRef,
    ['gold', 'silver', 'bronze', ''][1 + roll(visitor, 46, 4)] AS bandName,
    CASE WHEN bridgeDuration >= 45 AND roll(timed.vk, 47, 100) < 35 THEN 1 + roll(timed.vk, 48, (SELECT count(*) FROM ratingItems AS item WHERE item.igrp = timed.igrp)) END AS ratingPlace,
    CASE WHEN bridgeDuration > 0 AND roll(timed.vk, 49, 100) < 70 THEN 1 ELSE 0 END AS rec,
    CASE WHEN bridgeDuration > 0 AND roll(timed.vk, 49, 100) < 45 THEN 1 ELSE 0 END AS callTranscription,
    CASE WHEN roll(timed.vk, 50, 100) < 6 THEN roll(timed.vk, 51, 5) END AS notePlace
  FROM timed
  JOIN dialInGroups_slots AS group_slot ON group_slot.igrp = timed.igrp AND group_slot.slot = roll(timed.vk, 52, 100)
  JOIN dialInGroups AS groups ON groups.position = group_slot.position
  JOIN queues_slots AS queue_slot ON queue_slot.igrp = timed.igrp AND queue_slot.slot = roll(timed.vk, 53, 100)
  JOIN queues ON queues.position = queue_slot.position
  JOIN operators_slots AS operator_slot ON operator_slot.igrp = timed.igrp AND operator_slot.slot = roll(timed.vk, 54, 100)
  JOIN operators ON operators.position = operator_slot.position`;

/** Up to four keywords a transcribed call, each on one leg and within the talk. */
const SPOTTED = `
  CREATE TEMP TABLE spotted AS
  SELECT vk, igrp, n, keywordId, keywordGroupId, keyword, keywordGroupName, keywordScore, mood,
    ['operator', 'contact'][1 + roll(vk * 8 + n, 61, 2)] AS leg,
    roll(vk * 8 + n, 62, bridgeDuration) AS startTime,
    40 + roll(vk * 8 + n, 63, 61) AS confidence
  FROM calls, generate_series(1, 4) AS series(n)
  JOIN keywords ON keywords.position = roll(vk * 8 + n, 60, 10)
  WHERE callTranscription = 1 AND n <= roll(vk, 64, 5)`;

const SPEECH = `
  CREATE TEMP TABLE speech AS
  SELECT vk,
    CAST(sum(keywordScore) AS INTEGER) AS totalKeywordScore,
    CAST(coalesce(sum(keywordScore) FILTER (leg = 'operator'), 0) AS INTEGER) AS totalOperatorKeywordScore,
    CAST(coalesce(sum(keywordScore) FILTER (leg = 'contact'), 0) AS INTEGER) AS totalContactKeywordScore,
    count(*) FILTER (leg = 'operator' AND mood > 0) AS operatorPositiveKeywordCount,
    count(*) FILTER (leg = 'operator' AND mood = 0) AS operatorNeutralKeywordCount,
    count(*) FILTER (leg = 'operator' AND mood < 0) AS operatorNegativeKeywordCount,
    count(*) FILTER (leg = 'contact' AND mood > 0) AS contactPositiveKeywordCount,
    count(*) FILTER (leg = 'contact' AND mood = 0) AS contactNeutralKeywordCount,
    count(*) FILTER (leg = 'contact' AND mood < 0) AS contactNegativeKeywordCount
  FROM spotted GROUP BY vk`;

/** The statements that fill the temporary tables `calls`, `spotted` and `speech`, in order; `visits` is there. */
export const callsSql: readonly string[] = [ROLLED_CALLS, CALLS, SPOTTED, SPEECH];
