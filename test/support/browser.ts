/**
 * The browser that tests drive: the one named in CHROMIUM, else one that is installed, else the one that npm installed.
 * The tests of examples/dashboard import this file too.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

/** Where a browser is, and what its process needs in its environment. */
export interface BrowserPlace {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a browser without a window. It asks nobody but the pages that tests open. */
export async function launchBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<Browser> {
  const place = await findBrowser(environment);
  return chromium.launch({ executablePath: place.path, args: FLAGS, env: { ...process.env, ...place.environment } });
}

/** Finds the browser. Throws, with what to install, where there is no browser at all. */
export async function findBrowser(environment: NodeJS.ProcessEnv, system = `${process.platform} ${process.arch}`): Promise<BrowserPlace> {
  const named = environment['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM must be the path of a browser (got ${named}, where there is no file).`);
    return { path: named, environment: {} };
  }
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const installed = [...folders.flatMap((folder) => COMMANDS.map((command) => path.join(folder, command))), ...APPLICATIONS].find(
    existsSync,
  );
  if (installed !== undefined) return { path: installed, environment: {} };
  if (system === 'linux x64') return packagedBrowser();
  throw new Error('No browser found. Install Chromium or Google Chrome, or set CHROMIUM to the path of one.');
}

/** The Chromium of @sparticuz/chromium, unpacked beside node_modules' other caches when the first test needs it (200 MB, 3 s). */
async function packagedBrowser(): Promise<BrowserPlace> {
  const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
  const { version } = JSON.parse(await readFile(path.join(modules, '@sparticuz/chromium/package.json'), 'utf8')) as { version: string };
  const folder = path.join(modules, `.cache/chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  return {
    path: path.join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
      // Chromium writes its cache of fonts there; a machine with Node alone may have no home.
      HOME: process.env['HOME'] ?? folder,
    },
  };
}

/** Test files run in several processes at once: each unpacks into a folder of its own, and the first to finish moves it to its place. */
async function unpack(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const own = await mkdtemp(`${folder}-`);
  try {
    const script = fileURLToPath(new URL('unpack-chromium.mjs', import.meta.url));
    await promisify(execFile)(process.execPath, [script], { env: { ...process.env, TMPDIR: own, NODE_OPTIONS: '' } });
    await writeFile(path.join(own, 'fonts.conf'), fontsAt(folder));
    await rename(own, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

const fontsAt = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const APPLICATIONS = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
