import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { addValue } from '../../../src/domain/env-text/edit-env-text.ts';
import {
  assignmentsOf,
  parseEnvText,
  printEnvText,
} from '../../../src/domain/env-text/env-text.ts';
import { lastValue, type Reading } from '../../../src/domain/loaders/loader.ts';
import type { LoaderName } from '../../../src/domain/names.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { anyFile, editing, latin1, others, readingsBy } from './edits.ts';
import { anyValue, someLoaders } from './values.ts';

// A busy machine needs ten times as long for thousands of readings.
vi.setConfig({ testTimeout: 200_000 });

const add = editing(addValue);

describe('an added key', () => {
  const both: readonly LoaderName[] = ['systemd', 'dotenv'];
  it('is a last line with the line end of the file, which keeps all it had', () => {
    expect(add('', 'new', both)).toBe('K=new\n');
    expect(add('A=1\n', 'a b', both)).toBe("A=1\nK='a b'\n");
    expect(add('A=1', 'new', both)).toBe('A=1\nK=new\n');
    expect(add('A=1\r\nB=2\r\n', 'new', both)).toBe('A=1\r\nB=2\r\nK=new\r\n');
    expect(add('A=1\r\nB=2', 'new', both)).toBe('A=1\r\nB=2\r\nK=new\r\n');
    expect(add('A=1\r', 'new', both)).toBe('A=1\r\nK=new\r\n');
    expect(add('A=1\n\n# x\n\n', 'new', both)).toBe('A=1\n\n# x\n\nK=new\n');
    expect(add('\ufeff', 'new', ['dotenv'])).toBe('\ufeffK=new\n');
  });

  const unfit: readonly (readonly [string, readonly LoaderName[], string])[] = [
    ['K=1\n', both, 'key-there'],
    ['K: 1\n', both, 'key-there'],
    ['export K=1\n', ['systemd'], 'key-there'],
    ['\ufeff', both, 'edit-not-portable'],
    ['A="x\n', both, 'edit-not-portable'],
    ['# x\\', both, 'edit-not-portable'],
    ['A=1\\', both, 'edit-not-portable'],
  ];
  it.each(unfit)('is refused for %j', (text, declared, rule) => {
    expect(add(text, 'new', declared)).toBe(rule);
  });

  it('is what every declared loader then reads, and stands where it is said to stand', () => {
    let added = 0;
    const asked = (bytes: Uint8Array, value: string, declared: readonly LoaderName[]) => {
      const result = addValue(parseEnvText(bytes), 'NEW', Secret.of(value), declared);
      if (result.kind === 'refused') return;
      added++;
      const after = printEnvText(result.text);
      expect(latin1(after).startsWith(latin1(bytes))).toBe(true);
      expect(assignmentsOf(result.text, 'NEW').map(({ line }) => line)).toEqual([result.line]);
      const before = readingsBy(bytes, declared);
      for (const [index, reading] of readingsBy(after, declared).entries()) {
        expect(lastValue(reading, 'NEW')?.reveal()).toBe(value);
        expect(others(reading, 'NEW')).toEqual(others(before[index] as Reading, 'NEW'));
      }
    };
    fc.assert(fc.property(anyFile, anyValue, someLoaders, asked), { numRuns: 600 });
    expect(added).toBeGreaterThan(100);
  });
});
