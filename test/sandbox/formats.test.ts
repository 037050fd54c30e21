import { describe, expect, it, test } from '@jest/globals';
import { params, runningSandbox } from './running-sandbox.js';

const { get } = runningSandbox();
const NOTE = params(
  ['filter[]', 'notes-inc-value-Line 2'],
  ['display[]', 'rowId'],
  ['display[]', 'notes-what was said'],
  ['display[]', 'chName'],
  ['display[]', 'c_nobody'],
  ['limit', '1'],
);
const calls = (format: string) => `/igrps/1/triggers/calls?${NOTE}&format=${format}`;
const empty = (format: string) =>
  `/igrps/1/channels?${params(['filter[]', 'channelId-eq-value-77'], ['display[]', 'channelId'], ['format', format])}`;

describe('formats', () => {
  test.each([
    [
      'json',
      'application/json',
      '{"rowId":"71000006770","what was said":"Line 1: wants a quote\\nLine 2: prefers e-mail\\r\\nLine 3: budget < £20,000 & flexible","chName":',
    ],
    ['jsonarray', 'application/json', '[\n{"rowId":"71000006770","what was said":"Line 1: wants a quote\\n'],
    [
      'csv',
      'text/csv; charset=utf-8',
      'rowId,what was said,chName,c_nobody\n71000006770,"Line 1: wants a quote\nLine 2: prefers e-mail\r\nLine 3: budget < £20,000 & flexible",',
    ],
    [
      'xml',
      'application/xml; charset=utf-8',
      '<?xml version="1.0" encoding="UTF-8"?>\n<rows>\n<row><field name="rowId">71000006770</field><field name="what was said">Line 1: wants a quote\nLine 2: prefers e-mail\r\nLine 3: budget &lt; £20,000 &amp; flexible</field>',
    ],
    [
      'xhtml',
      'application/xhtml+xml; charset=utf-8',
      '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Report</title></head><body><table>\n<tr><th>rowId</th><th>what was said</th><th>chName</th><th>c_nobody</th></tr>\n<tr><td>71000006770</td>',
    ],
    ['debug', 'text/plain; charset=utf-8', 'rowId = 71000006770\nwhat was said = Line 1: wants a quote\n'],
  ])('writes %s as %s', async (format, contentType, start) => {
    const response = await get(calls(format));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, contentType]);
    expect((await response.text()).slice(0, start.length)).toBe(start);
  });

  test.each([
    ['json', ''],
    ['jsonarray', '\n]\n'],
    ['csv', 'channelId\n'],
    ['xml', '<?xml version="1.0" encoding="UTF-8"?>\n<rows>\n</rows>\n'],
    ['debug', ''],
  ])('writes no rows as %s: %j', async (format, text) => {
    expect(await (await get(empty(format))).text()).toBe(text);
  });

  it('ends json with a line break, and makes a jsonarray that parses', async () => {
    const query = 'limit=3&display[]=rowId&display[]=href&display[]=city';
    const lines = await (await get(`/igrps/1/triggers/visits?${query}`)).text();
    const array = await (await get(`/igrps/1/triggers/visits?${query}&format=jsonarray`)).text();
    expect(lines).toMatch(/\}\n$/);
    expect(JSON.parse(array)).toEqual(
      lines
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    );
  });

  test.each(['csv', 'xhtml'])('refuses %s without display[]', async (format) => {
    const response = await get(`/igrps/1/channels?format=${format}`);
    expect([response.status, await response.json()]).toEqual([400, `The format ${format} needs display[].`]);
  });

  it('refuses an unknown field, and a key that is given twice', async () => {
    expect(await (await get('/igrps/1/channels?display[]=channel')).json()).toMatch(/no field "channel" to display/);
    expect(await (await get('/igrps/1/channels?display[]=channelId&display[]=channelName-channelId')).json()).toBe(
      'A key of display[] was given twice.',
    );
  });
});
