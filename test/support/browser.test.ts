import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBrowser, launchBrowser } from './browser.js';

describe('the browser of the tests', () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'browsers-'));
    await mkdir(at('bin'));
    for (const file of ['named', 'bin/google-chrome', 'bin/chromium']) await writeFile(at(file), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is the one that CHROMIUM names, before any that is installed', async () => {
    expect(await findBrowser({ CHROMIUM: at('named'), PATH: at('bin') })).toMatchObject({ path: at('named') });
  });

  test('is Chromium before Chrome where both are on the PATH', async () => {
    expect(await findBrowser({ CHROMIUM: '', PATH: at('bin') })).toMatchObject({ path: at('bin/chromium') });
  });

  test('is refused where CHROMIUM names no file', async () => {
    await expect(findBrowser({ CHROMIUM: at('missing') })).rejects.toThrow(`must be the path of a browser (got ${at('missing')}`);
  });

  test('is missing, with what to install, on a system that npm has none for', async () => {
    await expect(findBrowser({ PATH: at('nowhere') }, 'linux arm64')).rejects.toThrow('Install Chromium or Google Chrome, or set CHROMIUM');
  });

  test('is the one that npm installed where the machine has none', async () => {
    const browser = await launchBrowser({ PATH: at('nowhere') });
    const page = await browser.newPage();
    await page.setContent('<p>drawn</p>');
    const text = await page.getByText('drawn').innerText();
    await browser.close();
    expect(text).toBe('drawn');
  });
});
