import { describe, expect, test } from 'vitest';
import { judgeRunning } from '../../../src/domain/running/judge-units.ts';
import type { ProcessFacts } from '../../../src/domain/running/process-facts.ts';
import type { UnitFacts } from '../../../src/domain/units/unit-facts.ts';
import {
  isProved,
  whyNotLinked,
  whyNotStable,
  whyNotStarted,
} from '../../../src/domain/units/unit-outcome.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { aProcess, aUnit, startedAt, whereRun } from '../running/a-process.ts';

type Change = Partial<UnitFacts>;
const anew: Change = { invocation: 'b'.repeat(32) };
const timer: Change = { unit: 'a.timer', mainPid: 0, sub: 'waiting' };

describe('a unit was not started', () => {
  test.each<[Change, string | undefined]>([
    [anew, undefined],
    [{}, 'systemd did not start it anew'],
    [{ invocation: '' }, 'systemd did not start it anew'],
    [{ ...anew, load: 'masked' }, 'systemd calls it masked'],
    [
      { ...anew, active: 'failed', sub: 'failed', result: 'resources' },
      'it is failed (failed, resources)',
    ],
    [
      { ...anew, active: 'activating', sub: 'auto-restart', result: 'exit-code' },
      'it is activating (auto-restart, exit-code)',
    ],
    [{ ...anew, sub: 'exited' }, 'it does not run any more (exited)'],
    [{ ...anew, ...timer }, undefined],
  ])('when it is now %j: %s', (now, why) => {
    expect(whyNotStarted(aUnit(), aUnit(now))).toBe(why);
  });
});

describe('a unit did not stand still', () => {
  test.each<[Change, string | undefined]>([
    [{}, undefined],
    [{ invocation: 'c'.repeat(32) }, 'it ended by itself and was started again'],
    [{ mainPid: 5 }, 'it ended by itself and was started again'],
    [{ restarts: 1 }, 'it ended by itself and was started again'],
    [
      { active: 'inactive', sub: 'dead', result: 'success' },
      'it is inactive again (dead, success)',
    ],
    [
      { active: 'activating', sub: 'auto-restart', result: 'exit-code', restarts: 1 },
      'it is activating again (auto-restart, exit-code)',
    ],
  ])('when it is now %j: %s', (now, why) => {
    expect(whyNotStable(aUnit(), aUnit(now))).toBe(why);
  });
});

const running = (processes: readonly ProcessFacts[]) => judgeRunning(whereRun(processes));

describe('a unit does not run what is linked', () => {
  test.each<[string, readonly (ProcessFacts | string)[], string | undefined]>([
    ['never, when it matches', [paperText()], undefined],
    [
      'when one of its processes differs',
      [paperText(), paperText({ POLICY_KILLSWITCH: 'true' })],
      'it runs with another POLICY_KILLSWITCH than what is linked',
    ],
    [
      'when it is mixed',
      [paperText({ DATABENTO_API_KEY: values.liveData })],
      'it holds keys of paper and live at once',
    ],
    ['when it is unproven', ['A=1\n'], 'unproven: it has no key that anybody enrolled'],
    ['when nobody sees a process', [], 'none of its processes can be seen'],
    [
      'when only another unit has a process',
      [aProcess(paperText(), { unit: 'pine-worker@b.service' })],
      'none of its processes can be seen',
    ],
  ])('%s', (_about, all, why) => {
    const processes = all.map((one, at) =>
      typeof one === 'string' ? aProcess(one, { pid: at + 1 }) : one,
    );
    expect(whyNotLinked(aUnit(), running(processes))).toBe(why);
  });

  test('and a timer, which is no program, is not asked', () => {
    expect(whyNotLinked(aUnit(timer), running([]))).toBeUndefined();
  });
});

describe('a unit is proved', () => {
  test.each<[string, string, Change, number, boolean]>([
    ['when it has run what is linked for long', paperText(), {}, startedAt + 1, true],
    ['not when it was started since', paperText(), {}, startedAt, false],
    ['not when it runs something else', liveText(), {}, startedAt + 1, false],
    ['not while it stops', paperText(), { active: 'deactivating' }, startedAt + 1, false],
  ])('%s', (_about, text, facts, since, is) => {
    expect(isProved(aUnit(facts), running([aProcess(text)]), since)).toBe(is);
  });

  test('not when one of its processes came later', () => {
    const all = [
      aProcess(paperText()),
      aProcess(paperText(), { pid: 5, startedAt: startedAt + 9 }),
    ];
    expect(isProved(aUnit(), running(all), startedAt + 5)).toBe(false);
  });
});
