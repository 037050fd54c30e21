/** What a gateway lacks of a world of the sandbox, asked for every column of every report. */
import { enumName } from '../../schema/enum-name.js';
import type { Catalogue, Field, Report } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { createWorld, type WorldDefinition } from '../../sandbox/world.js';
import { startGateway } from '../support/gateway.js';
import { KEY } from './examined-world.js';

/** The question for every column of a report: every dimension is grouped. */
function question(report: Report, columns: readonly Field[]): string {
  const groups = columns.filter(({ kind }) => kind === 'dimension').map(({ name }) => enumName(name));
  const given = [
    ...(report.arguments.has('limit') ? ['limit: 20'] : []),
    ...(groups.length > 0 ? [`group: [${groups.join(' ')}]`] : []),
    ...(report.requiredFilter === null ? [] : [`filter: { ${report.requiredFilter}: { gt: "0" } }`]),
  ];
  const field = `${report.name}${given.length > 0 ? `(${given.join(', ')})` : ''} { rows { ${columns.map(({ name }) => name).join(' ')} } }`;
  return report.scope === 'installation' ? `{ installation(igrp: 1) { ${field} } }` : `{ ${field} }`;
}

/** What a gateway with this catalogue lacks of the world, or fails to answer. */
export async function faultsOf(base: string, fitted: Catalogue, world: WorldDefinition): Promise<readonly string[]> {
  const gateway = await startGateway(base, { LOG_LEVEL: 'silent', REPORTS_URL_API_KEY: base }, fitted);
  const faults: string[] = [];
  try {
    for (const { report: real, forbidden } of createWorld(catalogue, world).reports.values()) {
      const report = fitted.get(real.name);
      if (report === undefined || forbidden || report.path !== real.path || report.openRows || report.requireOneOf.length > 0) continue;
      // Of a report without columns there is nothing to ask for.
      if (real.fields.size === 0) continue;
      const missing = [...real.fields.keys()].filter((name) => !report.fields.has(name));
      if (missing.length > 0) faults.push(`${real.name} lacks ${missing.join(', ')}`);
      const columns = [...real.fields.keys()].flatMap((name) => report.fields.get(name) ?? []);
      const { body, text } = await gateway.ask(question(report, columns), {}, { authorization: KEY });
      if (body.errors !== undefined) faults.push(`${real.name}: ${body.errors.map(({ message }) => message).join(' ')}`);
      else if (!text.includes('"rows":[{') && report.family !== 'list') faults.push(`${real.name} has no rows`);
    }
  } finally {
    await gateway.close();
  }
  return faults;
}
