/** The default world sends calls as the one real row that is known was sent: every value quoted, blanks as "", and texts where a number might be expected. */
import { describe, expect, test } from '@jest/globals';
import { REAL_CALL_ROW } from '../../sandbox/data/real-row.js';
import { runningSandbox, type Row } from './running-sandbox.js';

const NAMES = Object.keys(REAL_CALL_ROW);
const TARGET = `/igrps/1/triggers/calls?startDate=2026-10-01&endDate=2026-11-30&sort[]=rowId-desc&limit=5000${NAMES.map((name) => `&display[]=${name}`).join('')}`;

describe('calls of the default world', () => {
  const sandbox = runningSandbox();
  let kept: readonly Row[] | null = null;
  const rows = async () => (kept ??= await sandbox.rows(TARGET));
  const valuesOf = async (name: string) => [...new Set((await rows()).map((row) => String(row[name])))];

  test('hold every column that was asked for, in that order, each as a text', async () => {
    const odd = (await rows()).filter(
      (row) => Object.keys(row).join() !== NAMES.join() || Object.values(row).some((value) => typeof value !== 'string'),
    );
    expect((await rows()).length).toBeGreaterThan(500);
    expect(odd).toEqual([]);
  });

  test('name regions by codes, and cities by names', async () => {
    expect((await valuesOf('region')).filter((value) => !/^[A-Z0-9]{0,3}$/.test(value))).toEqual([]);
    expect(await valuesOf('city')).toEqual(expect.arrayContaining(['London', '東京', '']));
  });

  test.each([
    ['dial plans are free texts with blanks', 'dialplanRef', /^[A-Za-z]+ .+/],
    ['some destinations are extensions', 'destPhoneNumber', /^ext:ict-ext-igrp_\d+-\w+$/],
    ['others are numbers', 'destPhoneNumber', /^\d+$/],
    ['some calls have a numeric reference', 'txr', /^\d{5}$/],
    ['others have none', 'txr', /^$/],
    ['void ones are among them', 'outcomeType', /^V$/],
  ])('%s', async (_, name, form) => {
    expect((await valuesOf(name)).filter((value) => form.test(value)).length).toBeGreaterThan(0);
  });
});
