import { describe, expect, test } from 'vitest';
import { addressFault } from '../../../src/domain/preflight/asked-hosts.ts';
import { type ProbeBody, probeBody, probeText } from '../../../src/domain/preflight/probe-body.ts';
import { proxyUse } from '../../../src/domain/preflight/proxy.ts';
import { readProfile } from '../../../src/domain/profile.ts';

describe('an address a credential may go to', () => {
  test.each([
    ['https://hist.databento.com/v0', undefined],
    ['http://hist.databento.com/v0', 'not-encrypted'],
    ['http://127.0.0.1:8080', undefined],
    ['http://localhost', undefined],
    ['http://[::1]:80/', undefined],
    ['https://proxy.house.example/v0', undefined],
    ['http://proxy.house.example/v0', 'not-encrypted'],
    ['https://hist.databento.com.evil.example', 'foreign-host'],
    ['https://127.0.0.1.evil.example', 'foreign-host'],
    ['https://discord.com', 'foreign-host'],
    ['https://me@hist.databento.com', 'no-url'],
    ['ftp://127.0.0.1', 'no-url'],
    ['file:///etc/passwd', 'no-url'],
    ['', 'no-url'],
  ] as const)('%s: %s', (url, fault) => {
    expect(addressFault(url, 'databento', ['proxy.house.example'])).toBe(fault);
  });

  const profile = (providers: unknown) =>
    readProfile(
      {
        profile: 'paper',
        tier: 'safe',
        summary: 'x',
        links: { 'a.env': 'a.paper.env' },
        providers,
      },
      'paper',
    );

  test('is declared in the profile, and a strange one is refused there', () => {
    const base = (databento: unknown) => profile({ databento }).kind;
    expect(base({ base: 'https://hist.databento.com/v1' })).toBe('good');
    expect(base({ base: 'http://127.0.0.1:9' })).toBe('good');
    expect(base({ base: 'https://p.example', allow: ['p.example'] })).toBe('good');
    expect(base({ base: 'https://p.example' })).toBe('bad');
    expect(base({ base: 'https://p.example?a', allow: ['p.example'] })).toBe('bad');
  });

  test('is the webhook itself for webhooks: they have no base', () => {
    expect(profile({ traderspost: { base: 'http://127.0.0.1' } }).kind).toBe('bad');
    expect(profile({ discord: { allow: ['d.example'] } }).kind).toBe('good');
  });
});

describe('the body of a probe', () => {
  test('holds what its type lists, and nothing else', () => {
    const body = { ...probeBody(0), ticker: 'ES', action: 'buy' };
    expect(probeText(body)).toBe('{"type":"health_check","timestamp":"1970-01-01T00:00:00.000Z"}');
  });

  test('can hold no order by type', () => {
    // @ts-expect-error ticker is no field of it
    const order: ProbeBody = { type: 'health_check', timestamp: '', ticker: 'ES' };
    expect(order).toBeDefined();
  });
});

test('a proxy variable is used by a Node that knows it and was told to', () => {
  const proxy = { https_proxy: 'http://user:pass@p' };
  expect(proxyUse({}, '24.0.0')).toBe('none');
  expect(proxyUse({ HTTPS_PROXY: '' }, '24.0.0')).toBe('none');
  expect(proxyUse(proxy, '24.0.0')).toBe('ignored');
  expect(proxyUse({ ...proxy, NODE_USE_ENV_PROXY: '1' }, '20.19.0')).toBe('ignored');
  expect(proxyUse({ ...proxy, NODE_USE_ENV_PROXY: '1' }, '22.21.0')).toBe('used');
  expect(proxyUse({ ...proxy, NODE_USE_ENV_PROXY: '1' }, '24.0.0')).toBe('used');
});
