/** Doctor, asking a world of the sandbox. */
import { catalogue } from '../../schema/reports/index.js';
import { createSandbox, type Sandbox } from '../../sandbox/server.js';
import type { WorldDefinition } from '../../sandbox/world.js';
import type { DoctorOptions } from '../../src/doctor/read-options.js';
import { runDoctor, type Diagnosis } from '../../src/doctor/run-doctor.js';
import { createTransport } from '../../src/doctor/transport.js';

/** Everything, as fast as it goes, which no live account is asked like. */
export const OPTIONS: DoctorOptions = {
  igrp: 1,
  out: null,
  reports: [],
  days: 30,
  maxRequests: 5000,
  rate: 1e9,
  deep: false,
  evidence: false,
};
export const KEY = 'ApiKey demo-key';
const SERVICES = { catalogue, now: () => 0, wait: async () => undefined, today: '2026-11-30' };

/** A sandbox that plays the world, with the base that its version has. */
export async function inWorld<T>(world: WorldDefinition, use: (sandbox: Sandbox, base: string) => Promise<T>): Promise<T> {
  const sandbox = await createSandbox({ world, share: 0.02 });
  const base = world.versions?.includes('2') === false ? sandbox.url.replace(/v2$/, 'v2.1') : sandbox.url;
  try {
    return await use(sandbox, base);
  } finally {
    await sandbox.close();
  }
}

/** What doctor makes of the API at this base. */
export async function examine(base: string, options: Partial<DoctorOptions> = {}, authorization: string = KEY): Promise<Diagnosis> {
  const { send, close } = createTransport({ base, authorization });
  try {
    return await runDoctor({ ...OPTIONS, ...options }, { ...SERVICES, send });
  } finally {
    await close();
  }
}
