import { marks } from '../child/unlocked.ts';
import type { Profile } from '../profile.ts';
import { Secret } from '../secret.ts';
import { badgeOf, toldBy } from './marks.ts';
import type { Shell } from './shell.ts';

type Variables = ReadonlyMap<string, Secret>;

/** What a shell is opened with. */
export interface Opening {
  readonly shell: Shell;
  readonly room: string;
  readonly profile: Profile;
  /** The keys it gets. */
  readonly keys: readonly string[];
  /** The names that must not be set in it. */
  readonly forget: readonly string[];
  /** When the keys go, in seconds since 1970. */
  readonly until?: number;
  /** What makes `run` ask nobody until then. */
  readonly seal?: string;
}

/**
 * A child's environment as a shell of ours takes it: the keys wait under other names until its start-up text
 * puts them, the badge and the end of its time in place together.
 */
export function shellEnvironment(environment: Variables, opening: Opening): Variables {
  const { shell, room, keys, until, seal } = opening;
  const told = {
    ...shell.variables(room, (name) => environment.get(name)?.reveal()),
    [toldBy.room]: room,
    [toldBy.badge]: badgeOf(opening.profile.name, opening.profile.tier),
    [toldBy.keys]: keys.join(' '),
    [toldBy.forget]: opening.forget.join(' '),
    ...(until === undefined ? {} : { [marks.until]: `${until}` }),
    ...(seal === undefined ? {} : { [marks.unlocked]: seal }),
  };
  const given = new Map<string, Secret>();
  for (const [name, value] of environment) {
    given.set(keys.includes(name) ? `${toldBy.held}${name}` : name, value);
  }
  for (const [name, text] of Object.entries(told)) given.set(name, Secret.of(text));
  return given;
}
