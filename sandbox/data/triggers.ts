/**
 * The SQL that makes the triggers: every event of every visit, in the order of time, with a row id and all catalogued fields.
 *
 * NULL means that a row lacks the key. A column is named as the API names the field; `queueName`, `firstCh` and `callRef` are no
 * fields of a trigger, but metrics and live calls need them.
 */

/** One row an event. `goalRank` draws a goal of those the act can reach, when there is one. */
const EVENTS = `
  CREATE TEMP TABLE events AS
  WITH happened AS (
    SELECT vk, igrp, 0 AS e, ts, 'land' AS act FROM visits WHERE NOT phone
    UNION ALL
    SELECT vk, igrp, n, ts + to_seconds((n - 1) * 45 + roll(vk * 8 + n, 70, 40)), 'page'
    FROM visits, generate_series(1, 6) AS series(n) WHERE NOT phone AND n <= ([1, 1, 1, 2, 2, 2, 3, 3, 4, 6])[1 + roll(vk, 71, 10)]
    UNION ALL
    SELECT vk, igrp, 10, ts + to_seconds(90 + roll(vk, 72, 60)), 'DOWNLOAD' FROM visits WHERE NOT phone AND roll(vk, 73, 1000) < 20
    UNION ALL
    SELECT vk, igrp, 11, ts + to_seconds(240 + roll(vk, 74, 600)), 'sale' FROM visits WHERE NOT phone AND roll(vk, 75, 1000) < 18
    UNION ALL
    SELECT vk, igrp, 20, callTs, 'call' FROM calls
    UNION ALL
    SELECT vk, igrp, 21, callTs + to_seconds(ivrDuration + queueDuration), 'callUser' FROM calls WHERE callStage = 'bridge'
    UNION ALL
    SELECT vk, igrp, 22, callTs + to_seconds(callDuration + 15), 'callRate' FROM calls WHERE ratingPlace IS NOT NULL
  )
  SELECT *, vk * 32 + e AS ek, row_number() OVER (PARTITION BY igrp ORDER BY ts, vk, e) AS place FROM happened`;

