import type { View } from '../domain/checks/check.ts';
import { allAssignments, registered } from '../domain/checks/values.ts';
import { fingerprintOf, shortFingerprint } from '../domain/fingerprint.ts';
import type { Secret } from '../domain/secret.ts';
import type { SwitchPlan } from '../domain/switch-plan.ts';
import { verdictOn } from '../domain/verdict.ts';
import type { Question } from './ask-consent.ts';

/** What a person reads before the phrase: what will trade, with whose keys, and what moves. */
export function questionFor({ view, plan }: { view: View; plan: SwitchPlan }): Question {
  const { profile, world } = view;
  const moves = plan.moves.map(({ link, from, to }) => `  ${link}: ${from ?? 'nothing'} -> ${to}`);
  return {
    profile: profile.name,
    lines: [
      '',
      `!!! ${profile.name.toUpperCase()}: REAL MONEY !!!  ${profile.summary}`,
      `  host ${world.host}, root ${world.root.path}`,
      ...moves,
      ...keyLines(
        view,
        allAssignments(view).map(({ key, value }) => [key, value]),
      ),
      `  ${verdictOn(view, 'TRADERSPOST_WEBHOOK_URL')}`,
      '',
    ],
  };
}

/** The secrets among these values, by fingerprint. */
export function keyLines(
  view: View,
  values: readonly (readonly [key: string, value: Secret])[],
): readonly string[] {
  const { registry } = view.world;
  const salt = registry.kind === 'good' ? registry.registry.salt : undefined;
  if (salt === undefined) return [];
  return values.flatMap(([key, value]) => {
    const entry = registered(view, key);
    if (entry?.secret !== true || value.isEmpty) return [];
    return [`  ${key} ${shortFingerprint(fingerprintOf(salt, entry.provider, value))}`];
  });
}
