import type { Assignment } from '../loaders/loader.ts';
import type { Profile } from '../profile.ts';
import { providers } from '../providers/index.ts';
import { contentOf, envFile } from '../world.ts';
import type { View } from './check.ts';
import type { OpenedFile } from './opened.ts';
import { allAssignments, registered } from './values.ts';

/** The assignments of this profile whose credential also stands in another profile's files. */
export function sameCores(
  view: View,
  mine: readonly OpenedFile[],
  other: Profile,
): readonly (Assignment & { readonly where: string })[] {
  if (mine.length === 0) return [];
  const theirs = new Set(
    other.links.flatMap(({ file }) => {
      const reading = contentOf(envFile(view.world, file))?.read(other.loaders[0] ?? 'systemd');
      return reading?.kind === 'read' ? reading.assignments.flatMap((a) => coresOf(view, a)) : [];
    }),
  );
  return allAssignments(view).filter((a) => coresOf(view, a).some((core) => theirs.has(core)));
}

function coresOf(view: View, { key, value }: Assignment): readonly string[] {
  const entry = registered(view, key);
  if (entry?.secret !== true || value.isEmpty) return [];
  return providers[entry.provider].cores(value.reveal());
}
