/** The variables by which a shell's start-up text gets what it needs; all of them are gone once it has run. */
export const toldBy = {
  /** The names of the profile's keys, with blanks between them. */
  keys: 'PINE_ENV_KEYS',
  /** The names that must not be set, whatever the person's own start-up files say. */
  forget: 'PINE_ENV_FORGET',
  /** The badge: `[LIVE]`. */
  badge: 'PINE_ENV_BADGE',
  /** Where the files are. */
  room: 'PINE_ENV_ROOM',
  /** Before the name of a key: its value. */
  held: 'PINE_ENV_HELD_',
  /** What `ENV` and `ZDOTDIR` were. */
  env: 'PINE_ENV_THEIR_ENV',
  zdotdir: 'PINE_ENV_THEIR_ZDOTDIR',
} as const;

/** What stands in front of the prompt: loud for real money. */
export function badgeOf(profile: string, tier: 'safe' | 'live'): string {
  if (tier === 'safe') return `(${profile})`;
  return profile === 'live' ? '[LIVE]' : `[LIVE: ${profile}]`;
}

/** What a shell says when its time is over; `$1` is the profile. */
export const overText =
  'pine-env: the time of %s is over: new commands do not get its keys. Leave with: exit';
