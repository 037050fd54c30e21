/**
 * The whole script that makes the data, as a list of statements. Its text decides the data, so a hash of it names the file they are
 * kept in: change a statement and the next start makes them anew.
 */
import { createFacts, type FactTable } from '../sql.js';
import { activeCalls, auditActs, portalUsers } from './people-facts.js';
import { keywords, notes, operators, queues, ratingItems } from './call-facts.js';
import {
  attributionModels,
  channels,
  dialInGroups,
  goals,
  installations,
  organisations,
  segmentGroups,
  segments,
} from './installation-facts.js';
import { callsSql } from './calls.js';
import { campaigns, cities, devices, networks, pages } from './visit-facts.js';
import { chanceSql, visitsSql } from './visits.js';
import { peopleSql } from './people.js';
import { triggersSql } from './triggers.js';

const FACTS = {
  activeCalls,
  attributionModels,
  auditActs,
  campaigns,
  channels,
  cities,
  devices,
  dialInGroups,
  goals,
  installations,
  keywords,
  networks,
  notes,
  operators,
  organisations,
  pages,
  portalUsers,
  queues,
  ratingItems,
  segmentGroups,
  segments,
} satisfies Record<string, FactTable>;

/** The number of an IPv4 address; NULL for anything else. Kept in the file, for filters. */
const IPV4 = `
  CREATE MACRO ipv4(address) AS CASE WHEN regexp_full_match(address, '([0-9]{1,3}[.]){3}[0-9]{1,3}') THEN
    CAST(split_part(address, '.', 1) AS BIGINT) * 16777216 + CAST(split_part(address, '.', 2) AS BIGINT) * 65536
    + CAST(split_part(address, '.', 3) AS BIGINT) * 256 + CAST(split_part(address, '.', 4) AS BIGINT) END`;

export interface GenerationOptions {
  /** A whole number from 0 to 200,000. */
  readonly seed: number;
  /** A share of the visits, above 0 and at most 1. */
  readonly share: number;
  /** The last day of the data, YYYY-MM-DD. */
  readonly today: string;
}

/** The statements that fill an empty database. */
export function generationScript({ seed, share, today }: GenerationOptions): readonly string[] {
  return [
    IPV4,
    `CREATE MACRO data_today() AS TIMESTAMP '${today}'`,
    ...Object.entries(FACTS).map(([name, facts]) => createFacts(name, facts)),
    ...chanceSql(seed),
    ...visitsSql(share, today),
    ...callsSql,
    ...triggersSql,
    ...peopleSql,
  ];
}
