import type { View } from '../checks/check.ts';
import { judge, profileChecks } from '../checks/index.ts';
import type { Finding } from '../finding.ts';
import { envPath } from '../layout.ts';
import { octal } from '../octal.ts';
import { wayToSafety } from '../world.ts';
import type { AdoptPlan } from './adopt-plan.ts';

/** What is to be said of a profile whose plain files become its env files. */
export function adoptFindings({ view, adopted }: AdoptPlan): readonly Finding[] {
  return [...judge(profileChecks, view), ...adopted.flatMap((one) => wasOpen(view, one))];
}

/** A file that others could read is closed by this, which mends nothing of what they have read. */
function wasOpen(
  { owner }: View,
  { link, plain }: AdoptPlan['adopted'][number],
): readonly Finding[] {
  const { mode } = plain.read.facts;
  if ((mode & 0o044) === 0) return [];
  return [
    {
      rule: 'was-readable',
      severity: 'warning',
      where: envPath(link),
      message: `others than its owner could read it (mode ${octal(mode)}); from now on only uid ${owner.uid} and root can`,
      remedy: 'if strangers had a look at it, rotate its keys: pine-env keys',
    },
  ];
}

/** After an undo `use` refuses again, the way to safety as well. */
export function plainAgain({ world }: View, link: string): Finding {
  return {
    rule: 'plain-again',
    severity: 'warning',
    where: envPath(link),
    message: `a plain file stands there again, so ${wayToSafety(world)} refuses`,
    remedy: 'pine-env adopt',
  };
}
