import { describe, expect, test } from 'vitest';
import { ownersOf } from '../../src/domain/find-owner.ts';
import { readingsOf } from '../../src/domain/pasted-value.ts';
import { Secret } from '../../src/domain/secret.ts';
import { madeUp } from '../commands/a-root.ts';
import { aRegistry } from './a-registry.ts';

const hook = madeUp('traderspost', 'pasted hook');
const feed = madeUp('databento', 'pasted feed');
const news = madeUp('discord', 'pasted news');
const token = madeUp('opaque', 'pasted token');

const registry = aRegistry([
  { key: 'TRADERSPOST_WEBHOOK_URL', environment: 'live', value: hook },
  { key: 'DATABENTO_API_KEY', environment: 'paper', value: feed, generation: 'previous' },
  { key: 'DISCORD_WEBHOOK_URL', environment: 'paper', value: news },
  { key: 'TRADERSPOST_API_KEY', environment: 'live', value: token, generation: 'revoked' },
]);

const half = (text: string) => Math.floor(text.length / 2);

/** How people paste a value: from a file, a chat, a mail, a shell, JSON, YAML, a unit. */
const forms: readonly (readonly [name: string, (value: string) => string])[] = [
  ['bare', (value) => value],
  ['with blanks and line ends', (value) => ` \t${value} \r\n\n`],
  ['after a line end', (value) => `\n\n${value}\n`],
  ['in double quotes', (value) => `"${value}"`],
  ['in single quotes', (value) => `'${value}'`],
  ['in backticks', (value) => `\`${value}\``],
  ['in curly quotes', (value) => `\u201c${value}\u201d`],
  ['in angle brackets', (value) => `<${value}>`],
  ['KEY=value', (value) => `SOME_KEY=${value}`],
  ['KEY="value"', (value) => `SOME_KEY="${value}"\n`],
  ["KEY='value'  # comment", (value) => `SOME_KEY='${value}'  # paper`],
  ['KEY=value  # comment', (value) => `SOME_KEY=${value}  # paper`],
  ['export KEY=value', (value) => `export SOME_KEY=${value}`],
  ['export KEY="value";', (value) => `export SOME_KEY="${value}";`],
  ['setenv KEY value', (value) => `setenv SOME_KEY ${value}`],
  ['Environment="KEY=value"', (value) => `Environment="SOME_KEY=${value}"`],
  ['"KEY": "value",', (value) => `  "SOME_KEY": "${value}",`],
  ['KEY: value', (value) => `SOME_KEY: ${value}`],
  ['under a comment', (value) => `# the paper one\nSOME_KEY=${value}`],
  ['commented out', (value) => `# SOME_KEY=${value}`],
  ['broken by a mail', (value) => `${value.slice(0, half(value))}\n  ${value.slice(half(value))}`],
  ['with what cannot be seen', (value) => `\ufeff\u200b${value}\u200b`],
  ['with non-breaking blanks', (value) => `\u00a0${value}\u00a0`],
];

const kinds = [
  ['a webhook of TradersPost', hook, 'TRADERSPOST_WEBHOOK_URL live current'],
  ['a key of Databento', feed, 'DATABENTO_API_KEY paper previous'],
  ['a webhook of Discord', news, 'DISCORD_WEBHOOK_URL paper current'],
  ['a token of nobody', token, 'TRADERSPOST_API_KEY live revoked'],
] as const;

function told(text: string): readonly string[] {
  return words(ownersOf(registry, Secret.of(text)).places);
}

function endOf(text: string): readonly string[] {
  return words(ownersOf(registry, Secret.of(text)).sameEnd);
}

function words(places: readonly object[]): readonly string[] {
  return places.map((place) => Object.values(place).join(' '));
}

describe.each(kinds)('%s', (_kind, value, place) => {
  test.each(forms)('is known %s', (_name, form) => {
    expect(told(form(value))).toEqual([place]);
  });
});

