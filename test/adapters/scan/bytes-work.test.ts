import { Buffer } from 'node:buffer';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesWork } from '../../../src/adapters/scan/bytes-work.ts';
import { seededBytes } from '../../domain/seeded-bytes.ts';

const { inflate, latin1 } = bytesWork;
const text = Buffer.from('some words, and then some more of them');
const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

describe('the work on bytes', () => {
  it('gives one character for each byte', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const letters = latin1(bytes.subarray(1), 0, 255);
    expect([...letters].map((letter) => letter.charCodeAt(0))).toEqual([...bytes.subarray(1)]);
  });

  it.each([gzipSync(text), deflateSync(text)])(
    'inflates a member, whatever follows it: %#',
    (one) => {
      expect(textOf(inflate(one, 1000))).toBe(text.toString());
      expect(textOf(inflate(Buffer.concat([one, Buffer.from('"\nmore')]), 1000))).toBe(
        text.toString(),
      );
    },
  );

  it('inflates a member with a name, a comment and everything else that its head may hold', () => {
    const plain = gzipSync(text);
    const head = Buffer.from(plain.subarray(0, 10));
    head[3] = 4 | 8 | 16 | 2;
    const more = Buffer.from('\x02\0xxname\0comment\0cc', 'latin1');
    expect(textOf(inflate(Buffer.concat([head, more, plain.subarray(10)]), 1000))).toBe(
      text.toString(),
    );
  });

  it('gives what came out of a member that was cut', () => {
    const cut = gzipSync(seededBytes('cut', 5000)).subarray(0, 3000);
    expect(inflate(cut, 10_000)?.length).toBeGreaterThan(2500);
  });

  it('gives the beginning of what is larger than its limit', () => {
    const bomb = gzipSync(Buffer.concat([text, Buffer.alloc(8_000_000)]));
    const inflated = inflate(bomb, 1_000_000);
    expect(textOf(inflated?.subarray(0, text.length))).toBe(text.toString());
    expect(inflated?.length).toBeLessThanOrEqual(1_000_000);
  });

  it('gives nothing, and does not throw, for anything else', () => {
    for (let seed = 0; seed < 300; seed++) {
      const bytes = seededBytes(`junk ${seed}`, seed);
      for (const head of ['\x1f\x8b\x08\x1f', '\x78\x9c']) {
        const inflated = inflate(Buffer.concat([Buffer.from(head, 'latin1'), bytes]), 1000);
        expect(inflated?.length ?? 0).toBeLessThanOrEqual(1000);
      }
    }
  });
});
