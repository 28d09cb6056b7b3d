import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/domain/loaders/loader.ts';
import { inForce, keysIn, lastValue } from '../../../src/domain/loaders/loader.ts';
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

describe('what is in force', () => {
  const unsure = (key?: string) => ({
    ...reading,
    unsure: [{ ...(key && { key }), line: 2, rule: 'runs-a-command' }],
  });

  it('is not known for a key that cannot be predicted, whatever was assigned before', () => {
    expect(inForce(unsure('A') as Reading, 'A')).toMatchObject({ kind: 'unsure', line: 2 });
    expect(inForce(unsure('A') as Reading, 'C')).toMatchObject({ kind: 'value', line: 4 });
    expect(inForce(unsure() as Reading, 'D')).toMatchObject({ kind: 'unsure' });
  });

  it('tells a key that is not set from a file that is refused', () => {
    expect(inForce(reading, 'D')).toEqual({ kind: 'unset' });
    expect(inForce(refused, 'A')).toMatchObject({ kind: 'refused', rule: 'nul', line: 2 });
  });
});

describe('the keys a reading speaks of', () => {
  it('come once each, and none from a refused file', () => {
    expect(keysIn(reading)).toEqual(['A', 'B', 'C']);
    expect(keysIn(refused)).toEqual([]);
  });
});
