import { within } from '../domain/layout.ts';
import { largestConfig } from '../domain/limits.ts';
import type { Profile } from '../domain/profile.ts';
import { overridesIn } from '../domain/runtime-config.ts';
import type { ConfigFacts } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Disk } from '../ports.ts';

/** The runtime configs the profiles name, and what in them would win over an env file. */
export function lookAtConfigs(
  disk: Disk,
  root: string,
  profiles: readonly Profile[],
): ReadonlyMap<string, ConfigFacts> {
  return new Map(
    profiles.flatMap(({ name, worker }) => {
      if (worker === undefined) return [];
      const declared = worker.config;
      const path = declared.startsWith('/') ? declared : within(root, declared);
      return [[name, { declared, path, overrides: overridesOf(disk, path) }] as const];
    }),
  );
}

function overridesOf(disk: Disk, path: string): readonly string[] {
  try {
    const text = textBehind(disk, path);
    return text === undefined ? [] : overridesIn(text);
  } catch (error) {
    if (error instanceof PineError) return ['unreadable'];
    throw error;
  }
}

/** The worker follows links to its config, so the look does too. */
function textBehind(disk: Disk, path: string): string | undefined {
  const real = disk.realPath(path);
  const file = real === undefined ? undefined : disk.open(real);
  if (file === undefined) return undefined;
  try {
    if (file.facts.kind !== 'file' || file.facts.size > largestConfig) return '\\u';
    return new TextDecoder('latin1').decode(file.read(largestConfig));
  } finally {
    file.close();
  }
}
