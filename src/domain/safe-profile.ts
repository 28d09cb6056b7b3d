import type { Profile } from './profile.ts';

/** The profile that leads to safety: one whose env file is its own before one that waits for a store. */
export function safeProfile(profiles: readonly Profile[]): Profile | undefined {
  const safe = profiles.filter(({ tier }) => tier === 'safe');
  return safe.find(({ source }) => source === undefined) ?? safe[0];
}
