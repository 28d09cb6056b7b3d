import { describe, expect, test } from 'vitest';
import {
  type Binding,
  isPhrase,
  nonceFrom,
  parseConsent,
  phraseFor,
  sameFiles,
  whatChanged,
} from '../../src/domain/consent.ts';
import { seededBytes } from './seeded-bytes.ts';

describe('the nonce', () => {
  test('is five characters that cannot be taken for one another', () => {
    for (let seed = 0; seed < 300; seed++) {
      expect(nonceFrom(seededBytes(seed, 9))).toMatch(/^[a-hjkmnp-z2-9]{5}$/);
    }
  });

  test('differs when any of its five bytes does', () => {
    const bytes = [1, 2, 3, 4, 5];
    const first = nonceFrom(Uint8Array.from(bytes));
    for (const at of bytes.keys()) {
      const other = bytes.map((byte, index) => (index === at ? byte + 1 : byte));
      expect(nonceFrom(Uint8Array.from(other))).not.toBe(first);
    }
  });
});

describe('the phrase', () => {
  const phrase = phraseFor('live', 'trader-1', 'ab2cd');

  test('holds the profile, the host and the nonce', () => {
    expect(phrase).toBe('live trader-1 ab2cd');
  });

  test.each([phrase, ` ${phrase} `, `${phrase}\r`, 'live\ttrader-1   ab2cd', `\t${phrase}\n`])(
    'is met by %j',
    (typed) => {
      expect(isPhrase(typed, phrase)).toBe(true);
    },
  );

  test.each([
    '',
    ' ',
    'y',
    'yes',
    'live',
    'trader-1 live ab2cd',
    'live trader-1',
    'live trader-1 ab2ce',
    'live trader-1 ab2cd ab2cd',
    'live trader-1 ab2cdx',
    'LIVE trader-1 ab2cd',
    'live trader-1 AB2CD',
    'livetrader-1ab2cd',
    'live trader-1\nab2cd',
    'paper trader-1 ab2cd',
    `${phrase}\0`,
  ])('is not met by %j', (typed) => {
    expect(isPhrase(typed, phrase)).toBe(false);
  });
});

describe('what was agreed to', () => {
  const files = [
    { file: 'a.env', digest: '1'.repeat(64) },
    { file: 'b.env', digest: '2'.repeat(64) },
  ];
  const agreed: Binding = { profile: 'live', host: 'h', files, definition: 'd', registry: 'r' };

  test.each<[string, Partial<Binding>, string | undefined]>([
    ['nothing', {}, undefined],
    ['the order of the files', { files: [...files].reverse() }, undefined],
    ['the host', { host: 'other' }, 'the host'],
    ['the definition', { definition: 'x' }, 'profiles/live.yaml'],
    ['the registry', { registry: 'x' }, 'profiles/keys.yaml'],
    ['a digest', { files: files.map((one) => ({ ...one, digest: '3' })) }, 'the env file of live'],
    ['a missing file', { files: files.slice(1) }, 'the env file of live'],
    ['a file more', { files: [...files, { file: 'c.env', digest: '' }] }, 'the env file of live'],
    [
      'digests that changed places',
      {
        files: [
          { file: 'a.env', digest: '2'.repeat(64) },
          { file: 'b.env', digest: '1'.repeat(64) },
        ],
      },
      'the env file of live',
    ],
    [
      'a name',
      { files: [{ file: 'c.env', digest: '1'.repeat(64) }, files[1] as never] },
      'the env file of live',
    ],
  ])('is compared: %s', (_about, change, what) => {
    expect(whatChanged(agreed, { ...agreed, ...change })).toBe(what);
  });

  test('is equal both ways round', () => {
    expect(sameFiles(files, [...files].reverse())).toBe(true);
    expect(sameFiles(files, files.slice(1))).toBe(false);
    expect(sameFiles([], files)).toBe(false);
  });
});

describe('a consent file', () => {
  const consent = {
    v: 1,
    profile: 'live',
    host: 'h',
    salt: '5a'.repeat(32),
    files: [{ file: 'a.env', digest: 'd' }],
    at: '2026-10-02T03:00:00.000Z',
    by: 'ops',
  };

  test('is read back as it was written', () => {
    expect(parseConsent(`${JSON.stringify(consent)}\n`)).toEqual(consent);
  });

  test('is none when a byte of its end is missing, however many', () => {
    const text = JSON.stringify(consent);
    for (let length = 0; length < text.length; length++) {
      expect(parseConsent(text.slice(0, length))).toBeUndefined();
    }
  });

  test.each<[string, object | null]>([
    ['nothing', null],
    ['a list', []],
    ['another version', { ...consent, v: 2 }],
    ['no version', { ...consent, v: undefined }],
    ['a number for the profile', { ...consent, profile: 1 }],
    ['no host', { ...consent, host: undefined }],
    ['no salt', { ...consent, salt: null }],
    ['no date', { ...consent, at: undefined }],
    ['nobody', { ...consent, by: undefined }],
    ['no files', { ...consent, files: undefined }],
    ['files that are none', { ...consent, files: 'a.env' }],
    ['a file that is nothing', { ...consent, files: [null] }],
    ['a file without a digest', { ...consent, files: [{ file: 'a.env' }] }],
  ])('is none when it holds %s', (_about, value) => {
    expect(parseConsent(JSON.stringify(value))).toBeUndefined();
  });
});
