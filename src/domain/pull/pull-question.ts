import type { View } from '../checks/check.ts';
import type { PullPlan } from './pull-plan.ts';

/** What a person reads before the phrase: what will stand in the live file, by fingerprint. */
export function pullQuestion(
  { profile, world }: View,
  { file, keys }: PullPlan,
  { linked, copies }: { readonly linked: boolean; readonly copies: readonly string[] },
): { readonly profile: string; readonly lines: readonly string[] } {
  return {
    profile: profile.name,
    lines: [
      '',
      `!!! ${profile.name.toUpperCase()}: REAL MONEY !!!  Writing ${file} from ${profile.source?.kind}`,
      `  host ${world.host}, root ${world.root.path}`,
      ...keys.flatMap(({ key, what, before, after }) => {
        if (what === 'changed') return [`  ${key} ${before ?? 'unclear'} -> ${after}`];
        return what === 'new' ? [`  ${key} nothing -> ${after}`] : [];
      }),
      ...(linked ? ['  it is linked: a worker that starts from now on trades with it'] : []),
      ...copies.map((link) => `  ${link} is a copy of it, and is made anew`),
      '',
    ],
  };
}
