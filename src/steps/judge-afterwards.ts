import type { View } from '../domain/checks/check.ts';
import { judge, profileChecks, viewOf } from '../domain/checks/index.ts';
import { linksMixed } from '../domain/checks/link-checks.ts';
import { exit } from '../domain/exit-code.ts';
import type { Finding } from '../domain/finding.ts';
import type { SwitchResult } from '../domain/switch-report.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { observeProfiles } from './observe.ts';
import type { Recovered } from './recover.ts';
import { noTroubles, type Troubles } from './troubles.ts';

/** Everything there is to say about what now stands; looking at it stops nothing any more. */
export async function judgeAfterwards(
  host: Host,
  root: Root,
  view: View,
): Promise<readonly Finding[]> {
  const later = noTroubles();
  const world = await later.attemptLater('not-judged', () => observeProfiles(host, root));
  const now = world && viewOf(world, view.profile.name);
  const findings = later.attempt('not-judged', () =>
    judge([...profileChecks, linksMixed], now ?? view),
  );
  return [...later.found, ...(findings ?? [])];
}

/** What a switch to safe came to: 8 when a step beside the relink failed, 1 when another link is live. */
export function resultOf(
  judged: readonly Finding[],
  troubles: Troubles,
  recovered: Recovered | undefined,
  head: string | undefined,
): SwitchResult {
  const mixed = judged.some(({ rule }) => rule === linksMixed.rule);
  return {
    outcome: 'done',
    exit: troubles.found.length > 0 ? exit.unreported : mixed ? exit.no : exit.done,
    findings: [...troubles.found, ...judged],
    ...(head === undefined ? {} : { head }),
    ...(recovered === undefined
      ? {}
      : { recovered: { profile: recovered.of.profile ?? recovered.of.verb, how: recovered.how } }),
  };
}
