/** Operations offered at a rate that does not wait for answers, as callers who know nothing of each other do. */
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';

const TICK_MS = 5;
const QUERY = 'query ($offset: Int!) { installation(igrp: 1) { callTriggers(offset: $offset) { rows { rowId vid } } } }';
let asked = 0;

/** Offers so many a second, each a question of its own. `callerOf` names the caller of the n-th. Resolves when all have been answered. */
export async function offer({ url, agent, perSecond, seconds, callerOf }) {
  const answers = [];
  const running = [];
  const failed = (error) => answers.push({ caller: null, code: `failed: ${error.code ?? error.name}`, ms: NaN });
  const startedAt = performance.now();
  const total = Math.round(perSecond * seconds);
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond) + 1);
    for (; sent < due; sent += 1) running.push(ask(url, agent, callerOf(sent)).then((answer) => answers.push(answer), failed));
    await delay(TICK_MS);
  }
  const offeredFor = (performance.now() - startedAt) / 1_000;
  await Promise.all(running);
  return { answers, offeredFor, drainedAfter: (performance.now() - startedAt) / 1_000 };
}

async function ask(url, agent, caller) {
  asked += 1;
  const startedAt = performance.now();
  const { body, headers } = await request(url, {
    method: 'POST',
    dispatcher: agent,
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`caller${caller}:secret`)}` },
    body: JSON.stringify({ query: QUERY, variables: { offset: asked % 1_000_000 } }),
  });
  const { errors } = await body.json();
  const code = errors?.[0]?.extensions.code ?? 'answered';
  return { caller, code, ms: performance.now() - startedAt, requestId: headers['x-request-id'] };
}

/** The value below which this share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
