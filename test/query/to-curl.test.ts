/** The command line, read by a real shell. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { toCurl } from '../../src/query/to-curl.js';

describe('the command line', () => {
  it('names the credential by a placeholder', () => {
    expect(toCurl('https://reports.test/v2/igrps?limit=1')).toBe(
      "curl --globoff --user 'USER:PASSWORD' 'https://reports.test/v2/igrps?limit=1'",
    );
  });

  it('names an API key by a header', () => {
    expect(toCurl('https://reports.test/v2.1/igrps', 'apikey')).toBe(
      "curl --globoff --header 'Authorization: ApiKey KEY' 'https://reports.test/v2.1/igrps'",
    );
  });

  it.each([
    'https://reports.test/v2/igrps?filter[]=igrpName-eq-value-a%20b&limit=1',
    "https://reports.test/it's?a='b'&c=$(id)`id`\\$HOME!;|&*?~\"",
    'https://reports.test/ä\n🏃',
  ])('hands %j over as one argument', (url) => {
    const shown = execFileSync('/bin/sh', ['-c', `curl() { printf '<%s>' "$@"; }; ${toCurl(url)}`], { encoding: 'utf8' });
    expect(shown).toBe(`<--globoff><--user><USER:PASSWORD><${url}>`);
  });
});
