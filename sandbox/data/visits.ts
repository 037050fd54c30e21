/**
 * The SQL that makes visits: how many on which day, by whom, from where, by which channel.
 *
 * All chance is `roll(key, salt, n)`: a hash of the seed, a row's own number and a number that stands for the question. So the same
 * seed gives the same data, whatever the order in which the database works.
 */
import { DAYS, daysBefore } from './today.js';

/** Statements that define chance, and the slots by which shares of 100 are drawn. */
export function chanceSql(seed: number): readonly string[] {
  const slots = (table: string, keys: string, extra = '') => `
    CREATE TEMP TABLE ${table}_slots AS
    SELECT ${keys === '' ? '' : `${keys}, `}row_number() OVER (${keys === '' ? '' : `PARTITION BY ${keys} `}ORDER BY position, n) - 1 AS slot, position ${extra}
    FROM ${table}, generate_series(1, ${table}.share) AS series(n)`;
  return [
    `CREATE TEMP MACRO roll(key, salt, n) AS CAST(hash(CAST(key AS BIGINT) * 4096 + salt + ${seed} * 35184372088832) % n AS INTEGER)`,
    ...['organisations', 'channels', 'dialInGroups', 'segments', 'pages', 'queues', 'operators'].map((table) => slots(table, 'igrp')),
    ...['cities', 'devices', 'networks'].map((table) => slots(table, '')),
  ];
}

/** More on weekdays than at week-ends, more in spring and autumn, little at Christmas, a quarter more by the end of the two years. */
const days = (share: number, today: string) => `
  CREATE TEMP TABLE days AS
  WITH calendar AS (
    SELECT igrp, visits, d, DATE '${daysBefore(today, DAYS - 1)}' + CAST(d AS INTEGER) AS day
    FROM installations, generate_series(0, ${DAYS - 1}) AS series(d)
  ), weighted AS (
    SELECT *,
      ([1.15, 1.10, 1.05, 1.05, 0.95, 0.80, 0.70])[isodow(day)]
      * ([1.10, 1.00, 1.20, 1.05, 1.00, 0.95, 0.90, 0.85, 1.20, 1.10, 1.00, 0.70])[month(day)]
      * (1 + d / 2920.0) * (0.9 + roll(d * 10000 + igrp, 1, 1000) / 5000.0)
      * CASE WHEN strftime(day, '%m-%d') IN ('12-25', '12-26', '01-01') THEN 0.25 ELSE 1 END AS weight
    FROM calendar
  ), counted AS (
    SELECT *, greatest(1, CAST(round(${share} * visits * weight / sum(weight) OVER (PARTITION BY igrp)) AS INTEGER)) AS visitCount FROM weighted
  )
  SELECT *, sum(visitCount) OVER (PARTITION BY igrp ORDER BY day) - visitCount AS before FROM counted`;

/** `vk` numbers the visits of all installations; `phone` ones are calls to a fixed number, whose callers have no visitor id. */
const RAW_VISITS = `
  CREATE TEMP TABLE raw_visits AS
  WITH numbered AS (
    SELECT igrp, day, CAST(before + n AS BIGINT) AS visit, igrp * 1000000 + CAST(before + n AS BIGINT) AS vk
    FROM days, generate_series(1, visitCount) AS series(n)
  )
  SELECT igrp, vk,
    CAST(day AS TIMESTAMP) + to_seconds(
      3600 * ([0, 1, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 12, 12, 12, 12, 12, 13, 13, 13, 13,
        14, 14, 14, 14, 14, 15, 15, 15, 15, 15, 16, 16, 16, 16, 16, 17, 17, 17, 18, 18, 18, 19, 19, 19, 20, 20, 20, 21, 21, 22])[1 + roll(vk, 2, 64)]
      + roll(vk, 3, 3600)) AS ts,
    roll(vk, 4, 100) < 6 AS phone,
    igrp * 1000000 + CAST(greatest(0, visit * 0.6 - CASE WHEN roll(vk, 5, 100) < 55 THEN 0 ELSE roll(vk, 6, 400) END) AS BIGINT) AS visitor
  FROM numbered`;

/** The visit with all that is drawn once for it or once for its visitor. */
const VISITS = `
  CREATE TEMP TABLE visits AS
  WITH seen AS (
    SELECT *,
      row_number() OVER visitor_time AS visitIndex,
      first_value(ts) OVER visitor_time AS firstTs,
      first_value(vk) OVER visitor_time AS firstVk
    FROM raw_visits
    WINDOW visitor_time AS (PARTITION BY visitor, phone ORDER BY ts, vk)
  ), placed AS (
    SELECT seen.*, own.channelId AS ch, first.channelId AS firstCh
    FROM seen
    JOIN channels_slots AS own_slot ON own_slot.igrp = seen.igrp AND own_slot.slot = roll(vk, 7, 100)
    JOIN channels AS own ON own.position = own_slot.position
    JOIN channels_slots AS first_slot ON first_slot.igrp = seen.igrp AND first_slot.slot = roll(firstVk, 7, 100)
    JOIN channels AS first ON first.position = first_slot.position
  )
  SELECT placed.*,
    lower(format('{:08x}-{:04x}-4{:03x}-a{:03x}-{:08x}{:04x}', roll(visitor, 10, 2147483647), roll(visitor, 11, 65536), roll(visitor, 12, 4096),
      roll(visitor, 13, 4096), roll(visitor, 14, 2147483647), roll(visitor, 15, 65536))) AS vid,
    CASE WHEN roll(visitor, 16, 1000) < 15 THEN 'S' WHEN roll(visitor, 16, 1000) < 25 THEN 'I' ELSE '' END AS visitorType,
    ['192.0.2.', '198.51.100.', '203.0.113.'][1 + roll(visitor, 17, 3)] || (1 + roll(visitor, 18, 254)) AS ip,
    cities.* EXCLUDE (position, share), devices.ua, devices.res, networks.whois, networks.hostSuffix,
    organisations.orgId, segments.segment, segments.segmentName, segments.segmentRef, segments.segmentGroupId,
    pages.pageId AS landingPageId, 'https://' || installations.domain || pages.path AS landingPageUrl,
    installations.domain, installations.currency, installations.realm, installations.firstRowId
  FROM placed
  JOIN installations USING (igrp)
  JOIN cities_slots ON cities_slots.slot = roll(visitor, 20, 100) JOIN cities ON cities.position = cities_slots.position
  JOIN devices_slots ON devices_slots.slot = roll(visitor, 21, 100) JOIN devices ON devices.position = devices_slots.position
  JOIN networks_slots ON networks_slots.slot = roll(visitor, 22, 100) JOIN networks ON networks.position = networks_slots.position
  JOIN organisations_slots AS org ON org.igrp = placed.igrp AND org.slot = roll(vk, 23, 100)
  JOIN organisations ON organisations.position = org.position
  JOIN segments_slots AS part ON part.igrp = placed.igrp AND part.slot = roll(vk, 24, 100)
  JOIN segments ON segments.position = part.position
  JOIN pages_slots AS landing ON landing.igrp = placed.igrp AND landing.slot = roll(vk, 25, 100)
  JOIN pages ON pages.position = landing.position`;

/** The statements that fill the temporary table `visits`, in order, with a share (above 0, at most 1) of the visits up to `today`. */
export const visitsSql = (share: number, today: string): readonly string[] => [days(share, today), RAW_VISITS, VISITS];
