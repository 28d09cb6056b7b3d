import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededBytes } from '../seeded-bytes.ts';
import { asFingerprint, asValue, samples } from './known-samples.ts';
import { leaksIn, scannerOf, token, tokenRule } from './made-up-rule.ts';

const values = samples.flatMap((sample) => asValue(sample).values);
const fingerprints = samples.flatMap((sample) => asFingerprint(sample).fingerprints);
const known = { salt: 'ab'.repeat(32), values, fingerprints };
const unread = { ...known, values: [] };
const million = 1024 * 1024;
const filled = (text: string) => text.repeat(Math.ceil(million / text.length));

function nested(levels: number): Buffer {
  let bytes = Buffer.from(`words ${token} words`);
  for (let level = 0; level < levels; level++) bytes = gzipSync(bytes);
  return bytes;
}

const hostile: readonly (readonly [string, string | Uint8Array])[] = [
  ['A', filled('A')],
  ['a', filled('a')],
  ['=', filled('=')],
  ['percent escapes', filled('%41')],
  ['percents', filled('%25')],
  ['unicode escapes', filled('\\u0041')],
  ['backslashes', filled('\\')],
  ['entities', filled('&#65;')],
  ['soft breaks', filled('a=\n')],
  ['zeros', filled('\0')],
  ['wide letters', filled('a\0')],
  ['anchors', filled('mut_')],
  ['anchors in base64', Buffer.from(filled('mut_')).toString('base64')],
  ['heads of gzip', filled('\x1f\x8b\x08\0')],
  ['heads of zlib', Buffer.from(filled('x\x9c\x01'), 'latin1')],
  ['a bomb', gzipSync(Buffer.alloc(64 * million, 'A'))],
  ['a uuid and no end', filled('0f0f0f0f-0f0f-4f0f-af0f-0f0f0f0f0f0f/')],
  ['digits', filled('1234567890')],
  ['the end of a password, again and again', filled(samples[0]?.core.slice(-16) ?? '')],
  ['one secret, again and again', filled(` ${samples[0]?.value}`)],
];

describe('a scanner takes its time in proportion to the bytes, whatever they are', () => {
  it.each(hostile)('a million of: %s', { timeout: 60_000 }, (_name, text) => {
    for (const secrets of [known, unread]) {
      const scanner = scannerOf(secrets, [tokenRule]);
      // Much more than it takes on a slow machine, and much less than anything quadratic does.
      const began = process.cpuUsage();
      leaksIn(scanner, text);
      expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5);
    }
  });

  it('unpacks as deep as it was told, and no deeper', () => {
    const scanner = scannerOf(known, [tokenRule]);
    const found = [1, 2, 3, 4].map((levels) => leaksIn(scanner, nested(levels)).length);
    expect(found).toEqual([1, 1, 1, 0]);
  });

  it('finds what stands at the beginning of a bomb', () => {
    const scanner = scannerOf(known, [tokenRule]);
    const bomb = Buffer.concat([Buffer.from(` ${token} `), Buffer.alloc(64 * million, 'A')]);
    expect(leaksIn(scanner, gzipSync(bomb)).map(({ rule }) => rule)).toEqual([tokenRule.name]);
  });
});

describe('a scanner of random bytes', () => {
  it('never throws, finds nothing, and finds the same in pieces', () => {
    const scanner = scannerOf(known, [tokenRule]);
    for (let seed = 0; seed < 200; seed++) {
      const bytes = seededBytes(`random ${seed}`, 3000);
      expect(leaksIn(scanner, bytes)).toEqual([]);
      expect(leaksIn(scanner, bytes.subarray(0, seed), 3)).toEqual([]);
    }
  });

  it('finds nothing in random letters and digits', () => {
    const scanner = scannerOf(known, [tokenRule]);
    const text = Buffer.from(seededBytes('letters', 300_000)).toString('base64');
    expect(leaksIn(scanner, text)).toEqual([]);
  });

  it('never throws on what looks like escapes', () => {
    const scanner = scannerOf(known, [tokenRule]);
    const pieces = [
      '%4',
      '\\u',
      '\\u00',
      '&#',
      '=\r',
      '=',
      '\\x',
      'x\x9c',
      '\x1f\x8b\x08',
      'a\0',
      '%',
      '6',
    ];
    for (let seed = 0; seed < 300; seed++) {
      const picked = [...seededBytes(`pieces ${seed}`, 60)].map((byte) => pieces[byte % 12]);
      expect(leaksIn(scanner, Buffer.from(picked.join(''), 'latin1'))).toEqual([]);
    }
  });
});
