import { beforeAll, describe, expect, test } from 'vitest';
import { everyChange, firstLock } from '../campaign/kill-aims.ts';
import { journalLast } from '../campaign/kill-controls.ts';
import { aimsAtNext, pick, rehearseNext } from '../campaign/kill-doubles.ts';
import { killEverywhere } from '../campaign/kill-everywhere.ts';
import { type Operation, type Rehearsed, thenPaper } from '../campaign/kill-operation.ts';
import { rehearse, strikeSurely } from '../campaign/kill-run.ts';
import { sightOf } from '../campaign/kill-sight.ts';
import { noKills } from '../campaign/kill-suite.ts';
import type { Aim } from '../campaign/tracing/kill-at.ts';
import { leaks } from './canary.ts';
import { openChange } from './judge.ts';
import { mutant } from './mutant.ts';
import { sandbox } from './sandbox.ts';

const dozen = 12;
const half = 6;
const seen: { rehearsed?: Rehearsed } = {};

function rehearsed(): Rehearsed {
  if (seen.rehearsed === undefined) throw new Error('nobody rehearsed');
  return seen.rehearsed;
}

const underLock = (mode: Aim['mode'], sides: readonly Aim['side'][]) =>
  everyChange(rehearsed(), mode, sides, firstLock(rehearsed()));

describe.skipIf(noKills)(`use paper killed at a chosen call ${noKills ?? ''}`, () => {
  beforeAll(async () => {
    const operation: Operation = {
      ...{ name: 'use paper from nothing', base: await sandbox(), line: 'use paper --root @' },
      ...{ places: ['nothing', 'link pine-trader.paper.env'], writes: [], oneChange: true },
      next: [thenPaper],
    };
    seen.rehearsed = await rehearse(operation);
  }, 120_000);

  test.each(['process', 'group'] as const)(
    '%s: nothing or paper is linked, and the next change finishes it',
    { timeout: 180_000 },
    async (mode) => {
      const aims = pick(underLock(mode, ['entry', 'exit']), dozen);
      const { part, states } = await killEverywhere(rehearsed(), { fault: mode, aims });
      console.log(`${mode}: ${part.hit} of ${part.ordered} kills hit, ${states} states`);
      expect(part).toMatchObject({ bad: [], hangs: 0, hit: dozen });
      expect(states).toBeGreaterThan(1);
    },
  );

  test('and so is what finishes it: the next change finishes that', {
    timeout: 180_000,
  }, async () => {
    const { operation, listed } = rehearsed();
    const at = listed.findIndex(({ call }) => call === 'symlink' || call === 'symlinkat') + 1;
    const run = await strikeSurely(operation, { ...nth(at), side: 'exit' });
    expect(openChange(sightOf(run?.root ?? ''))).toBeDefined();
    const second = await rehearseNext(rehearsed(), run?.root ?? '', thenPaper);
    const aims = aimsAtNext(second, half);
    const { part } = await killEverywhere(second, { fault: 'again', aims });
    console.log(`twice: ${part.hit} of ${part.ordered} kills hit`);
    expect(part).toMatchObject({ bad: [], hangs: 0, hit: half });
  });

  test('goes red for a program that journals only afterwards', { timeout: 180_000 }, async () => {
    const aims = underLock('process', ['exit']).filter(({ k }) => isAroundMove(k));
    const order = { fault: 'red', aims, atOnceOnly: true };
    const { caught, part } = await killEverywhere(rehearsed(), {
      ...order,
      built: mutant(...journalLast.edits),
    });
    console.log(`control: ${caught} of ${part.hit} caught`);
    expect(caught).toBeGreaterThan(0);
  });

  test('no secret stood in an output, a journal or a file that is no env file', () => {
    expect(leaks().found).toEqual([]);
  });
});

/** True around the call that puts the link in its place; one without an intent comes to it some calls earlier. */
function isAroundMove(k: number): boolean {
  const move = rehearsed().listed.findIndex(({ call }) => call.startsWith('rename')) + 1;
  return k > move - 6 && k <= move;
}

const nth = (k: number): Aim => ({ mode: 'process', counted: 'changing', k, side: 'entry' });
