import { describe, expect, test } from 'vitest';
import { isRunning, planRestart } from '../../../src/domain/units/restart-plan.ts';
import type { UnitFacts } from '../../../src/domain/units/unit-facts.ts';
import { aProfile } from '../a-world.ts';
import { aUnit } from '../running/a-process.ts';

const stopped = { active: 'inactive', sub: 'dead', enabled: false };
const plan = (patterns: readonly string[], units: readonly UnitFacts[]) => {
  const { wanted, ...same } = planRestart(aProfile('paper', { units: patterns }), units);
  return { wanted: wanted.map(({ unit }) => unit), ...same };
};

const glob = 'pine-worker@*.service';
const a = 'pine-worker@a.service';

describe('a restart is about', () => {
  test.each<[string, string, Partial<UnitFacts>, readonly string[], readonly string[]]>([
    ['a unit that runs', glob, {}, [a], [a]],
    ['a unit that failed', glob, { ...stopped, active: 'failed' }, [a], []],
    ['a unit that is enabled', glob, { ...stopped, enabled: true }, [a], []],
    ['a unit that waits for its next try', glob, { ...stopped, active: 'activating' }, [a], [a]],
    ['no unit that only a pattern fits and nobody uses', glob, stopped, [], []],
    ['a stopped unit that is named outright', a, stopped, [a], []],
    ['no other unit', 'pine-runner.service', {}, [], []],
  ])('%s', (_about, pattern, facts, wanted, ranBefore) => {
    expect(plan([pattern], [aUnit(facts)])).toMatchObject({ wanted, ranBefore });
  });

  test('no unit that is only heard of, and its pattern is missing', () => {
    const all = [aUnit({ load: 'not-found' })];
    expect(plan([a, 'x.service'], all)).toEqual({
      ...{ wanted: [], ranBefore: [], missing: [a, 'x.service'] },
    });
  });

  test('each unit once, though two patterns fit it', () => {
    expect(plan([glob, a], [aUnit()])).toEqual({ wanted: [a], ranBefore: [a], missing: [] });
  });

  test('a pattern that only unused units fit is not missing', () => {
    expect(plan([glob], [aUnit(stopped)])).toEqual({ wanted: [], ranBefore: [], missing: [] });
  });
});

test.each<[string, boolean]>([
  ['active', true],
  ['activating', true],
  ['deactivating', true],
  ['reloading', true],
  ['inactive', false],
  ['failed', false],
])('a unit that is %s runs: %s', (active, runs) => {
  expect(isRunning({ active })).toBe(runs);
});
