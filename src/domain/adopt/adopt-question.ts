import type { View } from '../checks/check.ts';

/** What a person reads before the phrase: which file becomes the live one, and that nothing starts anew. */
export function adoptQuestion(
  { profile, world }: View,
  what: readonly string[],
): { readonly profile: string; readonly lines: readonly string[] } {
  return {
    profile: profile.name,
    lines: [
      '',
      `!!! ${profile.name.toUpperCase()}: REAL MONEY !!!  ${profile.summary}`,
      `  host ${world.host}, root ${world.root.path}`,
      ...what.map((line) => `  ${line}`),
      '  no byte changes and nothing is restarted: the worker reads what it reads now',
      '',
    ],
  };
}
