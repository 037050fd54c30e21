/** The built dashboard in a browser, before a gateway and its sandbox of the repository's build. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../../test/support/browser.js';
import { DEMO_SETTINGS, serveDashboard } from '../serve.mjs';
import { createUpstreamProxy, type UpstreamProxy } from './upstream-proxy.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A page, and what it reported as broken or asked of strangers. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export interface RunningDashboard {
  /** Where the page is. */
  readonly origin: string;
  readonly gatewayUrl: string;
  readonly upstream: UpstreamProxy;
  /** A page at the sign-in, in place of the one before, of which the browser keeps nothing. `view` is what the address has behind `#`. */
  readonly open: (view?: string, options?: BrowserContextOptions) => Promise<OpenPage>;
  /** Asks the gateway past the page, as demo. */
  readonly ask: (query: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Starts everything. `environment` is the gateway's. */
export async function startDashboard(environment: Readonly<Record<string, string>> = {}): Promise<RunningDashboard> {
  const children: ChildProcess[] = [];
  const sandboxUrl = await start(children, 'dist/sandbox/main.js', { SANDBOX_PORT: '0', SANDBOX_TODAY: '2026-11-30' });
  const upstream = await createUpstreamProxy(sandboxUrl);
  const site = await serveDashboard(0);
  const gatewayUrl = await start(children, 'dist/src/main.js', {
    PORT: '0',
    REPORTS_URL: upstream.url,
    CORS_ORIGINS: site.origins.join(),
    BREAKER_RESET_MS: '10',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  site.setSettings({ ...DEMO_SETTINGS, view: `${DEMO_SETTINGS.view}&from=2026-10-01&to=2026-10-31`, gateway: gatewayUrl });
  const [origin = ''] = site.origins;
  const browser = await launchBrowser();
  const newPage = await onePageAtOnce(browser);
  const known = [origin, new URL(gatewayUrl).origin];

  return {
    origin,
    gatewayUrl,
    upstream,
    open: async (view = '', options = {}) => {
      const page = await newPage(options);
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (!known.includes(new URL(request.url()).origin)) complaints.push(request.url());
      });
      await page.goto(`${origin}/${view === '' ? '' : `#${view}`}`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      return { page, complaints };
    },
    ask: async (query) => {
      const response = await fetch(gatewayUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Basic ${btoa('demo:demo')}` },
        body: JSON.stringify({ query }),
      });
      return ((await response.json()) as { readonly data: unknown }).data;
    },
    close: async () => {
      await browser.close();
      site.close();
      for (const child of children.reverse()) {
        if (child.exitCode !== null) continue;
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await upstream.close();
    },
  };
}

/** Without motion: what breathes while it waits is drawn many times a second. */
const USUAL: BrowserContextOptions = { locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce' };

/**
 * Opens pages, each of which closes the one before and clears what it stored. Those without options share a context: a context of its own costs
 * a page further processes.
 */
async function onePageAtOnce(browser: Browser): Promise<(options: BrowserContextOptions) => Promise<Page>> {
  const shared = await browser.newContext(USUAL);
  let earlier: Page | undefined;
  return async (options) => {
    const context = Object.keys(options).length === 0 ? shared : await browser.newContext({ ...USUAL, ...options });
    const page = await context.newPage();
    await earlier?.evaluate(() => localStorage.clear());
    await (earlier?.context() === shared ? earlier : earlier?.context())?.close();
    earlier = page;
    return page;
  };
}

/** Starts a process and resolves to the URL that it says it listens at. */
async function start(children: ChildProcess[], file: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [file], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /http:\S+/.exec(line);
    if (found) return found[0];
  }
  throw new Error(`${file} ended before it listened.`);
}
