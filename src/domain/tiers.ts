import { type Known, knownValues } from './identity.ts';
import { mayBeShared, type Registration, type Registry } from './registry.ts';
import { contentOf, type EnvFile, type World } from './world.ts';

/** A value that belongs to another environment than the one whose file it stands in. */
export interface Stranger {
  readonly file: string;
  readonly key: string;
  readonly line: number;
  readonly of: Registration;
}

/**
 * The tier of an environment. One whose profile cannot be read counts as live: a key known to be
 * somebody else's is not to be taken for a safe one because a file is broken.
 */
export function tierOf(world: World, environment: string): 'safe' | 'live' {
  const read = world.profiles.get(environment);
  return read?.kind === 'good' ? read.profile.tier : 'live';
}

/** The values in these files that the registry gives to other environments, and only to others where sharing is allowed. */
export function strangersIn(
  registry: Registry,
  environment: string,
  files: readonly EnvFile[],
): readonly Stranger[] {
  return files.flatMap((file) => {
    const content = contentOf(file);
    if (content === undefined) return [];
    return knownValues(registry, content).flatMap((known) =>
      strangerOf(registry, environment, file.file, known),
    );
  });
}

function strangerOf(
  registry: Registry,
  environment: string,
  file: string,
  known: Known,
): readonly Stranger[] {
  const foreign = known.registrations.filter(
    (registration) =>
      registration.environment !== environment && !mayBeShared(registry, registration.key),
  );
  return foreign.map((of) => ({ file, key: known.key, line: known.line, of }));
}
