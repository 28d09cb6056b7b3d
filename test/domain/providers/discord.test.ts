import { describe, expect, it } from 'vitest';
import { discord } from '../../../src/domain/providers/discord.ts';

const id = '123456789012345678';
const token = 'Ab-_'.repeat(17);
const core = `${id}/${token}`;
const url = `https://discord.com/api/webhooks/${core}`;

const spellings: readonly (readonly [string, string])[] = [
  ['as documented', url],
  ['in quotes and blanks', ` "${url}" `],
  ['at discordapp.com', url.replace('discord.com', 'discordapp.com')],
  ['at canary.', url.replace('discord.com', 'canary.discord.com')],
  ['at ptb.', url.replace('discord.com', 'ptb.discord.com')],
  ['behind a proxy', url.replace('discord.com', 'proxy.test')],
  ['with a version', url.replace('/api/', '/api/v10/')],
  ['with a capital host', url.replace('https://discord.com', 'HTTPS://DISCORD.COM')],
  ['with /slack', `${url}/slack`],
  ['with /github', `${url}/github`],
  ['with a query', `${url}?wait=true&thread_id=1`],
  ['with a trailing slash', `${url}/`],
  ['with double slashes', url.replaceAll('/', '//')],
  ['JSON-escaped', JSON.stringify({ url }).replaceAll('/', '\\/')],
  ['percent-encoded', encodeURIComponent(url)],
  ['with signs percent-encoded', url.replaceAll('_', '%5F').replaceAll('-', '%2d')],
  ['behind an encoded blank', `x%20${core}`],
  ['as a path', `/webhooks/${core}`],
  ['bare', core],
  ['in a sentence', `see ${url}.`],
];

describe('a Discord webhook', () => {
  it.each(spellings)('is the same secret %s', (_how, value) => {
    expect(discord.cores(value)).toEqual([core]);
  });

  it.each([
    ['another case of the token', url.replace(token, token.toLowerCase())],
    ['a longer token', `${url}A`],
    ['a shorter token', url.slice(0, -1)],
    ['another id', url.replace(id, '223456789012345678')],
    ['a longer id', url.replace(id, `9${id}`)],
    ['an id too long to be one', url.replace(id, `999${id}`)],
    ['no token', url.replace(`/${token}`, '')],
  ])('is another secret with %s', (_how, value) => {
    expect(discord.cores(value)).not.toContain(core);
    expect(discord.cores(value)).toHaveLength(1);
  });

  it('is found twice when there are two', () => {
    const other = `${'8'.repeat(19)}/${'zY'.repeat(34)}`;
    expect(discord.cores(`${url},${other},${url}`)).toEqual([core, other]);
  });

  it('without a token is the trimmed value, and nothing when blank', () => {
    expect(discord.cores(' https://discord.com/x ')).toEqual(['https://discord.com/x']);
    expect(discord.cores(' \n')).toEqual([]);
  });

  it('counts its token', () => {
    expect(discord.secretPart(core)).toBe(token);
    expect(discord.secretPart(`https://discord.com/api/webhooks/${id}`)).toBe(id);
    expect(discord.machineMade(core)).toBe(true);
    expect(discord.machineMade(`${id}/${'a'.repeat(30)}`)).toBe(false);
  });

  it.each([
    [url, 'good'],
    [url.replace('/api/', '/api/v10/'), 'good'],
    [`${url}/slack?wait=true`, 'good'],
    [url.replace('discord.com', 'ptb.discordapp.com'), 'good'],
    [url.replace('https', 'http'), 'unverified'],
    [url.replace('discord.com', 'discord.com.evil.test'), 'unverified'],
    [url.replace('discord.com', 'evil-discord.com'), 'unverified'],
    [url.replace(token, 'short'), 'unverified'],
    [core, 'unverified'],
    ['', 'unverified'],
  ] as const)('has a shape that is judged strictly: %s', (value, shape) => {
    expect(discord.shape(value)).toBe(shape);
  });
});
