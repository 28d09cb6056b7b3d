import { describe, expect, it } from 'vitest';
import { duplicates, lastValue } from '../../../src/domain/loaders/loader.ts';
import { systemd } from '../../../src/domain/loaders/systemd.ts';
import { bytesOf } from './examples.ts';

const reading = systemd.read(bytesOf('A=1\nB=2\nA=3\nC=4\nB=\nA=\n'));
const refused = systemd.read(bytesOf('A=1\nA=2\0\n'));

describe('the value in force', () => {
  it('is the last one, and an empty one is one', () => {
    expect(lastValue(reading, 'C')?.reveal()).toBe('4');
    expect(lastValue(reading, 'A')?.isEmpty).toBe(true);
  });

  it('is undefined where the key is not set and where the file is refused', () => {
    expect(lastValue(reading, 'D')).toBeUndefined();
    expect(lastValue(refused, 'A')).toBeUndefined();
  });
});

describe('repeated keys', () => {
  it('come with every line that assigns them', () => {
    expect(duplicates(reading)).toEqual([
      { key: 'A', lines: [1, 3, 6] },
      { key: 'B', lines: [2, 5] },
    ]);
  });

  it('are none in a refused file', () => {
    expect(duplicates(refused)).toEqual([]);
  });
});
