import { standing } from '../env-link.ts';
import type { Profile } from '../profile.ts';
import type { Secret } from '../secret.ts';
import { contentOf, envFile, type World } from '../world.ts';

/** Names and values as `systemd` takes them from an env file; undefined when it would refuse the file. */
export type Declared = ReadonlyMap<string, Secret> | undefined;

/** What systemd would read now behind a link; undefined when it could read nothing. */
export function behindLink(world: World, link: string): Declared {
  const file = standing(world, link);
  return file === null ? undefined : inFile(world, file);
}

/** What systemd would read behind a link if this profile were the linked one. */
export function underProfile(world: World, { links }: Profile, link: string): Declared {
  const pair = links.find((one) => one.link === link);
  return pair === undefined ? undefined : inFile(world, pair.file);
}

function inFile(world: World, file: string): Declared {
  const reading = contentOf(envFile(world, file))?.read('systemd');
  if (reading?.kind !== 'read') return undefined;
  return new Map(reading.assignments.map(({ key, value }) => [key, value]));
}

/** Several files in their order: later ones win. Undefined when one of them cannot be read. */
export function merged(all: readonly Declared[]): Declared {
  const known = all.flatMap((one) => (one === undefined ? [] : [one]));
  return known.length < all.length ? undefined : new Map(known.flatMap((one) => [...one]));
}
