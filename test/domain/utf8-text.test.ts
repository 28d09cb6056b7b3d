import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapedBytes, escapedText } from '../../src/domain/utf8-text.ts';

const pieces = [
  'a',
  '\u00e9',
  '\u20ac',
  '\u{1f4b6}',
  '\ufffd',
  '\ufeff',
  '\uffff',
  '\u{10ffff}',
].map((letter) => [...new TextEncoder().encode(letter)]);
const bad = [
  ...[[0xff], [0x80], [0xc3], [0xc0, 0xaf], [0xe2, 0x82], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80]],
  ...[[0xf0, 0x9f, 0x92], [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80], [0xf5], [0xc1, 0x80]],
];
const someBytes = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces, ...bad),
      fc.integer({ min: 0, max: 255 }).map((byte) => [byte]),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

/** What the decoder of the platform takes for a character at this place, or the byte alone. */
function byTheDecoder(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const size = [1, 2, 3, 4].find((length) => {
      if (at + length > bytes.length) return false;
      try {
        return strict.decode(bytes.subarray(at, at + length)) !== '';
      } catch {
        return false;
      }
    });
    text +=
      size === undefined
        ? String.fromCharCode(0xdc00 + (bytes[at] as number))
        : strict.decode(bytes.subarray(at, at + size));
    at += size ?? 1;
  }
  return text;
}

describe('bytes as text, the ones that are not UTF-8 escaped', () => {
  it('are the characters that the decoder sees, and single bytes between them', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect(escapedText(bytes)).toBe(byTheDecoder(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it('come back byte by byte', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect(escapedBytes(escapedText(bytes))).toEqual(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['nothing else', [0xff]],
    ['every second one', [0x61, 0xff]],
    ['letters cut short', [0xf0, 0x9f, 0x92]],
  ])('may be %s in ten megabytes', { timeout: 20_000 }, (_what, unit) => {
    const bytes = Uint8Array.from(Buffer.alloc(1e7, Buffer.from(unit)));
    const back = escapedBytes(escapedText(bytes));
    expect(Buffer.compare(back, bytes)).toBe(0);
  });
});
