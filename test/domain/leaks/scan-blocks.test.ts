import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { bytesWork } from '../../../src/adapters/scan/bytes-work.ts';
import type { KnownSecrets } from '../../../src/domain/leaks/known-secrets.ts';
import type { Leak } from '../../../src/domain/leaks/leak.ts';
import type { LeakRule } from '../../../src/domain/leaks/leak-rule.ts';
import { type BlockSizes, leakScanner } from '../../../src/domain/leaks/scan-blocks.ts';
import { everyHiding } from './encoded-samples.ts';
import { asFingerprint, asValue, owner, samples } from './known-samples.ts';

const nothing: KnownSecrets = { values: [], fingerprints: [] };

const tokenRule: LeakRule = {
  name: 'made-up-token',
  title: 'a made-up token',
  anchors: ['mut_'],
  foldsCase: false,
  before: 0,
  reach: 64,
  pattern: /(?<![A-Za-z0-9])(?<secret>mut_[a-z0-9]{20})(?![A-Za-z0-9])/dg,
  isReal: (secret) => !secret.includes('xxx'),
  remedy: 'none',
  ok: () => [],
  ng: () => [],
};

function scannerOf(known: KnownSecrets, rules: readonly LeakRule[] = [], sizes?: BlockSizes) {
  return leakScanner({ rules, known, depth: 3, work: bytesWork }, sizes);
}

function scan(
  known: KnownSecrets,
  text: string | Uint8Array,
  rules: readonly LeakRule[] = [],
): readonly Leak[] {
  const scanner = scannerOf(known, rules);
  return [...scanner.push(Buffer.from(text)), ...scanner.end()];
}

function around(hidden: string | Uint8Array): Buffer {
  const ends = ['first line\nKEY="', '"\nlast line\n'].map((text) => Buffer.from(text));
  return Buffer.concat([ends[0] as Buffer, Buffer.from(hidden), ends[1] as Buffer]);
}

function seen({ found, ...leak }: Leak): unknown {
  return { ...leak, found: found.reveal() };
}

const knowledge = { value: asValue, fingerprint: asFingerprint };

describe.each(samples)('a known secret of $provider', (sample) => {
  describe.each(Object.entries(knowledge))('of which the %s is known', (_name, known) => {
    it.each(everyHiding)('is found as $name', ({ hide, encodings }) => {
      const bytes = around(hide(sample.value));
      const leaks = scan(known(sample), bytes);
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
      const whole = scan(known(sample), bytes).map(seen);
      expect(whole.length).toBeGreaterThan(10);
      const scanner = scannerOf(known(sample));
      for (const size of [1, 7, 1000]) {
        const leaks: Leak[] = [];
        for (let at = 0; at < bytes.length; at += size) {
          leaks.push(...scanner.push(bytes.subarray(at, at + size)));
        }
        expect([...leaks, ...scanner.end()].map(seen)).toEqual(whole);
      }
    });
  });
});

describe('a pattern', () => {
  const token = ['mut', 'a1b2c3d4e5f6g7h8i9j0'].join('_');

  it('is found with its place, and its size is that of the secret', () => {
    const leaks = scan(nothing, `one\ntwo = "${token}"\n`, [tokenRule]);
    expect(leaks.map(seen)).toEqual([
      {
        ...{ rule: 'made-up-token', offset: 11, line: 2, column: 8, size: 24, encodings: [] },
        ...{ found: token, owners: [], partial: false, certain: true },
      },
    ]);
  });

  it('is left alone where it is not real', () => {
    expect(scan(nothing, token.replace('b2c', 'xxx'), [tokenRule])).toEqual([]);
  });

  it.each(everyHiding.filter(({ encodings }) => !/squeezed|reversed/.test(encodings.join())))(
    'is found as $name',
    ({ hide }) => {
      const leaks = scan(nothing, around(hide(token)), [tokenRule]);
      expect(leaks.map(({ found }) => found.reveal())).toEqual([token]);
    },
  );
});
