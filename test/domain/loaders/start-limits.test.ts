import { describe, expect, it } from 'vitest';
import { inForce } from '../../../src/domain/loaders/loader.ts';
import { systemd } from '../../../src/domain/loaders/systemd.ts';
import { bytesOf } from './examples.ts';

const read = (text: string) => systemd.read(bytesOf(text));

describe('a variable too long to start a program with', () => {
  it('is one of 128 KiB with its name, the equals sign and the NUL behind it', () => {
    expect(read(`A=${'x'.repeat(131_069)}\n`)).toMatchObject({ kind: 'read', unsure: [] });
    const refused = { kind: 'refused', rule: 'too-long', line: 2 };
    expect(read(`B=1\nA=${'x'.repeat(131_070)}\n`)).toEqual(refused);
    expect(read(`B=1\nLONGER=${'x'.repeat(131_064)}\n`)).toMatchObject({ kind: 'read' });
  });

  it('is measured in bytes, not in letters', () => {
    expect(read(`A=${'\u20ac'.repeat(43_689)}xx\n`)).toMatchObject({ kind: 'read' });
    expect(read(`A=${'\u20ac'.repeat(43_690)}\n`)).toMatchObject({ rule: 'too-long', line: 1 });
  });

  it('harms nobody when a later line takes its place', () => {
    const reading = read(`A=${'x'.repeat(200_000)}\nA=2\n`);
    expect(inForce(reading, 'A')).toMatchObject({ kind: 'value', line: 2 });
  });

  it('leaves nothing certain from 1 MiB on, alone or with others', () => {
    const many = Array.from({ length: 9 }, (_, index) => `V${index}=${'x'.repeat(130_000)}\n`);
    for (const text of [`A=${'x'.repeat(1_048_574)}`, `B=1\n${many.join('')}`]) {
      expect(inForce(read(text), 'B')).toEqual({ kind: 'unsure', rule: 'too-much', line: 1 });
    }
    expect(inForce(read(`B=1\n${many.slice(1).join('')}`), 'B')).toMatchObject({ kind: 'value' });
  });
});
