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
    expect(sentenceOf(body, coding, [])).toBe(sentence);
  });
});

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('a sentence that repeats a credential is logged without', () => {
  const KEY = 'ApiKey s3cret-key-of-mine';
  const PAIR = basic('annabel:paß:"w0rd"');
  const TOKEN = PAIR.slice('Basic '.length);
  test.each([
    ['the whole header', `Key ${KEY} is not allowed`, KEY, 'Key … is not allowed'],
    ['what follows the scheme', 'Key s3cret-key-of-mine is not allowed', KEY, 'Key … is not allowed'],
    ['another letter case', 'Key APIKEY S3CRET-key-of-MINE, s3cret-KEY-of-mine', KEY, 'Key …, …'],
    ['several of them', 'ApiKey s3cret-key-of-mine or s3cret-key-of-mine?', KEY, '… or …?'],
    ['signs of a pattern', 'No a.b*(c)|d$^[e]{f}\\+?/-g here, aXb', 'ApiKey a.b*(c)|d$^[e]{f}\\+?/-g', 'No … here, aXb'],
    ['a key in quotes, which holds a quote', `No "k'ey"four" here`, `ApiKey k'ey"four`, 'No "…" here'],
    ['the base64', `User ${TOKEN} is unknown`, PAIR, 'User … is unknown'],
    ['the base64 without padding', `User ${TOKEN.replace(/=+$/, '')} is unknown`, PAIR, 'User … is unknown'],
    ['the decoded pair', 'User annabel:paß:"w0rd" is unknown', PAIR, 'User … is unknown'],
    ['the user alone', 'User Annabel is unknown', PAIR, 'User … is unknown'],
    ['the password alone', 'Not paß:"w0rd" again', PAIR, 'Not … again'],
    ['a password read in another charset', `Not ${Buffer.from('paß:"w0rd"').toString('latin1')} again`, PAIR, 'Not … again'],
    ['a key as a URL holds it', 'No /?key=a%2Bb%2Fc%3d%3d here', 'ApiKey a+b/c==', 'No /?key=… here'],
    ['a pair as a URL holds it', 'No //annabel:pa%C3%9F%3A%22w0rd%22@host here', PAIR, 'No //…:…@host here'],
    ['a pair as a form holds it', 'No user=anna+b%3Ap%C3%A4ssword here', basic('anna b:pässword'), 'No user=… here'],
    ['a key that the end cuts', 'Not ApiKey s3cret-key-of', KEY, 'Not ApiKey …'],
    ['a pair that the end cuts', 'Not annabel:pa', PAIR, 'Not …'],
  ])('%s', (_, text, credential, cleaned) => {
    expect(sentenceOf(Buffer.from(JSON.stringify(text)), undefined, [credential])).toBe(cleaned);
  });

  test('but with words that hold a user or a password of up to three characters', () => {
    expect(sentenceOf(Buffer.from('The file is not of any use'), undefined, [basic('not:any')])).toBe('The file is not of any use');
  });

  test.each([
    ['an API key', 'ApiKey s3cret-key-of-mine', 's3cret-key'],
    ['a user and a password', basic('annabel:paßword'), 'paßword'],
  ])('at the gateway, where it is shown, too: %s', async (_, authorization, secret) => {
    const upstream = await startUpstreamDouble(({ headers }) => ({
      status: 400,
      body: JSON.stringify({ message: `Key ${headers.authorization} is not allowed here, ${decoded(headers.authorization)}` }),
    }));
    const gateway = await startGateway(upstream.url, { UPSTREAM_MESSAGES: 'on', REPORTS_URL_API_KEY: upstream.url });
    try {
      const answer = await gateway.ask('{ installations { rowCount } }', undefined, { authorization });
      const upstreamMessage = 'Key … is not allowed here, …';
      expect(answer.body.errors?.[0]?.extensions['upstream']).toEqual({ status: 400, message: upstreamMessage });
      expect(gateway.logged.find(({ msg }) => msg === 'upstream')).toMatchObject({ upstreamMessage });
      expect(`${answer.text}${JSON.stringify(gateway.logged)}`).not.toContain(secret);
    } finally {
      await Promise.all([gateway.close(), upstream.close()]);
    }
  });
});

/** A credential without its scheme: an API key as it is, of Basic the pair. */
function decoded(authorization = ''): string {
  const [scheme, token = ''] = authorization.split(' ');
  return scheme === 'Basic' ? Buffer.from(token, 'base64').toString() : token;
}

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
