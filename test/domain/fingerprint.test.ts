import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { demoByteCount, demoValue } from '../../src/domain/demo-values.ts';
import {
  bytesDigest,
  fingerprint,
  fingerprintOf,
  fingerprintsIn,
  shortFingerprint,
  wholeFingerprint,
  windowOf,
} from '../../src/domain/fingerprint.ts';
import { providers } from '../../src/domain/providers/index.ts';
import { providerNames } from '../../src/domain/providers/provider.ts';
import { Secret } from '../../src/domain/secret.ts';
import { PineError } from '../../src/errors.ts';
import { seededBytes } from './seeded-bytes.ts';

const salt = '5a'.repeat(32);
const cores = {
  traderspost: `00000000-0000-0000-0000-000000000000/${'a1'.repeat(16)}`,
  discord: `${'1'.repeat(18)}/${'Ab-_'.repeat(17)}`,
  databento: ['db', 'Z'.repeat(29)].join('-'),
  opaque: 'correct horse',
};
const url = `https://webhooks.traderspost.io/trading/webhook/${cores.traderspost}`;

function withNode(label: string, provider: string, text: string): string {
  const message = Buffer.from([label, provider, text].join('\0'));
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(message).digest('hex');
}

// The committed format is final. These came from another program; when one goes red, the code is wrong.
describe('the frozen format', () => {
  it.each([
    ['traderspost', '6aac5cb56e0a9bd3aede3239180c48e6'],
    ['discord', 'a5bd252bc4cbbadecd46384b243eef60'],
    ['databento', '90716c2b9d6c559f8950a34aafc4f8f8'],
    ['opaque', '68bd4f3e541d53f5903e43e5be3d963e'],
  ] as const)('keeps the fingerprint of a %s core', (provider, digits) => {
    expect(fingerprint(salt, provider, cores[provider])).toBe(`hmac-sha256:${digits}`);
  });

  it('keeps the fingerprint of a whole value', () => {
    expect(wholeFingerprint(salt, 'traderspost', url)).toBe(
      'hmac-sha256:4611ad83a08c91748f30c91d32e9ee0b',
    );
  });

  it('keeps the digest of bytes', () => {
    expect(bytesDigest(salt, new TextEncoder().encode('KEY=value\n'))).toBe(
      'hmac-sha256:a9c29d0e4058257dfbee87c836745d58c48e903bd58f7a3a979887c307ca1ffe',
    );
  });

  it.each([
    [cores.traderspost, '83ea95'],
    [cores.discord, '401dda'],
    [cores.databento, 'f4e519'],
    ['sixteen-byte-key', '628a79'],
  ])('keeps the window of %s', (core, window) => {
    expect(windowOf(core)).toBe(window);
  });

  it('keeps the core of a webhook, which the fingerprint is over', () => {
    expect(fingerprintOf(salt, 'traderspost', Secret.of(url))).toBe(
      'hmac-sha256:6aac5cb56e0a9bd3aede3239180c48e6',
    );
  });
});

describe('a fingerprint', () => {
  it('is the HMAC that node:crypto computes', () => {
    for (const text of ['', 'a', 'ä€😀', 'x'.repeat(300), 'with\0nul']) {
      const expected = withNode('core', 'opaque', text).slice(0, 32);
      expect(fingerprint(salt, 'opaque', text)).toBe(`hmac-sha256:${expected}`);
    }
  });

  it('differs by salt, by provider, by label and by value', () => {
    const text = 'one';
    const all = [
      fingerprint(salt, 'opaque', text),
      fingerprint('5b'.repeat(32), 'opaque', text),
      fingerprint(salt, 'discord', text),
      wholeFingerprint(salt, 'opaque', text),
      fingerprint(salt, 'opaque', 'two'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('takes the salt as bytes: its case does not matter', () => {
    expect(fingerprint(salt.toUpperCase(), 'opaque', 'one')).toBe(
      fingerprint(salt, 'opaque', 'one'),
    );
  });

  it.each(['', 'zz'.repeat(32), 'abc', '5a'.repeat(15), `${salt}5`, ` ${salt}`])(
    'refuses a salt that is no salt: %j',
    (bad) => {
      expect(() => fingerprint(bad, 'opaque', 'one')).toThrow(PineError);
      expect(() => bytesDigest(bad, new Uint8Array())).toThrow('the salt of the registry');
    },
  );

  it('of a whole value notices a blank that the core ignores', () => {
    const [plain, padded] = [Secret.of(url), Secret.of(`${url} `)];
    expect(fingerprintOf(salt, 'traderspost', padded)).toBe(
      fingerprintOf(salt, 'traderspost', plain),
    );
    expect(wholeFingerprint(salt, 'traderspost', padded.reveal())).not.toBe(
      wholeFingerprint(salt, 'traderspost', plain.reveal()),
    );
  });

  it('is shown to people by its first eight digits', () => {
    expect(shortFingerprint('hmac-sha256:0123456789abcdef0123456789abcdef')).toBe('01234567');
  });
});

describe('the fingerprints in a value', () => {
  it.each(providerNames)('hold the one a %s key is enrolled under', (provider) => {
    const value = demoValue(provider, seededBytes(provider, demoByteCount));
    const core = providers[provider].cores(value)[0] ?? '';
    const found = fingerprintsIn(salt, Secret.of(`"${value}"`));
    if (provider !== 'opaque') expect(found).toContain(fingerprint(salt, provider, core));
    expect(fingerprintsIn(salt, Secret.of(value))).toContain(fingerprint(salt, provider, core));
  });

  it('name every credential of a text that holds two', () => {
    const live = `11111111-0000-0000-0000-000000000000/${'b2'.repeat(16)}`;
    const found = fingerprintsIn(salt, Secret.of(`${url} https://x.test/${live}?a=b`));
    expect(found).toContain(fingerprint(salt, 'traderspost', cores.traderspost));
    expect(found).toContain(fingerprint(salt, 'traderspost', live));
  });

  it.each(['', '  ', '\t\n'])('are none for a blank value (%j)', (blank) => {
    expect(fingerprintsIn(salt, Secret.of(blank))).toEqual([]);
  });
});

describe('the window of a core', () => {
  it('covers the last sixteen bytes and nothing before them', () => {
    expect(windowOf(`a${'0123456789abcdef'}`)).toBe(windowOf('0123456789abcdef'));
    expect(windowOf('0123456789abcdeg')).not.toBe(windowOf('0123456789abcdef'));
  });

  it('counts bytes, not characters', () => {
    expect(windowOf('é'.repeat(8))).toMatch(/^[0-9a-f]{6}$/);
    expect(windowOf('é'.repeat(7))).toBeUndefined();
  });

  it.each(['', 'fifteen-bytes--'])('is not given for a shorter core (%j)', (core) => {
    expect(windowOf(core)).toBeUndefined();
  });
});
