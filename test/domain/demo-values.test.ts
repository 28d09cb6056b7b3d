import { describe, expect, it } from 'vitest';
import { demoByteCount, demoValue } from '../../src/domain/demo-values.ts';
import { providers } from '../../src/domain/providers/index.ts';
import { providerNames } from '../../src/domain/providers/provider.ts';
import { seededBytes } from './seeded-bytes.ts';

describe.each(providerNames)('a made-up %s value', (name) => {
  const make = (seed: number) => demoValue(name, seededBytes(`${name}${seed}`, demoByteCount));

  it('has the documented shape and exactly one core', () => {
    for (let seed = 0; seed < 300; seed++) {
      const value = make(seed);
      expect(providers[name].shape(value)).toBe('good');
      expect(providers[name].cores(value)).toHaveLength(1);
    }
  });

  it('is another one for other bytes and the same one for the same', () => {
    const values = Array.from({ length: 300 }, (_, seed) => make(seed));
    expect(new Set(values).size).toBe(300);
    expect(make(7)).toBe(values[7]);
  });

  it('is refused when there are too few bytes for it', () => {
    expect(() => demoValue(name, seededBytes(name, demoByteCount - 1))).toThrow('random bytes');
  });

  it('is known under its own name', () => {
    expect(providers[name].name).toBe(name);
  });
});
