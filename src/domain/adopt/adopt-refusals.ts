import { type ErrorFacts, fail, PineError } from '../../errors.ts';
import { attestationMissing } from '../checks/attestation-missing.ts';
import type { Check, View } from '../checks/check.ts';
import { directoryOwner } from '../checks/directory-owner.ts';
import { directoryWritable } from '../checks/directory-writable.ts';
import { fileChecks, judge, liveChecks } from '../checks/index.ts';
import { keyUnregistered } from '../checks/key-unregistered.ts';
import { linkState } from '../env-link.ts';
import { envPath, profilePath } from '../layout.ts';
import { shownName } from '../names.ts';
import { whyNotLive, whyNotSafe, whyUnsafe } from '../refusals.ts';
import { strangersIn, tierOf } from '../tiers.ts';
import type { World } from '../world.ts';
import type { Adopted } from './adopted.ts';
import type { PlainFile } from './plain-file.ts';

/**
 * Enrolling and attesting need the env file in its place, so they come afterwards. The worker reads these
 * bytes already, `use live` and the gate go on asking for both.
 */
const comesAfterwards: readonly Check[] = [keyUnregistered, attestationMissing];

/** What must be quiet before a plain file is adopted as live. */
export const adoptLiveChecks: readonly Check[] = liveChecks.filter(
  (check) => !comesAfterwards.includes(check),
);

/** Throws what `use` would throw of the profile as it will be: its checks are asked before anything moves. */
export function refuseUse(view: View): void {
  const isLive = view.profile.tier === 'live';
  refuseFor(isLive ? whyNotLive(judge(adoptLiveChecks, view)) : whyNotSafe(view));
}

function refuseFor(why: ErrorFacts | undefined): void {
  if (why !== undefined) throw new PineError({ ...why, message: closed(why.message) });
}

const closed = (message: string) =>
  message.endsWith('nothing was changed') ? message : `${message}; nothing was changed`;

/** Throws `unsafe-file` where a stranger may swap what lies in the directory, or the env file there is unsafe. */
export function refuseUnsafe(view: View): void {
  refuseFor(whyUnsafe(view, [directoryWritable, directoryOwner, ...fileChecks]));
}

/** Throws `mixed` or `of-another-profile` where a value is known to be another environment's, of whatever tier. */
export function refuseOtherKeys(view: View, plain: readonly PlainFile[]): void {
  const { world, profile } = view;
  if (world.registry.kind !== 'good') return;
  const files = plain.map(({ read }) => read);
  const strangers = strangersIn(world.registry.registry, profile.name, files);
  // What is live in a safe profile has its own words and its own remedy.
  const toLive = strangers.some(({ of }) => tierOf(world, of.environment) === 'live');
  const [first] = strangers;
  if (first === undefined || (toLive && profile.tier === 'safe')) return;
  const { line, of, file } = first;
  const key = shownName(first.key);
  const where = `${envPath(file)}:${line} ${key}`;
  fail({
    kind: 'refused',
    rule: 'of-another-profile',
    message: `${where}: ${key} holds the ${of.environment} value of ${of.key}; nothing was changed`,
    remedy: 'see whose a value is: pine-env keys --find',
    where,
  });
}

/** Throws `links-elsewhere`, so that no host stands for two profiles, and `activation-copy`: a copy is no link. */
export function refuseOtherLinks(
  world: World,
  { profile }: View,
  adopted: readonly Adopted[],
): void {
  if (profile.activation === 'copy') {
    const [one] = adopted;
    fail({
      kind: 'refused',
      rule: 'activation-copy',
      message: `${profile.name} is made active by a copy, so a plain file is right there; nothing was changed`,
      remedy: `copy it to ${envPath(one?.file ?? '')}, or write activation: link in ${profilePath(profile.name)}`,
      where: profilePath(profile.name),
    });
  }
  for (const { link, file } of profile.links) {
    const state = linkState(world, link);
    if (state.kind !== 'linked' || state.file === file) continue;
    fail({
      kind: 'refused',
      rule: 'links-elsewhere',
      message: `${envPath(link)} leads to ${state.profile}: the links would stand for two profiles; nothing was changed`,
      remedy: 'see what stands now: pine-env status',
      where: envPath(link),
    });
  }
}
