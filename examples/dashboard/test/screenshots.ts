/** `npm run screenshots`: the images of docs/dashboard.md, taken of the page as it is. */
import { fileURLToPath } from 'node:url';
import { panel, settled, signIn } from './on-the-page.js';
import { startDashboard } from './running-dashboard.js';

const IMAGES = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const WIDE = { width: 1280, height: 960 };
const NARROW = { width: 390, height: 844 };

const dashboard = await startDashboard();
for (const { name, colorScheme, viewport, user, focus } of [
  { name: 'light', colorScheme: 'light', viewport: WIDE, user: 'demo', focus: null },
  { name: 'dark', colorScheme: 'dark', viewport: WIDE, user: 'demo', focus: 'Performance by channel' },
  { name: 'narrow', colorScheme: 'light', viewport: NARROW, user: 'demo', focus: 'Calls by day' },
  { name: 'redacted', colorScheme: 'light', viewport: WIDE, user: 'limited', focus: 'Calls' },
] as const) {
  const { page } = await dashboard.open('', { colorScheme, viewport });
  await signIn(page, user);
  await settled(page);
  await page.mouse.move(0, 0);
  if (focus) await panel(page, focus).evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.screenshot({ path: `${IMAGES}dashboard-${name}.png` });
}
// One report fails: the others stay.
const restore = dashboard.upstream.fail(/\/triggers\/calls/, 501);
const { page } = await dashboard.open('', { viewport: WIDE });
await signIn(page);
restore();
await panel(page, 'Calls').evaluate((element) => element.scrollIntoView({ block: 'end' }));
await page.screenshot({ path: `${IMAGES}dashboard-failure.png` });
await dashboard.close();
