import { describe, expect, it } from 'vitest';
import { leakRules } from '../../../src/domain/leaks/rules/index.ts';
import { naiveLeaks } from './naive-leaks.ts';

const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const everyOk = leakRules.flatMap(({ name, ok }) =>
  ok().map((text) => ({ name, text: latin1(text) })),
);

describe.each(leakRules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  it('finds exactly one leak in each of its own examples', () => {
    const wrong = rule.ng().filter((text) => naiveLeaks(rule, latin1(text)).length !== 1);
    expect(wrong).toEqual([]);
    expect(rule.ng().length).toBeGreaterThan(0);
  });

  it('finds nothing in what any rule calls harmless', () => {
    const alarms = everyOk.filter(({ text }) => naiveLeaks(rule, text).length > 0);
    expect(alarms).toEqual([]);
  });

  it('keeps to the contract of rules', () => {
    expect(rule.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.pattern.flags).toBe(rule.foldsCase ? 'dgi' : 'dg');
    expect(rule.before + rule.reach).toBeLessThanOrEqual(4096);
    for (const anchor of rule.anchors) expect(anchor).toMatch(/^[ -~]{3,}$/);
    const outsideClasses = rule.pattern.source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
    expect(outsideClasses).not.toMatch(/[*+]|\{\d+,\}/);
  });

  it('matches within its reach, and covers an anchor', () => {
    for (const text of rule.ng()) {
      const [match] = [...latin1(text).matchAll(rule.pattern)];
      expect(match?.[0].length ?? 0).toBeLessThanOrEqual(rule.reach);
    }
  });
});

describe('the rules', () => {
  it('have names of their own', () => {
    expect(new Set(leakRules.map(({ name }) => name)).size).toBe(leakRules.length);
  });
});
