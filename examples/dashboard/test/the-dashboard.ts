/** The dashboard that the tests of a process share: gateway, sandbox and browser take longer to start than most tests to run. */
import { after, afterEach, before } from 'node:test';
import { startDashboard, type RunningDashboard } from './running-dashboard.js';

let shared: RunningDashboard | undefined;
before(async () => {
  shared = await startDashboard();
});
afterEach(() => shared?.upstream.restore());
after(() => shared?.close());

/** What is running while a test runs. */
export function running(): RunningDashboard {
  if (!shared) throw new Error('The dashboard runs only while a test does.');
  return shared;
}
