/** A seeded walk over the page: each step uses a control that is there, or goes to another address, without waiting for answers. */
import type { Page } from 'playwright-core';

/** Numbers from 0 to 1 that the seed alone decides (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Takes one step and says what it was, for the message of a test that fails. */
export async function step(page: Page, random: () => number): Promise<string> {
  if (random() < 0.15) return page.evaluate(goTo, randomAddress(random));
  return page.evaluate(useControl, { which: random(), how: random(), text: pick(TEXTS, random) });
}

/** Parts of addresses, sensible ones and others. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  igrp: ['1', '1', '1', '2', '0', '-1', '99', 'x', '1e400', '9007199254740993'],
  from: ['2026-10-01', '2026-10-31', '2026-11-30', '2020-01-01', '2026-13-45', 'yesterday', ''],
  to: ['2026-10-31', '2026-10-01', '2026-10-01', '2199-12-31', '2025-02-29'],
  tz: ['UTC', 'Europe/London', 'Mars/Olympus', 'EST5EDT', '+05:30'],
  compare: ['NONE', 'PREVIOUS_PERIOD', 'PREVIOUS_YEAR', 'RANGE', 'ALL'],
  compareFrom: ['2026-09-01', '2026-09-30', 'x'],
  compareTo: ['2026-09-30', '2026-08-01', '2026-09-10'],
  group: ['', 'ch', 'metricDate', 'metricMonth', 'metricDate,ch', 'ch,ch', 'goal,chType', 'gone', 'callCount', '__proto__', 'constructor'],
  metrics: ['', 'callCount', 'gone', 'goalValueTotal,callCount', 'ch', '__proto__'],
  own: [
    'sales,goalCount,goal,246',
    'SALES,callCount,ch,11',
    'constructor,goalCount,goal,246',
    'a b,goalCount,goal,1',
    'igrp,goalCount,ch,x',
    'a',
  ],
  where: [
    'ch~eq~11',
    'chName~contains~Google',
    'callCount~gt~many',
    'gone~eq~1',
    'ch~gone~1',
    'ch~in~',
    'b',
    'metricDate~eq~x',
    '__proto__~eq~1',
  ],
  columns: ['', 'rowId', 'callDuration,callStage', 'gone', 'chName,chName,ch', '__proto__,triggerDatetime', 'raw', 'constructor'],
  sort: ['callDuration~DESC', 'triggerDatetime~ASC', 'gone~ASC', 'callDuration~UP', '__proto__~DESC', '~', 'x'],
  top: ['5', '100', '7', 'x'],
  calls: ['callDuration~gte~60', 'ch~eq~x', 'gone~eq~1', 'triggerDatetime~gt~noon'],
};

const TEXTS = ['', '1', '11', 'Google', 'salesCalls', '246,543', '2026-10-15', '2026-09-01', 'SALES', '"}', '%', '~', 'x'.repeat(300)];

const pick = <T>(items: readonly T[], random: () => number): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('A list to pick from must not be empty.');
  return item;
};

function randomAddress(random: () => number): string {
  const address = new URLSearchParams();
  for (const [name, values] of Object.entries(PARTS)) if (random() < 0.5) address.append(name, pick(values, random));
  return address.toString();
}

/** Runs in the page. */
function goTo(address: string): string {
  location.hash = address;
  return `address ${address}`;
}

/** Runs in the page: what a person can do to a control, done at once. Signing out is left out: it ends the walk. */
function useControl({ which, how, text }: { which: number; how: number; text: string }): string {
  const controls = [...document.querySelectorAll<HTMLElement>('button, select, input, summary, a[href], [role="row"] [tabindex]')].filter(
    (one) => !('disabled' in one && one.disabled) && one.textContent !== 'Sign out',
  );
  const control = controls[Math.floor(which * controls.length)];
  if (!control) return 'no control';
  const name = `${control.tagName} ${(control.getAttribute('aria-label') ?? control.textContent ?? '').slice(0, 60)}`;
  const isTyped = control instanceof HTMLInputElement && !['checkbox', 'radio'].includes(control.type);
  const isChosen = control instanceof HTMLSelectElement;
  if (!isTyped && !isChosen) {
    control.click();
    return name;
  }
  const value = !isChosen ? text : (control.options[Math.floor(how * control.options.length)]?.value ?? '');
  // React listens to what the browser's own setter does.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control) as object, 'value')?.set?.call(control, value);
  control.dispatchEvent(new Event(isTyped ? 'input' : 'change', { bubbles: true }));
  if (isTyped && how < 0.7) control.form?.requestSubmit();
  return `${name} = ${value}`;
}
