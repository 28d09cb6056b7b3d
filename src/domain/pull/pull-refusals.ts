import { fail, PineError } from '../../errors.ts';
import type { View } from '../checks/check.ts';
import { hostNotAllowed } from '../checks/host-not-allowed.ts';
import type { CopyInPlace } from '../copies.ts';
import { envPath, profilePath } from '../layout.ts';
import { whyNotSafe } from '../refusals.ts';
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

/** Throws `refused`: of two places that are to hold one file, one would go on with bytes that nobody judged. */
export function refuseStrangeCopy(
  { profile }: View,
  file: string,
  strange: readonly CopyInPlace[],
): void {
  const [first] = strange;
  if (first === undefined) return;
  const where = envPath(first.link);
  fail({
    kind: 'refused',
    rule: 'copy-in-place',
    message: `a file stands at ${where} that is no copy of ${file}, and would go on with other values; nothing was changed`,
    remedy: `make the copy anew first: pine-env use ${profile.name}`,
    where,
  });
}

/** Throws what `use` would throw of a safe profile: a copy in place is what a worker starts with. */
export function refuseCopyOf(after: View): void {
  const why = after.profile.tier === 'safe' ? whyNotSafe(after) : undefined;
  if (why !== undefined) throw new PineError(why);
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
