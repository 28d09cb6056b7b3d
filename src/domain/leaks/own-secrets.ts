import { fingerprintsIn } from '../fingerprint.ts';
import { readingsOf } from '../pasted-value.ts';
import { providers } from '../providers/index.ts';
import { providerNames } from '../providers/provider.ts';
import { whose } from '../registry.ts';
import { Secret } from '../secret.ts';
import { contentOf, envFile, goodProfiles, type World } from '../world.ts';

/** Whose a value is; no generation when it only stands in a profile's file. */
export interface OwnSecret {
  readonly key: string;
  readonly environment: string;
  readonly generation?: string;
}

/** Tells of a line whose values stand in it, by the registry or by the env files that could be read. */
export function ownSecretsIn(world: World): (line: string) => readonly OwnSecret[] {
  const registry = world.registry.kind === 'good' ? world.registry.registry : undefined;
  const values = valuesOf(world);
  return (line) => {
    const readings = [...new Set(readingsOf(line))];
    const found = readings.flatMap((text): readonly OwnSecret[] => [
      ...(registry?.salt === undefined
        ? []
        : fingerprintsIn(registry.salt, Secret.of(text)).flatMap((one) => whose(registry, one))),
      ...coresIn(text).flatMap((core) => values.get(core) ?? []),
    ]);
    // The registry's word stands first, and says the generation too.
    return [
      ...new Map(found.map((one) => [nameOf(one), one] as const).reverse()).values(),
    ].reverse();
  };
}

function nameOf({ key, environment }: OwnSecret): string {
  return `${environment} ${key}`;
}

/** The machine-made credentials in the env files of all profiles; others could stand anywhere by chance. */
function valuesOf(world: World): ReadonlyMap<string, OwnSecret> {
  return new Map(
    goodProfiles(world).flatMap(({ name, links, loaders }) =>
      links
        .flatMap(({ file }) => contentOf(envFile(world, file))?.read(loaders[0] ?? 'systemd') ?? [])
        .flatMap((reading) => (reading.kind === 'read' ? reading.assignments : []))
        .flatMap(({ key, value }) =>
          coresIn(value.reveal()).map((core) => [core, { key, environment: name }] as const),
        ),
    ),
  );
}

function coresIn(text: string): readonly string[] {
  return providerNames.flatMap((name) =>
    providers[name]
      .cores(text)
      .filter(providers[name].machineMade)
      .map((core) => `${name} ${core}`),
  );
}
