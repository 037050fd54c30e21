/**
 * Every hostile or odd request against a real gateway, in front of an upstream that counts.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sendRaw } from '../http/raw-http.js';
import { runningGateway } from '../support/running-gateway.js';
import { strangers, type Attack } from './attack.js';
import { CREDENTIAL_ATTACKS } from './credential-attacks.js';
import { REQUEST_ATTACKS } from './request-attacks.js';
import { RESOURCE_ATTACKS } from './resource-attacks.js';
import { TRANSPORT_ATTACKS } from './transport-attacks.js';
import { VALUE_ATTACKS } from './value-attacks.js';

const GROUPS: Readonly<Record<string, readonly Attack[]>> = {
  'HTTP and its body': TRANSPORT_ATTACKS,
  credentials: CREDENTIAL_ATTACKS,
  'the request and its document': REQUEST_ATTACKS,
  'values of arguments': VALUE_ATTACKS,
  'much for little': RESOURCE_ATTACKS,
};

let port: number;
const { gateway, upstream } = runningGateway();
beforeAll(async () => {
  port = Number(new URL(gateway.url).port);
});

interface Refusal {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
}

const LONG_ECHO = /(?:x|a|€|\[|\{a){65}/;

for (const [group, attacks] of Object.entries(GROUPS))
  describe(group, () => {
    test.each(attacks.map((attack) => [attack.id, attack.what, attack] as const))('%i: %s', async (_id, _what, attack) => {
      upstream.clear();
      const { responses, closed } = await sendRaw(port, attack.bytes, {
        untilClosed: attack.closes ?? false,
        bodiless: attack.bodiless ?? false,
      });
      expect(responses).toHaveLength(1);
      const [{ status, headers, body } = { status: 0, headers: {}, body: '' }] = responses;
      const answer = attack.bodiless ? {} : (JSON.parse(body) as Refusal);

      expect({ status, codes: (answer.errors ?? []).map(({ extensions }) => extensions['code']) }).toEqual({
        status: attack.status,
        codes: attack.bodiless ? [] : Array(attack.errors ?? (attack.code === null ? 0 : 1)).fill(attack.code),
      });
      expect(closed).toBe(attack.closes ?? false);
      if (!attack.large) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(8_192);
      expect(body).not.toMatch(LONG_ECHO);
      if (attack.never) expect(body).not.toMatch(attack.never);
      for (const { extensions } of answer.errors ?? []) expect(extensions['requestId']).toBe(headers['x-request-id']);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      if (status === 405) expect(headers['allow']).toBe('POST');
      if (status === 401) expect(headers['www-authenticate']).toMatch(/^Basic /);

      expect(upstream.requests).toHaveLength(attack.asks?.length ?? 0);
      for (const [i, { params }] of (attack.asks ?? []).entries()) {
        const sent = upstream.requests[i]?.params ?? [];
        for (const [name, value] of params) expect(sent.filter(([own]) => own === name)).toEqual([[name, value]]);
      }

      const after = await sendRaw(port, strangers('{ __typename }'));
      expect(after.responses[0]).toMatchObject({ status: 200, body: '{"data":{"__typename":"Query"}}' });
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    });
  });

test('every case from 1 to 116 is one of these, or stands in apart.test.ts', () => {
  const apart = [40, 41, 42, 112, 113, 114];
  const known = new Set([...Object.values(GROUPS).flatMap((attacks) => attacks.map(({ id }) => id)), ...apart]);
  expect([...known].sort((a, b) => a - b)).toEqual(Array.from({ length: 116 }, (_, i) => i + 1));
});
