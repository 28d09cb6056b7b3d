import type { Finding } from './finding.ts';
import { shownName } from './names.ts';
import type { DiffRow } from './profile-diff.ts';
import type { Held, Side } from './profile-side.ts';
import type { Registry } from './registry.ts';
import { isExclusive } from './running/held-keys.ts';

/** What speaks against two sides, from their rows: each that is not as it is wanted. */
export function diffFindings(
  rows: readonly DiffRow[],
  here: string,
  there: string,
): readonly Finding[] {
  return rows.filter(({ good }) => !good).map((row) => findingFor(row, here, there));
}

function findingFor(row: DiffRow, here: string, there: string): Finding {
  const { key, relation, wanted } = row;
  const where = `${here}, ${there}: ${key}`;
  const remedy = `look at it: pine-env ${row.kind === 'secret' ? 'keys' : 'explain'} ${key}`;
  const about = { severity: 'error', where, remedy } as const;
  if (wanted === 'differ') {
    const message = `${key} is the same credential in both, and may be in one only`;
    return { ...about, rule: 'same-but-exclusive', message };
  }
  if (relation === 'only-here' || relation === 'only-there') {
    const [has, lacks] = relation === 'only-here' ? [here, there] : [there, here];
    const message = `${key} is set in ${has} and not in ${lacks}`;
    return { ...about, rule: 'only-one-has', message };
  }
  return { ...about, rule: 'should-agree', message: `${key} should be the same in both` };
}

/** An exclusive credential of one side that the other has under another name. */
export function underOtherNames(
  registry: Registry,
  here: Side,
  there: Side,
  sameness: (here: Held, there: Held) => boolean,
): readonly Finding[] {
  const exclusive = [...here.held].filter(([key, { value }]) => {
    return isExclusive(registry, key) && !value.isEmpty;
  });
  return exclusive.flatMap(([key, mine]) =>
    [...there.held]
      .filter(([other, yours]) => other !== key && sameness(mine, yours))
      .map(([other]) => ({
        rule: 'same-but-exclusive',
        severity: 'error' as const,
        where: `${here.name}, ${there.name}: ${shownName(key)}`,
        message: `${shownName(key)} of ${here.name} is what ${there.name} has as ${shownName(other)}, and may be in one only`,
        remedy: `whose is it: pine-env keys ${shownName(key)}`,
      })),
  );
}
