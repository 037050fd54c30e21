/** Callers of all kinds: those who wait for their answer, those who leave in the middle, and those who ask the same as others. */
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';

const CALLERS = 30;
const AT_ONCE = 40;
const LEAVING = 0.15;
const LEAVE_WITHIN_MS = 300;
const THINK_MS = 250;

const OPERATIONS = [
  '{ installation(igrp: 1) { callTriggers(limit: 100) { rowCount complete rows { rowId vid } } } }',
  '{ installation(igrp: 1) { a: callTriggers(limit: 100) { rows { vid } } b: goals(limit: 100) { rows { goalTitle } } } }',
  '{ installation(igrp: 1) { goals(limit: 50) { rows { goalId goalTitle } } c: callTriggers(limit: 5) { request { curl } } } }',
  '{ installation(igrp: 1) { visitTriggers(limit: 100) { rows { vid raw } } } }',
];

/** Whose rows an answer holds: every value of the columns in which upstream names the caller. */
const namesIn = (text) => [...text.matchAll(/"(?:vid|goalTitle)":"(caller-\d+)"/g)].map(([, name]) => name);

/** Asks until the time is over, and tells what came: answers by code, and what must never be. */
export async function runCallers(url, seconds, random) {
  const agent = new Agent({ connections: AT_ONCE * 2, bodyTimeout: 30_000, headersTimeout: 30_000 });
  const until = performance.now() + seconds * 1_000;
  const counts = {};
  const found = { operations: 0, left: 0, foreign: 0, failed: 0 };
  const add = (name) => (counts[name] = (counts[name] ?? 0) + 1);

  const ask = async () => {
    const user = `caller-${Math.floor(random() * CALLERS)}`;
    const leaving = random() < LEAVING ? AbortSignal.timeout(Math.ceil(random() * LEAVE_WITHIN_MS)) : null;
    found.operations += 1;
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        dispatcher: agent,
        signal: leaving,
        headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${user}:secret`)}` },
        body: JSON.stringify({ query: OPERATIONS[Math.floor(random() * OPERATIONS.length)] }),
      });
      const text = await body.text();
      if (namesIn(text).some((name) => name !== user)) found.foreign += 1;
      const { errors = [] } = JSON.parse(text);
      if (statusCode !== 200) add(`HTTP ${statusCode}`);
      if (errors.length === 0) add('answered');
      for (const { extensions } of errors) add(extensions.code);
    } catch (error) {
      if (leaving?.aborted) found.left += 1;
      else {
        found.failed += 1;
        add(`failed: ${error.code ?? error.name}`);
      }
    }
  };

  const caller = async () => {
    while (performance.now() < until) {
      await ask();
      await delay(random() * THINK_MS);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  await agent.close();
  return { ...found, counts };
}
