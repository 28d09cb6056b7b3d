import type { View } from './checks/check.ts';
import { linkState, profileOfFile } from './env-link.ts';
import type { Finding } from './finding.ts';
import { envPath } from './layout.ts';
import { whyNotSafe } from './refusals.ts';

/** The rule of what was sound when it was linked, and is not any more. */
export const changedAfterwards = 'changed-afterwards';

/**
 * What the last look at a safe profile that was just linked shows to be no longer so: its file would
 * be refused now, or a link leads nowhere safe; a disk that does not let us look proves nothing and counts
 * as well. Another safe profile's turn meanwhile is no fault.
 */
export function notAsLinked(view: View): readonly Finding[] {
  const finding = (where: string, what: string): Finding => ({
    rule: changedAfterwards,
    severity: 'error',
    where,
    message: `the last look does not find it as it was linked: ${what}`,
    remedy: 'see what stands now: pine-env status',
  });
  const why = whyNotSafe(view);
  const lost = view.profile.links.filter(({ link }) => !leadsSomewhereSafe(view, link));
  return [
    ...(why === undefined ? [] : [finding(why.where ?? view.profile.name, why.rule)]),
    ...lost.map(({ link }) => finding(envPath(link), 'it leads to no safe profile')),
  ];
}

function leadsSomewhereSafe({ world }: View, link: string): boolean {
  const state = linkState(world, link);
  if (state.kind !== 'linked' || state.dangling) return false;
  return profileOfFile(world, link, state.file)?.tier === 'safe';
}
