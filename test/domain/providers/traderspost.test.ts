import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/domain/fingerprint.ts';
import { traderspost } from '../../../src/domain/providers/traderspost.ts';
import { Secret } from '../../../src/domain/secret.ts';

const salt = '5a'.repeat(32);
const uuid = 'abcdef01-2345-4678-9abc-def012345678';
const password = '0f1e2d3c'.repeat(4);
const core = `${uuid}/${password}`;
const path = `/trading/webhook/${core}`;
const url = `https://webhooks.traderspost.io${path}`;

const percentAll = (text: string) =>
  Array.from(text, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

const spellings: readonly (readonly [string, string])[] = [
  ['as documented', url],
  ['in blanks', `  ${url}\t\r\n`],
  ['in double quotes', `"${url}"`],
  ['in single quotes', ` '${url}' `],
  ['in angle brackets', `<${url}>`],
  ['with another scheme', url.replace('https', 'http')],
  ['without a scheme', url.replace('https://', '')],
  ['at another host', url.replace('webhooks.', 'app.')],
  ['at a stranger’s host with a port', `https://proxy.test:8443${path}`],
  ['in capitals', url.toUpperCase()],
  ['with mixed case', url.replace(password, password.toUpperCase())],
  ['with a trailing slash', `${url}/`],
  ['with many trailing slashes', `${url}///`],
  ['with double slashes', url.replaceAll('/', '//')],
  ['with a dot segment', url.replace(`/${password}`, `/./././${password}`)],
  ['with a query', `${url}?source=tv&x=1`],
  ['with a fragment', `${url}#top`],
  ['with a slash and a query', `${url}/?a=b`],
  ['with user information', url.replace('https://', 'https://user:pass@')],
  ['as a path', path],
  ['bare', core],
  ['bare with a leading slash', `/${core}`],
  ['JSON-escaped', url.replaceAll('/', '\\/')],
  ['JSON-escaped twice', url.replaceAll('/', '\\\\\\/')],
  ['with \\u002f for slashes', url.replaceAll('/', '\\u002F')],
  ['with %2F for slashes', url.replaceAll('/', '%2F')],
  ['with %2f before the password', url.replace(`/${password}`, `%2f${password}`)],
  ['with letters percent-encoded', url.replace('abcdef', '%61b%63d%65f')],
  ['with capitals percent-encoded', url.replace('abcdef', '%41b%43d%45f')],
  ['percent-encoded throughout', percentAll(url)],
  ['percent-encoded twice', percentAll(percentAll(url))],
  ['as a parameter of another URL', `https://x.test/?to=${encodeURIComponent(`${url}?a=b`)}&c`],
  ['with an encoded quote around it', `%22${core}%22`],
  ['in a JSON blob', JSON.stringify({ a: 1, hook: { url }, b: [] })],
  ['in a JSON blob inside JSON', JSON.stringify(JSON.stringify({ u: core, v: 2 }))],
  ['in a JSON blob with line breaks', JSON.stringify(`first\n${core}\nlast`)],
  ['in a sentence', `posted to ${url}.`],
  ['in a log line', `INFO POST ${path} -> 200 (12 ms)`],
  ['in a list', `${core},other;x`],
  ['in brackets', `hook(${url})`],
  ['after an equals sign', `TRADERSPOST_WEBHOOK_URL=${url}`],
];

describe('a TradersPost webhook', () => {
  it.each(spellings)('is the same secret %s', (_how, value) => {
    expect(traderspost.cores(value)).toEqual([core]);
    expect(fingerprintOf(salt, 'traderspost', Secret.of(value))).toBe(
      fingerprintOf(salt, 'traderspost', Secret.of(url)),
    );
  });

  it.each([
    ['another password', url.replace(password, 'f0e1d2c3'.repeat(4))],
    ['another uuid', url.replace('abcdef01', 'abcdef02')],
    ['a longer password', `${url}0`],
    ['a longer password with a sign', `${url}-0`],
    ['a longer password with an odd sign', `${url}+0`],
    ['a longer password with a dot', `${url}.0`],
    ['a longer password, percent-encoded', `${url}%30`],
    ['a longer password beyond ASCII', `${url}%C3%A9`],
    ['a shorter password', url.slice(0, -1)],
    ['a longer uuid', url.replace(uuid, `0${uuid}`)],
    ['no password', url.replace(password, '')],
  ])('is another secret with %s', (_how, value) => {
    expect(traderspost.cores(value)).not.toContain(core);
    expect(fingerprintOf(salt, 'traderspost', Secret.of(value))).not.toBe(
      fingerprintOf(salt, 'traderspost', Secret.of(url)),
    );
  });

  it('keeps unusual passwords apart, whatever signs they hold', () => {
    const tails = [
      'a',
      'b',
      'a,b',
      'a;b',
      'a)',
      'a&b',
      'a%3Fb',
      'a%3Fc',
      'a%23b',
      'a%20b',
      'a~',
      'a:',
    ];
    const cores = tails.map((tail) => traderspost.cores(`https://x.test/${uuid}/pw-${tail}`)[0]);
    expect(new Set(cores).size).toBe(tails.length);
  });

  it('ends an unusual password where the path ends', () => {
    for (const rest of ['', '/', '?a=b', '#c', '"', ' next']) {
      expect(traderspost.cores(`https://x.test/${uuid}/s3cr3t-word${rest}`)).toEqual([
        `${uuid}/s3cr3t-word`,
      ]);
    }
  });

  it('is found twice when there are two, the first one first, each once', () => {
    const other = `${uuid.replace('a', 'b')}/${'9'.repeat(32)}`;
    expect(traderspost.cores(`${url} ${other} ${url}`)).toEqual([core, other]);
    expect(traderspost.cores(`[${JSON.stringify(other)},"${url}"]`)).toEqual([other, core]);
  });

  it('with a documented password comes before what merely resembles one', () => {
    const text = `/users/${uuid}/settings and ${url}`;
    expect(traderspost.cores(text)).toEqual([core, `${uuid}/settings`]);
    expect(traderspost.cores(`/${uuid}/${core}`)[0]).toBe(core);
  });

  it.each([
    `https://webhooks.traderspost.io/trading/webhook/${uuid}`,
    `https://webhooks.traderspost.io/trading/webhook/${uuid}/`,
    `https://webhooks.traderspost.io/trading/webhook/${uuid}?a=b`,
    'hello',
  ])('without a password is the trimmed value, unverified and guessable by nature: %s', (value) => {
    expect(traderspost.cores(` ${value}\n`)).toEqual([value]);
    expect(traderspost.shape(value)).toBe('unverified');
    expect(traderspost.machineMade(value)).toBe(false);
    expect(traderspost.secretPart(value)).not.toContain(uuid);
  });

  it.each(['', ' ', '\n'])('is not in a blank value (%j)', (value) => {
    expect(traderspost.cores(value)).toEqual([]);
  });

  it('counts its password, not the uuid that everybody may know', () => {
    expect(traderspost.secretPart(core)).toBe(password);
    expect(traderspost.machineMade(core)).toBe(true);
    expect(traderspost.machineMade(`${uuid}/hunter2`)).toBe(false);
  });

  it.each([
    [url, 'good'],
    [` ${url}\n`, 'good'],
    [url.toUpperCase(), 'good'],
    [url.replace('https', 'http'), 'unverified'],
    [url.replace('webhooks.', ''), 'unverified'],
    [url.replace('webhooks.', 'app.'), 'unverified'],
    [url.replace('traderspost.io', 'traderspost.io.evil.test'), 'unverified'],
    [`"${url}"`, 'unverified'],
    [`${url}0`, 'unverified'],
    [`${url}/`, 'unverified'],
    [core, 'unverified'],
    ['', 'unverified'],
  ] as const)('has a shape that is judged strictly: %s', (value, shape) => {
    expect(traderspost.shape(value)).toBe(shape);
  });
});
