import { certain, type Voice, voicesOn } from '../agreement.ts';
import type { Content } from '../content.ts';
import { envPath } from '../layout.ts';
import type { Assignment } from '../loaders/loader.ts';
import type { LoaderName } from '../names.ts';
import type { RegistryKey } from '../registry.ts';
import type { View } from './check.ts';
import { readFiles } from './opened.ts';

/**
 * What the worker gets for each key from the first declared loader: files in their order, later lines win.
 * Undefined when a file could not be read, since then nothing is known to be missing.
 */
export function valuesByKey(view: View): ReadonlyMap<string, Assignment> | undefined {
  const read = readFiles(view);
  if (read.length < view.files.length) return undefined;
  if (read.some(({ content }) => content.read(mainLoader(view)).kind !== 'read')) return undefined;
  return new Map(allAssignments(view).map((assignment) => [assignment.key, assignment]));
}

/** Every assignment the first declared loader reads in the profile's files, with the file it stands in. */
export function allAssignments(view: View): readonly (Assignment & { readonly where: string })[] {
  return readFiles(view).flatMap(({ where, content }) => {
    const reading = content.read(mainLoader(view));
    return reading.kind === 'read'
      ? reading.assignments.map((assignment) => ({ ...assignment, where }))
      : [];
  });
}

/** The loader that starts the worker: the first a profile declares. */
export function mainLoader({ profile }: View): LoaderName {
  return profile.loaders[0] ?? 'systemd';
}

/** What the declared loaders make of a key in the file that decides it: the last one that holds it. */
export interface Placed {
  /** Relative to the root. */
  readonly where: string;
  readonly content: Content;
  readonly voices: readonly Voice[];
}

/** Where a key's value comes from; undefined when no declared loader finds it in any file. */
export function placeOf(view: View, key: string): Placed | undefined {
  return readFiles(view)
    .map(({ where, content }) => ({
      where,
      content,
      voices: certain(voicesOn(content, view.profile.loaders, key)),
    }))
    .findLast(({ voices }) => voices.some(({ says }) => says.kind === 'value'));
}

/** The env file a finding names when the fault is that something is not in it. */
export function mainFile(view: View): string {
  return envPath(view.files[0]?.file ?? '');
}

/** The registry's entry for a key, when there is a registry that knows it. */
export function registered(view: View, key: string): RegistryKey | undefined {
  const { registry } = view.world;
  return registry.kind === 'good' ? registry.registry.keys.get(key) : undefined;
}
