import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { Leak } from '../../../src/domain/leaks/leak.ts';
import { everyHiding } from './encoded-samples.ts';
import { asFingerprint, asValue, owner, sampleOf, samples } from './known-samples.ts';
import { leaksIn, nothing, scannerOf, shown, token, tokenRule } from './made-up-rule.ts';

function around(hidden: string | Uint8Array): Buffer {
  const ends = ['first line\nKEY="', '"\nlast line\n'].map((text) => Buffer.from(text));
  return Buffer.concat([ends[0] as Buffer, Buffer.from(hidden), ends[1] as Buffer]);
}

const knowledge = { value: asValue, fingerprint: asFingerprint };

describe.each(samples)('a known secret of $provider', (sample) => {
  describe.each(Object.entries(knowledge))('of which the %s is known', (_name, known) => {
    it.each(everyHiding)('is found as $name', ({ hide, encodings }) => {
      const bytes = around(hide(sample.value));
      const leaks = leaksIn(scannerOf(known(sample)), bytes);
      expect(leaks).toHaveLength(1);
      const [leak] = leaks as [Leak];
      expect(leak).toMatchObject({ rule: 'known-value', owners: [owner], partial: false });
      expect(leak.certain).toBe(true);
      expect(leak.found.reveal()).toBe(sample.core);
      expect(leak.encodings.length).toBeLessThanOrEqual(encodings.length + 1);
      const ahead = bytes.subarray(0, leak.offset).toString('latin1').split('\n');
      expect([leak.line, leak.column]).toEqual([ahead.length, (ahead.at(-1)?.length ?? 0) + 1]);
      expect(leak.offset).toBeGreaterThanOrEqual(16);
      expect(leak.offset + leak.size).toBeLessThanOrEqual(bytes.length);
    });

    it('is found however the bytes are cut', () => {
      const bytes = around(everyHiding.map(({ hide }) => hide(sample.value)).join('\n\n'));
      const whole = leaksIn(scannerOf(known(sample)), bytes).map(shown);
      expect(whole.length).toBeGreaterThan(10);
      const scanner = scannerOf(known(sample));
      for (const size of [1, 7, 1000]) {
        expect(leaksIn(scanner, bytes, size).map(shown)).toEqual(whole);
      }
    });

    it('is found once wherever a block ends', () => {
      const sizes = { block: 500, before: 400, behind: 700 };
      const scanner = scannerOf(known(sample), [], sizes);
      for (let ahead = 0; ahead < 520; ahead += 13) {
        const text = `${'line\n'.repeat(ahead / 5)}${' '.repeat(ahead % 5)}"${sample.value}"\n`;
        const found = leaksIn(scanner, `${text}${'more\n'.repeat(300)}`);
        expect(found.map((leak) => leak.found.reveal())).toEqual([sample.core]);
        expect(found[0]?.line).toBe(Math.floor(ahead / 5) + 1);
      }
    });
  });

  it('is told as a fragment where 16 characters of the secret part are left', () => {
    const rest = sample.core.slice(-20, -3);
    const [leak, ...others] = leaksIn(scannerOf(asValue(sample)), around(rest));
    expect(others).toEqual([]);
    expect(leak).toMatchObject({
      rule: 'known-fragment',
      partial: true,
      owners: [owner],
      size: 17,
    });
    expect(leak?.found.reveal()).toBe(rest);
    expect(leaksIn(scannerOf(asValue(sample)), around(rest.slice(2)))).toEqual([]);
  });

  it('is not another one of the same kind', () => {
    const other = sampleOf(sample.provider, 'b');
    const text = everyHiding.map(({ hide }) => around(hide(other.value)));
    for (const known of [asValue, asFingerprint]) {
      expect(leaksIn(scannerOf(known(sample)), Buffer.concat(text))).toEqual([]);
    }
  });
});

describe('a pattern', () => {
  it('is found with its place, and its size is that of the secret', () => {
    const leaks = leaksIn(scannerOf(nothing, [tokenRule]), `one\ntwo = "${token}"\n`);
    expect(leaks.map(shown)).toEqual([
      {
        ...{ rule: 'made-up-token', offset: 11, line: 2, column: 8, size: 24, encodings: [] },
        ...{ found: token, owners: [], partial: false, certain: true },
      },
    ]);
  });

  it('is named by the earlier rule where a later one takes more', () => {
    const pattern = /key=(?<secret>\S+)/dg;
    const wider = { ...tokenRule, name: 'anything', anchors: ['key='], before: 0, pattern };
    const leaks = leaksIn(scannerOf(nothing, [tokenRule, wider]), `key=zz/${token}/zz\n`);
    expect(leaks.map(shown)).toMatchObject([
      { rule: 'made-up-token', found: token, offset: 4, size: token.length + 6 },
    ]);
  });

  it('is left alone where it is not real', () => {
    expect(leaksIn(scannerOf(nothing, [tokenRule]), token.replace('b2c', 'xxx'))).toEqual([]);
  });

  it.each(everyHiding.filter(({ encodings }) => !/squeezed|reversed/.test(encodings.join())))(
    'is found as $name',
    ({ hide }) => {
      const leaks = leaksIn(scannerOf(nothing, [tokenRule]), around(hide(token)));
      expect(leaks.map(({ found }) => found.reveal())).toEqual([token]);
    },
  );

  it('is ours when the registry knows what it found', () => {
    const sample = { provider: 'opaque', value: token, core: token } as const;
    for (const known of [asValue, asFingerprint]) {
      const [leak, ...others] = leaksIn(scannerOf(known(sample), [tokenRule]), around(token));
      expect(others).toEqual([]);
      expect(leak).toMatchObject({ rule: 'known-value', owners: [owner], size: token.length });
    }
  });
});

describe('a password that only its fingerprint knows', () => {
  const [sample] = samples.filter(({ provider }) => provider === 'traderspost');
  const password = sample?.core.slice(-32) ?? '';
  const scanner = scannerOf(asFingerprint(sample as (typeof samples)[0]));

  it('is uncertain where no uuid stands near it', () => {
    const [leak, ...others] = leaksIn(scanner, `password = "${password}"`);
    expect(others).toEqual([]);
    expect(leak).toMatchObject({ rule: 'known-value', certain: false, size: 32 });
  });

  it('is certain in capitals, and with the uuid behind it', () => {
    const uuid = sample?.core.slice(0, 36) ?? '';
    const [leak, ...others] = leaksIn(
      scanner,
      `{"p": "${password.toUpperCase()}", "u": "${uuid}"}`,
    );
    expect(others).toEqual([]);
    expect(leak).toMatchObject({ rule: 'known-value', certain: true, offset: 7, size: 32 });
  });

  it('is nothing in the middle of a longer number', () => {
    expect(leaksIn(scanner, `"${password}ab"`)).toEqual([]);
  });
});
