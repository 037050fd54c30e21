/** What the Reports API says of a refused request: what may be logged of it, and where it shows. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { cleanSentence, sentenceOf } from '../../src/upstream/sentence.js';
import { startGateway } from '../support/gateway.js';
import { startUpstreamDouble } from '../support/upstream-double.js';

describe('a sentence is cleaned', () => {
  test.each([
    ['digits', 'igrp 1234 has 5 goals', 'igrp #### has # goals'],
    ['double quotes', 'unknown field "secret one"!', 'unknown field "…"!'],
    ['single quotes', "field 'a b' is unknown", 'field "…" is unknown'],
    ['backticks', 'field `a` is unknown', 'field "…" is unknown'],
    ['typographic quotes', 'field “a” is unknown', 'field "…" is unknown'],
    ['an apostrophe inside a word', "you can't sort by it", "you can't sort by it"],
    ['an apostrophe inside a quoted word', "caller 'O'Brien' is unknown", 'caller "…" is unknown'],
    ['a quote of another kind inside', `value "it's 'x'" here`, 'value "…" here'],
    ['a quote that is not closed', 'value "secret and so on', 'value "…"'],
    ['other digits', 'no. ٣ of ３', 'no. # of #'],
    ['line breaks', 'one\ntwo', 'one two'],
    ['before it is cut', `${'a'.repeat(198)} "secret"`, `${'a'.repeat(198)} "`],
    ['to 200 characters', '🏃'.repeat(300), '🏃'.repeat(200)],
  ])('%s', (_, text, cleaned) => {
    expect(cleanSentence(text)).toBe(cleaned);
  });
});

describe('a refusal’s body', () => {
  test.each([
    ['a text in JSON', Buffer.from('"No 7"\n'), undefined, 'No #'],
    ['an error', Buffer.from('{"error":"No 7"}'), undefined, 'No #'],
    ['a message', Buffer.from('{"message":"No 7"}'), undefined, 'No #'],
    ['plain text', Buffer.from('No 7'), undefined, 'No #'],
    ['a packed body', gzipSync('"No 7"'), 'gzip', 'No #'],
    ['a page', Buffer.from('<html>No</html>'), undefined, null],
    ['an object that was cut', Buffer.from('{"error":"No'), undefined, null],
    ['nothing', Buffer.from(''), undefined, null],
    ['what cannot be unpacked', Buffer.from('No'), 'gzip', null],
  ])('%s', (_, body, coding, sentence) => {
    expect(sentenceOf(body, coding)).toBe(sentence);
  });
});

test.each([400, 422])('a %s is logged with its sentence, which callers see where that is configured', async (status) => {
  const upstream = await startUpstreamDouble(() => ({ status, body: '"Unknown field \\"secret\\" of 12"' }));
  const quiet = await startGateway(upstream.url);
  const open = await startGateway(upstream.url, { UPSTREAM_MESSAGES: 'on' });
  try {
    const query = '{ installations { rowCount } }';
    const [hidden, shown] = [await quiet.ask(query), await open.ask(query)];
    const upstreamMessage = 'Unknown field "…" of ##';
    expect(hidden.body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', upstream: { status } });
    expect(hidden.text).not.toContain('Unknown field');
    expect(shown.body.errors?.[0]?.extensions['upstream']).toEqual({ status, message: upstreamMessage });
    const line = quiet.logged.find(({ msg }) => msg === 'upstream');
    expect(line).toMatchObject({ level: 40, upstreamMessage, requestId: hidden.body.errors?.[0]?.extensions['requestId'] });
  } finally {
    await Promise.all([quiet.close(), open.close(), upstream.close()]);
  }
});
