/** Doctor against worlds of the sandbox: what it finds, what it writes, and what it never writes. */
import { expect, test } from '@jest/globals';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';
import type { WorldDefinition } from '../../sandbox/world.js';
import { faultsOf } from './answers-of-world.js';
import { examine, inWorld, KEY } from './examined-world.js';

test('the overlay is empty where the world is the catalogue’s, and no report differs', async () => {
  await inWorld({}, async (sandbox, base) => {
    const { exitCode, overlay, markdown } = await examine(base);
    expect({ exitCode, overlay }).toEqual({ exitCode: 0, overlay: { reports: {} } });
    expect(markdown).toContain('Nothing that was asked differs from the catalogue.');
    // Reports in the catalogue's order, each begun by its own route.
    const routes = sandbox.requests.map(({ url }) => url.split('?')[0]);
    expect(routes.length).toBeLessThan(300);
    const asked = [...catalogue.values()].filter(({ requireOneOf }) => requireOneOf.length === 0);
    expect([...new Set(routes)]).toEqual(asked.map((report) => `/reports/v2${report.path.replace('{igrp}', '1')}`));
  });
});

test('no value of a row, no sentence of upstream and no credential is in what doctor writes', async () => {
  const world: WorldDefinition = { triggers: { columns: { campaign: null, term: { name: 'searchTerm' } } } };
  await inWorld(world, async (sandbox, base) => {
    const { markdown, overlay } = await examine(base, { reports: ['allTriggers', 'callTriggers', 'channels'] });
    const written = markdown + JSON.stringify(overlay);
    const response = await fetch(`${sandbox.url}/igrps/1/triggers/all?startDate=2026-11-01&limit=1000`, {
      headers: { authorization: KEY },
    });
    const values = (await response.text())
      .split('\n')
      .filter((line) => line !== '')
      // A row's cells are texts and numbers.
      .flatMap((line) => Object.values(JSON.parse(line) as Record<string, unknown>).map(String))
      // Short values are also counts, types and parts of names.
      .filter((value) => value.length >= 8 && value !== 'transaction');
    expect(values.length).toBeGreaterThan(1000);
    expect(values.filter((value) => written.includes(value))).toEqual([]);
    expect(written).not.toMatch(/demo-key|has no field|cannot be/);
    expect(written).toContain('searchTerm');
  });
});

test('a default order that is refused is lifted, and the report is answered without one', async () => {
  const world: WorldDefinition = { reports: { pbxUserStateTriggers: { columns: { triggerDatetime: { sortable: false } } } } };
  await inWorld(world, async (_, base) => {
    const { overlay, markdown } = await examine(base, { reports: ['pbxUserStateTriggers'] });
    expect(overlay.reports['pbxUserStateTriggers']).toMatchObject({ defaultSort: [] });
    expect(markdown).toContain('| sort | `triggerDatetime-asc` by default | refused, optional |');
    expect(await faultsOf(base, applyOverlay(catalogue, overlay), world)).toEqual([]);
  });
});

test('a sort that is demanded becomes the default order, and a lower cap the report’s', async () => {
  const world: WorldDefinition = {
    reports: {
      channels: { sortRequired: true },
      goals: { maxRows: 1 },
      channelMetrics: { sortRequired: true },
      // The first column that could be sorted by is not there.
      auditUserActivity: { sortRequired: true, columns: { _id: null } },
    },
  };
  await inWorld(world, async (_, base) => {
    const { overlay, exitCode } = await examine(base, {
      deep: true,
      reports: ['channels', 'goals', 'channelMetrics', 'auditUserActivity'],
    });
    expect(exitCode).toBe(1);
    expect(overlay.reports['auditUserActivity']).toHaveProperty('defaultSort');
    expect(overlay.reports['channels']).toHaveProperty('defaultSort');
    expect(overlay.reports['channelMetrics']).toHaveProperty('defaultSort');
    expect(overlay.reports['goals']).toEqual({ maxRows: 1 });
  });
});

test('a route that is not found and a report that is forbidden are findings, and the overlay leaves them', async () => {
  const world: WorldDefinition = { reports: { operationalCallMetrics: { path: '/metrics/calls' }, goals: { forbidden: true } } };
  await inWorld(world, async (_, base) => {
    const { overlay, markdown, exitCode } = await examine(base, { reports: ['operationalCallMetrics', 'goals'] });
    expect({ overlay, exitCode }).toEqual({ overlay: { reports: {} }, exitCode: 1 });
    expect(markdown).toMatch(/not found \(404\)/);
    expect(markdown).toMatch(/forbidden \(403\)/);
  });
});

test('at its most requests doctor ends with what it has, and names what was not asked', async () => {
  await inWorld({}, async (sandbox, base) => {
    const { markdown } = await examine(base, { maxRequests: 7 });
    expect(sandbox.requests).toHaveLength(7);
    expect(markdown).toContain('All 7 requests are spent.');
    expect(markdown).toMatch(/Not asked: .*visitTriggers/);
  });
});

test('a wrong credential ends it with the first request', async () => {
  await inWorld({ versions: ['2.1'] }, async (sandbox, base) => {
    await expect(examine(base, {}, 'ApiKey wrong')).rejects.toThrow('refused the credential (401)');
    expect(sandbox.requests).toHaveLength(1);
  });
});
