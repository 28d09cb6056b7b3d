import { fail } from '../../errors.ts';
import type { View } from '../checks/check.ts';
import { hostNotAllowed } from '../checks/host-not-allowed.ts';
import { envPath, profilePath } from '../layout.ts';
import { goodProfiles } from '../world.ts';

/** Throws `refused`: the values cannot be written so that every declared loader reads them alike. */
export function cannotPull(
  file: string,
  said: { readonly rule: string; readonly message: string; readonly remedy: string },
): never {
  const where = envPath(file);
  return fail({
    kind: 'refused',
    rule: said.rule,
    message: `${where}: ${said.message}; nothing was changed`,
    remedy: said.remedy,
    where,
  });
}

/** Throws `refused` on a host that may not trade live: its keys have no business there. */
export function refuseHost(view: View): void {
  const [first] = hostNotAllowed.judge(view);
  if (view.profile.tier !== 'live' || first === undefined) return;
  const { rule, where, message, remedy } = first;
  fail({ kind: 'refused', rule, message: `${message}; nothing was changed`, remedy, where });
}

/** Throws `refused`: what a live profile declares is written by nobody who was not asked. */
export function refuseFileOfLive({ world, profile }: View): void {
  if (profile.tier === 'live') return;
  const own = new Set(profile.links.map(({ file }) => file));
  const live = goodProfiles(world).find(
    ({ tier, links }) => tier === 'live' && links.some(({ file }) => own.has(file)),
  );
  if (live === undefined) return;
  fail({
    kind: 'refused',
    rule: 'file-of-a-live-profile',
    message: `${profile.name} declares the env file of ${live.name} as its own; nothing was changed`,
    remedy: `give it a file of its own: links in ${profilePath(profile.name)}`,
    where: profilePath(profile.name),
  });
}

/** Throws `refused`: a copy in place would go on with the old values, whatever the profile says by now. */
export function refuseCopy({ profile, world }: View, linked: boolean): void {
  const isCopy = profile.links.some(({ link }) => world.links.get(link)?.facts?.kind === 'file');
  if (!linked || !isCopy) return;
  fail({
    kind: 'refused',
    rule: 'copy-in-place',
    message: `${profile.name} is active as a copy, which this does not renew; nothing was changed`,
    remedy: 'make another profile active first, pull, and come back: pine-env list',
  });
}

/** Throws `changed-since-consent`: what was judged is not what stands there now. */
export function changedMeanwhile(what: string): never {
  return fail({
    kind: 'refused',
    rule: 'changed-since-consent',
    message: `${what} changed meanwhile; nothing was changed`,
    remedy: 'look at what stands now: pine-env status',
  });
}