describe('a part of a webhook', () => {
  const path = new URL(hook).pathname;
  const core = path.split('/').slice(-2).join('/');
  const [id, password] = core.split('/');
  test.each([
    ['without its scheme', hook.replace('https://', '')],
    ['its path', path],
    ['uuid and password alone', core],
    ['in capitals', hook.toUpperCase()],
    ['at another host', hook.replace('webhooks.', 'app.')],
    ['with a slash and a query behind', `${hook}/?from=mail`],
    ['percent-encoded', encodeURIComponent(hook)],
    ['in a command', `curl -X POST '${hook}' -d @order.json`],
  ])('is known: %s', (_name, text) => {
    expect(told(text)).toEqual(['TRADERSPOST_WEBHOOK_URL live current']);
  });

  test('is not ours when it is the uuid or the password alone: only both are the credential', () => {
    expect([told(id ?? ''), told(password ?? '')]).toEqual([[], []]);
  });

  test.each([
    ['the password alone', password ?? ''],
    ['the password in capitals', (password ?? '').toUpperCase()],
    ['the password as a line', `PASSWORD="${password}"  # ?`],
    [
      'the uuid of another strategy before it',
      core.replace(/^./, (first) => (first === '0' ? '1' : '0')),
    ],
    ['the last sixteen characters', core.slice(-16)],
  ])('is known by its end: %s', (_name, text) => {
    expect([told(text), endOf(text)]).toEqual([[], ['TRADERSPOST_WEBHOOK_URL live current']]);
  });

  test.each([
    ['the uuid', id ?? ''],
    ['fifteen characters', core.slice(-15)],
    ['its beginning', core.slice(0, -1)],
    ['another webhook', madeUp('traderspost', 'somebody else')],
  ])('is not known by any other: %s', (_name, text) => {
    expect(endOf(text)).toEqual([]);
  });
});

/** How Databento is called: the key is the user, and there is no password. */
function header(user: string, password = ''): string {
  return `Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

describe('in a Basic header', () => {
  const place = 'DATABENTO_API_KEY paper previous';
  test.each([
    ['as it is sent', header(feed), place],
    ['in a command', `curl -H '${header(feed)}' https://localhost/`, place],
    ['in JSON', `{"authorization": "basic ${header(feed).split(' ').at(-1)}"}`, place],
    [
      'in the other alphabet, unpadded',
      header(feed).replace(/=+$/, '').replaceAll('+', '-'),
      place,
    ],
    ['as the password', header('', feed), place],
    ['as the password of somebody', header('somebody', token), 'TRADERSPOST_API_KEY live revoked'],
  ])('is known %s', (_name, text, known) => {
    expect(told(text)).toEqual([known]);
  });

  test.each([
    ['another key', header(madeUp('databento', 'somebody else'))],
    ['no base64', 'Authorization: Basic ***'],
    ['no colon', `Basic ${Buffer.from(feed).toString('hex')}`],
    ['no text', 'Basic /////w=='],
  ])('is not ours: %s', (_name, text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('what is not ours', () => {
  test.each([
    ['nothing', ''],
    ['another webhook', madeUp('traderspost', 'somebody else')],
    ['ours with one character changed', hook.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['ours cut short', feed.slice(0, -1)],
    ['ours with something behind it', `${token}x`],
    ['a word', 'true'],
    ['64 KiB of noise', 'a=b '.repeat(16_384)],
  ])('is found nowhere: %s', (_name, text) => {
    expect(told(text)).toEqual([]);
  });

  test('is read as often as what is ours', () => {
    const pasted = [hook, '', 'x', `A='${feed}' # b`, header(feed), 'Basic !', 'Basic eA=='];
    const counts = pasted.map((text) => readingsOf(text).length);
    expect(new Set(counts).size).toBe(1);
  });

  test('is not ours where nothing is enrolled', () => {
    expect(ownersOf({ keys: new Map() }, Secret.of(hook))).toEqual({ places: [], sameEnd: [] });
  });
});

test('every place that has the value is told, each once', () => {
  const both = aRegistry([
    { key: 'DISCORD_WEBHOOK_URL', environment: 'live', value: news },
    { key: 'DISCORD_WEBHOOK_URL', environment: 'paper', value: news },
  ]);
  const { places } = ownersOf(both, Secret.of(`"${news}"`));
  expect(places.map(({ environment }) => environment)).toEqual(['live', 'paper']);
});
