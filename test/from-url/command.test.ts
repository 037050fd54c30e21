/** The command line: npm run -s from-url. */
import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { translate } from './asked-again.js';

const script = fileURLToPath(new URL('../../scripts/from-url.mjs', import.meta.url));
const GOALS = '/igrps/1/goals?display[]=goalId&limit=5';

async function run(given: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [script, ...given], { env: { PATH: process.env['PATH'], ...environment } });
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out, error, code: Number(code) };
}

describe('npm run from-url', () => {
  it('prints what the field answers, as JSON', async () => {
    const { out, error, code } = await run([`/reports/v2${GOALS}`]);
    expect({ error, code }).toEqual({ error: '', code: 0 });
    expect(JSON.parse(out)).toEqual(translate(`/reports/v2${GOALS}`));
  });

  it('takes URLs of the configured base', async () => {
    const { out } = await run([`http://reports.example.com/v2${GOALS}`], { REPORTS_URL: 'http://reports.example.com/v2/' });
    expect(JSON.parse(out)).toEqual(translate(`/reports/v2${GOALS}`));
  });

  it('writes the names of TYPE_PREFIX', async () => {
    const { out } = await run([`/reports/v2${GOALS}`], { TYPE_PREFIX: 'Infinity' });
    const { query, variables } = translate(`/reports/v2${GOALS}`);
    expect(JSON.parse(out)).toMatchObject({ query: query.replace('installation(', 'infinityInstallation('), variables });
  });

  it('ends with 1 and the sentence where a URL is refused, and repeats no credential', async () => {
    const { out, error, code } = await run(['https://user:secret@example.com/reports/v2/igrps']);
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(error).toBe(
      'url must not contain a user name: send the credential in the Authorization header, but got: "one" (operationFromUrl.url)\n',
    );
  });

  it('ends with 2 and its usage where no URL is given', async () => {
    const { error, code } = await run([]);
    expect({ error, code }).toEqual({ error: "One URL must be given: npm run -s from-url -- [--text] '<url>'\n", code: 2 });
  });
});