const WIDE = `
  CREATE TABLE triggers AS
  WITH reached AS (
    SELECT events.*, goals.goalId, goals.goalTitle, goals.worth
    FROM events
    LEFT JOIN calls ON calls.vk = CASE events.act WHEN 'call' THEN events.vk END
    LEFT JOIN goals ON goals.igrp = events.igrp AND goals.reachedBy = CASE
      WHEN events.act = 'call' AND calls.bridgeDuration < 60 THEN NULL
      WHEN events.act = 'page' AND (events.e = 1 OR roll(ek, 80, 100) >= 4) THEN NULL
      ELSE events.act END
  )
  SELECT
    firstRowId + reached.place * 7 + roll(ek, 81, 7) AS "rowId",
    reached.ts AS "triggerDatetime",
    reached.igrp AS "igrp",
    reached.act AS "act",
    CASE WHEN phone THEN '' ELSE vid END AS "vid",
    CASE reached.act WHEN 'call' THEN 'Call to ' || dgrpName WHEN 'sale' THEN 'Order ' || (10000 + roll(ek, 82, 90000)) ELSE coalesce(shown.title, '') END AS "t",
    dialledPhoneNumber AS "num",
    orgId AS "orgId",
    CASE WHEN calls.vk IS NOT NULL THEN coalesce(note, '') END AS "notes",
    CASE WHEN calls.vk IS NOT NULL THEN roll(visitor, 83, 101) END AS "leadScore",
    visits.ch AS "ch",
    channels.channelName AS "chName",
    channels.channelType AS "chType",
    CASE WHEN channels.pub = '' THEN '(direct)' ELSE channels.pub END AS "src",
    left(md5(channels.pub || visits.igrp), 8) AS "srcHash",
    CASE WHEN phone THEN 'number' ELSE ['cookie', 'fingerprint'][1 + roll(visitor, 84, 2)] END AS "algo",
    CASE WHEN visitIndex = 1 THEN 'first' ELSE 'last' END AS "attr",
    channels.pub AS "pub",
    CASE WHEN NOT phone THEN domain END AS "dom",
    CASE WHEN channels.channelType = 'email' THEN 'utm_' || lower(channels.pub) ELSE '' END AS "ref",
    CASE visits.ch WHEN 21 THEN 'gaw' WHEN 22 THEN 'mac' ELSE '' END AS "network",
    CASE WHEN channels.channelType = 'ppc' THEN 'm' || (700000 + roll(reached.vk, 85, 400)) ELSE '' END AS "matchRef",
    coalesce(matchType, '') AS "matchType",
    coalesce(campaign, '') AS "campaign",
    coalesce(adGroup, '') AS "adGroup",
    CASE WHEN channels.channelType = 'ppc' THEN 'ad-' || (100 + campaigns.slot) ELSE '' END AS "adRef",
    CASE WHEN channels.channelType = 'ppc' THEN 'kw-' || (900 + campaigns.slot * 10 + roll(reached.vk, 86, 10)) ELSE '' END AS "keywordRef",
    coalesce(term, '') AS "term",
    CASE WHEN 'ppc' IN (channels.channelType, firstChannels.channelType) THEN 1 ELSE 0 END AS "ppcAssisted",
    CASE WHEN reached.act IN ('land', 'page', 'DOWNLOAD', 'sale') THEN 'https://' || domain || shown.path END AS "href",
    CASE WHEN NOT phone THEN CASE WHEN channels.pub = '' THEN '' ELSE 'https://' || channels.pub || '.example/' END END AS "vref",
    CASE WHEN reached.act IN ('land', 'page') THEN shown.title END AS "pageTitle",
    CASE WHEN NOT phone THEN landingPageId END AS "landingPageId",
    CASE WHEN NOT phone THEN landingPageUrl END AS "landingPageUrl",
    CASE WHEN goalId IS NOT NULL AND NOT phone THEN shown.pageId END AS "conversionPageId",
    CASE WHEN goalId IS NOT NULL AND NOT phone THEN 'https://' || domain || shown.path END AS "conversionPageUrl",
    CASE WHEN visitIndex = 1 THEN 1 ELSE 0 END AS "new",
    CASE WHEN NOT phone THEN 'host-' || replace(ip, '.', '-') || '.' || hostSuffix END AS "host",
    CASE WHEN NOT phone THEN whois END AS "whois",
    CASE WHEN NOT phone THEN ip END AS "ip",
    CASE WHEN NOT phone THEN CASE visitorType WHEN 'S' THEN 'Mozilla/5.0 (compatible; Examplebot/2.1; +http://bot.example/)' ELSE ua END END AS "ua",
    CASE WHEN NOT phone THEN res END AS "res",
    CASE WHEN visitorType = 'S' AND NOT phone THEN 'Examplebot' ELSE '' END AS "spider",
    CASE WHEN phone THEN '' ELSE visitorType END AS "visitorType",
    CASE WHEN roll(ek, 87, 1000) < 6 THEN 'V' ELSE '' END AS "outcomeType",
    CASE WHEN phone THEN 0 ELSE count(*) FILTER (reached.act = 'page') OVER so_far END AS "visitorPageCount",
    CASE WHEN phone THEN 0 ELSE count(*) FILTER (goalId IS NOT NULL) OVER so_far END AS "visitorGoalCount",
    CASE WHEN phone THEN 0 ELSE count(*) FILTER (reached.act = 'call') OVER so_far END AS "visitorCallCount",
    CASE WHEN NOT phone THEN firstTs END AS "visitorFirstDatetime",
    CASE WHEN roll(visitor, 88, 100) < 5 THEN '00Q' || upper(left(md5(CAST(visitor AS VARCHAR)), 12)) ELSE '' END AS "sfWhoRef",
    calls.dgrp AS "dgrp",
    dgrpName AS "dgrpName",
    dialledPhoneNumber AS "dialledPhoneNumber",
    srcPhoneNumber AS "srcPhoneNumber",
    destPhoneNumber AS "destPhoneNumber",
    CASE WHEN srcPhoneNumber IS NOT NULL THEN replace(srcPhoneNumber, 'anonymous', '') END AS "customerPhoneNumber",
    callDuration AS "callDuration",
    bridgeDuration AS "bridgeDuration",
    ringTime AS "ringTime",
    ivrDuration AS "ivrDuration",
    queueDuration AS "queueDuration",
    callState AS "callState",
    callStage AS "callStage",
    CASE WHEN calls.vk IS NOT NULL THEN 'inbound' END AS "callDirection",
    CASE WHEN calls.vk IS NOT NULL THEN coalesce(ratings.itemText, '') END AS "callRating",
    operatorRef AS "operatorRef",
    CASE WHEN operatorRef <> '' THEN realm ELSE operatorRef END AS "operatorRealm",
    CASE WHEN callStage = 'ivr' THEN 'potential spam' WHEN callStage = 'voicemail' THEN 'Out of hours' WHEN dgrpType = 'offline' THEN 'Adverts, all regions' WHEN calls.vk IS NOT NULL THEN 'Website main line' END AS "dialplanRef",
    CASE WHEN ivrDuration > 0 THEN 'ivr-' || (1 + roll(reached.vk, 89, 3)) WHEN calls.vk IS NOT NULL THEN '' END AS "ivrRef",
    CASE WHEN calls.vk IS NOT NULL THEN ['BT', 'VIR', 'COL'][1 + roll(reached.vk, 90, 3)] END AS "telcoCode",
    CASE WHEN dialledPhoneNumber LIKE '08%' THEN 'freephone' WHEN calls.vk IS NOT NULL THEN 'geographic' END AS "numType",
    rec AS "rec",
    bandName AS "bandName",
    callTranscription AS "callTranscription",
    CASE WHEN calls.vk IS NOT NULL THEN callTranscription END AS "callKeywordSpotting",
    CASE WHEN callTranscription = 1 THEN 55 + roll(reached.vk, 91, 45) END AS "transcriptionConfidence",
    CASE WHEN callTranscription = 1 THEN coalesce(totalKeywordScore, 0) END AS "totalKeywordScore",
    CASE WHEN callTranscription = 1 THEN coalesce(totalOperatorKeywordScore, 0) END AS "totalOperatorKeywordScore",
    CASE WHEN callTranscription = 1 THEN coalesce(totalContactKeywordScore, 0) END AS "totalContactKeywordScore",
    CASE WHEN callTranscription = 1 THEN coalesce(operatorPositiveKeywordCount, 0) END AS "operatorPositiveKeywordCount",
    CASE WHEN callTranscription = 1 THEN coalesce(operatorNeutralKeywordCount, 0) END AS "operatorNeutralKeywordCount",
    CASE WHEN callTranscription = 1 THEN coalesce(operatorNegativeKeywordCount, 0) END AS "operatorNegativeKeywordCount",
    CASE WHEN callTranscription = 1 THEN coalesce(contactPositiveKeywordCount, 0) END AS "contactPositiveKeywordCount",
    CASE WHEN callTranscription = 1 THEN coalesce(contactNeutralKeywordCount, 0) END AS "contactNeutralKeywordCount",
    CASE WHEN callTranscription = 1 THEN coalesce(contactNegativeKeywordCount, 0) END AS "contactNegativeKeywordCount",
    rec AS "callPciDataChecked",
    CASE WHEN rec = 1 THEN CAST(roll(reached.vk, 92, 100) < 4 AS INTEGER) END AS "callPciDataFound",
    CASE WHEN calls.vk IS NOT NULL THEN 0 END AS "callSsnDataChecked",
    CASE WHEN calls.vk IS NOT NULL THEN 0 END AS "callSsnDataFound",
    rec AS "callPiiDataChecked",
    CASE WHEN rec = 1 THEN CAST(roll(reached.vk, 93, 100) < 12 AS INTEGER) END AS "callPiiDataFound",
    country AS "country",
    region AS "region",
    city AS "city",
    continent AS "continent",
    postcode AS "postcode",
    area AS "area",
    lat AS "lat",
    long AS "long",
    visits.segment AS "segment",
    visits.segmentName AS "segmentName",
    visits.segmentRef AS "segmentRef",
    visits.segmentGroupId AS "segmentGroupId",
    coalesce(segmentGroups.segmentGroupName, '') AS "segmentGroupName",
    coalesce(goalId, 0) AS "goal",
    coalesce(goalTitle, '') AS "goalTitle",
    CAST(CASE WHEN goalId IS NOT NULL THEN worth * (50 + roll(ek, 94, 10001) / 100.0) / 100 END AS DECIMAL(12, 2)) AS "goalValue",
    CASE WHEN goalId IS NOT NULL THEN visits.currency ELSE '' END AS "goalCurrency",
    CASE WHEN reached.act = 'sale' THEN CASE WHEN roll(ek, 95, 100) < 2 THEN 'test-' ELSE 'T' END || reached.vk WHEN reached.act = 'callRate' AND ratings.captureTxv = 1 THEN 'R' || reached.vk WHEN reached.act = 'call' AND roll(ek, 103, 100) < 25 THEN CAST(10000 + roll(ek, 104, 90000) AS VARCHAR) ELSE '' END AS "txr",
    CAST(CASE WHEN reached.act = 'sale' OR (reached.act = 'callRate' AND ratings.captureTxv = 1) THEN 20 + pow(roll(ek, 96, 1000) / 1000.0, 2) * 4000 END AS DECIMAL(12, 2)) AS "txv",
    CASE WHEN reached.act = 'sale' OR (reached.act = 'callRate' AND ratings.captureTxv = 1) THEN visits.currency ELSE '' END AS "txc",
    CASE WHEN NOT phone AND roll(visitor, 97, 100) < 30 THEN CAST(415000 + roll(visitor, 98, 12) AS VARCHAR) END AS "c_abtasty_campaignId",
    CASE WHEN NOT phone AND roll(visitor, 99, 100) < 10 THEN ['Gold "plus"', 'Silver', 'Arian'][1 + roll(visitor, 100, 3)] END AS "c_membershipTier",
    CASE WHEN visits.ch = 21 AND NOT phone THEN 'Cj0KCQ' || left(md5(CAST(reached.vk AS VARCHAR)), 16) END AS "pt_gclid",
    queueName AS "queueName",
    firstCh AS "firstCh",
    firstChannels.channelName AS "firstChName",
    firstChannels.channelType AS "firstChType",
    reached.vk AS "callKey"
  FROM reached
  JOIN visits USING (vk)
  JOIN channels ON channels.igrp = visits.igrp AND channels.channelId = visits.ch
  JOIN channels AS firstChannels ON firstChannels.igrp = visits.igrp AND firstChannels.channelId = visits.firstCh
  LEFT JOIN campaigns ON campaigns.igrp = visits.igrp AND campaigns.ch = visits.ch AND campaigns.slot = roll(reached.vk, 101, 4)
  LEFT JOIN segmentGroups ON segmentGroups.igrp = visits.igrp AND segmentGroups.segmentGroupId = visits.segmentGroupId
  LEFT JOIN pages_slots AS shown_slot ON shown_slot.igrp = visits.igrp AND shown_slot.slot = CASE WHEN phone OR reached.act IN ('callUser', 'callRate') THEN NULL WHEN reached.act = 'land' OR e = 1 THEN roll(reached.vk, 25, 100) ELSE roll(ek, 102, 100) END
  LEFT JOIN pages AS shown ON shown.position = shown_slot.position
  LEFT JOIN calls ON calls.vk = CASE WHEN reached.act IN ('call', 'callUser', 'callRate') THEN reached.vk END
  LEFT JOIN speech ON speech.vk = calls.vk
  LEFT JOIN notes ON notes.position = CASE reached.act WHEN 'call' THEN calls.notePlace END
  LEFT JOIN (SELECT *, row_number() OVER (PARTITION BY igrp ORDER BY position) AS place FROM ratingItems) AS ratings
    ON ratings.igrp = calls.igrp AND ratings.place = calls.ratingPlace
  WINDOW so_far AS (PARTITION BY visits.visitor, phone ORDER BY reached.ts, ek ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  ORDER BY "igrp", "rowId"`;

const KEYWORD_ROWS = `
  CREATE TABLE callKeywords AS
  SELECT triggers."rowId", triggers."igrp", keywordId, keywordGroupId, leg, startTime, confidence, spotted.keywordScore,
    CAST(confidence >= 60 AS INTEGER) AS metConfidenceLevel, keyword, keywordGroupName,
    row_number() OVER (ORDER BY triggers."igrp", triggers."rowId", n) AS position
  FROM spotted JOIN triggers ON triggers."callKey" = spotted.vk AND triggers.act = 'call'`;

/** The statements that fill `triggers` and `callKeywords`, in order. */
export const triggersSql: readonly string[] = [EVENTS, WIDE, KEYWORD_ROWS];
