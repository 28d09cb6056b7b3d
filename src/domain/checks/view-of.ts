import { envFile, type World } from '../world.ts';
import type { View } from './check.ts';

/** One profile in a World, as checks look at it; undefined when its YAML cannot be used. */
export function viewOf(world: World, name: string): View | undefined {
  const read = world.profiles.get(name);
  if (read?.kind !== 'good') return undefined;
  const { profile, owner } = read;
  const names = [...new Set(profile.links.map(({ file }) => file))];
  return { world, profile, owner, files: names.map((file) => envFile(world, file)) };
}
