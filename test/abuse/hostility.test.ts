/**
 * What thousands of hostile requests leave behind in one process: nothing. HOSTILE_REQUESTS says how many; each attack is made several times.
 */
import { expect, it } from '@jest/globals';
import { createAudits } from '../http/create-audits.js';
import { sendRaw } from '../http/raw-http.js';
import { runningGateway } from '../support/running-gateway.js';
import { CREDENTIAL_ATTACKS } from './credential-attacks.js';
import { REQUEST_ATTACKS } from './request-attacks.js';
import { RESOURCE_ATTACKS } from './resource-attacks.js';
import { TRANSPORT_ATTACKS } from './transport-attacks.js';
import { VALUE_ATTACKS } from './value-attacks.js';

const REQUESTS = Number(process.env['HOSTILE_REQUESTS'] ?? 2_000);
const AT_ONCE = 50;

const { gateway } = runningGateway();

const audit = async () =>
  Object.fromEntries(await Promise.all(createAudits(() => gateway.url).map(async ({ id, fn }) => [id, (await fn()).status] as const)));

it('the audits of GraphQL over HTTP end as before, and no request was answered otherwise than the first time', async () => {
  // Those that end with a connection that lingers are left out: they take time, not effort.
  const attacks = [...TRANSPORT_ATTACKS, ...CREDENTIAL_ATTACKS, ...REQUEST_ATTACKS, ...VALUE_ATTACKS, ...RESOURCE_ATTACKS].filter(
    ({ closes }) => !closes,
  );
  const port = Number(new URL(gateway.url).port);
  const before = await audit();
  const unexpected = new Set<string>();
  let sent = 0;
  const worker = async () => {
    for (let i = sent++; i < REQUESTS; i = sent++) {
      const attack = attacks[i % attacks.length];
      if (!attack) continue;
      const { responses } = await sendRaw(port, attack.bytes, { bodiless: attack.bodiless ?? false });
      if (responses[0]?.status !== attack.status) unexpected.add(`${attack.id} ${attack.what}: ${responses[0]?.status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect([...unexpected]).toEqual([]);
  expect(await audit()).toEqual(before);
}, 300_000);
