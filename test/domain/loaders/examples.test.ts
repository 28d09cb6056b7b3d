import { describe, expect, it } from 'vitest';
import { loaders } from '../../../src/domain/loaders/index.ts';
import { asObserved, examples, observed } from './examples.ts';

const fixtureNames = { systemd: 'systemd', dotenv: 'dotenv_js' } as const;

describe.each(Object.values(loaders))('the model of $name', (loader) => {
  const theirs = fixtureNames[loader.name as keyof typeof fixtureNames];

  it.each(examples)('takes from $id what the real program was seen to take', (example) => {
    expect(example.expect[theirs]).toBeDefined();
    expect(asObserved(loader.read(example.bytes))).toEqual(observed(example.expect[theirs] ?? {}));
  });
});

describe('the examples', () => {
  it('are all there', () => {
    expect(examples).toHaveLength(68);
  });
});
