import type { Finding } from '../finding.ts';
import { listed } from '../listed.ts';
import { tierOf } from '../tiers.ts';
import type { World } from '../world.ts';
import type { RunningVerdict } from './judge-units.ts';

/** A worker with keys of another environment than the expected one, whatever else is said of it. */
export function othersThanExpected(
  world: World,
  { workers }: RunningVerdict,
  expected: string | undefined,
): readonly Finding[] {
  if (expected === undefined || !world.profiles.has(expected)) return [];
  const isSafe = tierOf(world, expected) === 'safe';
  return workers
    .filter(({ environments }) => environments.some((name) => name !== expected))
    .map(({ unit, program, pid, environments }) => ({
      rule: 'not-expected',
      severity: 'error' as const,
      where: `${unit ?? program} pid ${pid}`,
      message: `${expected} is expected, and this runs with the keys of ${listed(environments)}`,
      // What a check says is followed by people in a hurry: never towards live.
      remedy: isSafe
        ? `make it so: pine-env use ${expected} --restart`
        : 'see what runs: pine-env status',
    }));
}
