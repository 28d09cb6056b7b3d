import { shortFingerprint } from '../fingerprint.ts';
import { documentedIn } from '../providers/documented.ts';
import type { Secret } from '../secret.ts';
import { nextStep } from './next-step.ts';
import type { Rotating } from './rotating.ts';

/** True when a person must say yes at the terminal: live, or a key that decides where orders go. */
export function isGuarded({ key, of }: Rotating, value: Secret | undefined): boolean {
  const documented = value === undefined ? undefined : documentedIn(value.reveal());
  return of.tier === 'live' || key.provider === 'traderspost' || documented === 'traderspost';
}

/** What a person reads before the phrase: which key, in which environment, from what to what. */
export function rotationQuestion(
  { key, of, view, record, stands, facts }: Rotating,
  fingerprint: string | undefined,
): { readonly profile: string; readonly lines: readonly string[] } {
  const { world, profile } = view;
  const to = fingerprint ?? record?.fingerprint ?? '';
  const real = of.tier === 'live' ? `!!! ${profile.name.toUpperCase()}: REAL MONEY !!!  ` : '';
  const what = of.turned ? 'Taking back the rotation of' : 'Rotating';
  const then = nextStep(record, facts) === 'restarted' ? '  its units are restarted' : undefined;
  return {
    profile: profile.name,
    lines: [
      '',
      `${real}${what} ${key.name} of ${profile.name} (tier ${of.tier})`,
      `  host ${world.host}, root ${world.root.path}`,
      then ?? `  ${shortFingerprint(stands)} -> ${shortFingerprint(to)}`,
      ...(of.linked ? ['  it is linked: a worker that starts from now on trades with it'] : []),
      `From now on the new value counts as ${profile.name}. Look at the broker accounts first.`,
      '',
    ],
  };
}
