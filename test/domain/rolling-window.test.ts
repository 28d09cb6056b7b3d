import { describe, expect, it } from 'vitest';
import {
  rolledState,
  windowBytes,
  windowNumber,
  windowState,
  windowText,
} from '../../src/domain/rolling-window.ts';
import { seededBytes } from './seeded-bytes.ts';

const modulus = 1n << 32n;

/** The documented polynomial, written out with big integers. */
function independentWindow(bytes: Uint8Array): number {
  let state = 0n;
  for (const byte of bytes) state = (state * 0x9e3779b1n + BigInt(byte)) % modulus;
  return Number((((state ^ (state >> 16n)) * 0x85ebca6bn) % modulus) >> 8n);
}

describe('the rolling window', () => {
  it('follows the documented recurrence', () => {
    for (let seed = 0; seed < 200; seed++) {
      const bytes = seededBytes(seed, windowBytes);
      expect(windowNumber(windowState(bytes, 0))).toBe(independentWindow(bytes));
    }
  });

  it('rolled over a long buffer is at every offset what hashing there gives', () => {
    const bytes = seededBytes('long', 20_000);
    let state = windowState(bytes, 0);
    for (let offset = 1; offset + windowBytes <= bytes.length; offset++) {
      state = rolledState(state, bytes[offset - 1] ?? 0, bytes[offset + windowBytes - 1] ?? 0);
      if (state !== windowState(bytes, offset)) expect.fail(`differs at ${offset}`);
    }
    expect(state).toBe(windowState(bytes, bytes.length - windowBytes));
  });

  it('spreads over all 24 bits, so that chance hits stay rare', () => {
    const text = new TextEncoder().encode('0123456789abcdef'.repeat(2));
    const seen = new Set<number>();
    for (let i = 0; i < 4000; i++) {
      const digits = new TextEncoder().encode(i.toString(16).padStart(4, '0'));
      seen.add(windowNumber(windowState(Uint8Array.from([...text.subarray(0, 12), ...digits]), 0)));
    }
    expect(seen.size).toBeGreaterThan(3990);
  });

  it('is spelled as six digits, leading zeros kept', () => {
    expect(windowText(0)).toBe('000000');
    expect(windowText(0xabc)).toBe('000abc');
    expect(windowText(0xffffff)).toBe('ffffff');
  });
});
