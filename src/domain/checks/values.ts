import { envPath } from '../layout.ts';
import type { Assignment } from '../loaders/loader.ts';
import type { RegistryKey } from '../registry.ts';
import type { View } from './check.ts';
import { readFiles } from './opened.ts';

/**
 * What the worker's units get for each key: the profile's files in their order, later lines win.
 * Undefined when a file could not be read, since then nothing is known to be missing.
 */
export function valuesByKey(view: View): ReadonlyMap<string, Assignment> | undefined {
  const read = readFiles(view);
  if (read.length < view.files.length) return undefined;
  if (read.some(({ content }) => content.systemd.kind !== 'read')) return undefined;
  return new Map(allAssignments(view).map((assignment) => [assignment.key, assignment]));
}

/** Every assignment systemd reads in the profile's files, with the file it stands in. */
export function allAssignments(view: View): readonly (Assignment & { readonly where: string })[] {
  return readFiles(view).flatMap(({ where, content: { systemd } }) =>
    systemd.kind === 'read'
      ? systemd.assignments.map((assignment) => ({ ...assignment, where }))
      : [],
  );
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
