import type { View } from '../domain/checks/check.ts';
import { mayForget } from '../domain/forgetting.ts';
import { layout, within } from '../domain/layout.ts';
import { newSaltEdits, type Placed, planNewSalt, type Resalting } from '../domain/new-salt.ts';
import type { Root, World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import type { Question } from './ask-consent.ts';
import { changeRegistry, type RegistryChanged, type RegistryPlan } from './change-registry.ts';
import { freshSalt } from './keep-consent.ts';
import { viewOrFail } from './look.ts';
import { registryIn } from './look-at-registry.ts';
import { observeAll } from './observe.ts';

type SaltPlan = RegistryPlan & {
  readonly resalting: Resalting;
  readonly forgotten: readonly Placed[];
};

/**
 * Gives the registry a new salt and every entry its new fingerprint, from the values in the env
 * files. Throws `refused` for entries whose value is not here, unless they are previous or revoked
 * and `forget` names them. What people attested is dropped: it was said of other fingerprints.
 */
export function renewSalt(
  host: Host,
  root: Root,
  forget: readonly string[],
): Promise<RegistryChanged<SaltPlan>> {
  const salt = freshSalt(host);
  return changeRegistry(host, root, {
    verb: 'keys-new-salt',
    line: 'keys --new-salt',
    look: () => look(host, root, salt, forget),
  });
}

async function look(
  host: Host,
  root: Root,
  salt: string,
  forget: readonly string[],
): Promise<SaltPlan> {
  const world = await observeAll(host, root);
  const registry = registryIn(world);
  if (registry.salt === undefined) noSalt();
  refuseRotations(host, root);
  const views = everyView(world);
  const resalting = planNewSalt(world, registry, salt);
  const forgotten = mayForget(resalting.lost, forget);
  return {
    views,
    resalting,
    forgotten,
    edits: newSaltEdits(salt, resalting, forgotten),
    note: told(resalting, forgotten),
    question: question(root, resalting, forgotten),
  };
}

/** A profile that cannot be read may hold the values that would be called lost. */
function everyView(world: World): readonly View[] {
  return [...world.profiles.keys()].map((name) => viewOrFail(world, name));
}

/** A rotation that is open remembers fingerprints of the old salt. */
function refuseRotations({ disk }: Host, root: Root): void {
  const state = within(root.path, layout.state);
  if (disk.look(state) === undefined) return;
  if (!disk.list(state).some((name) => /^rotation-.+\.json$/.test(name))) return;
  fail({
    kind: 'refused',
    rule: 'rotation-open',
    message: 'a rotation is open, and knows its values by the old salt; nothing was changed',
    remedy: 'see which, and end it first: pine-env rotate --status',
    where: layout.state,
  });
}

function told({ carried, attestations }: Resalting, forgotten: readonly Placed[]): string {
  return [
    `${carried.length} enrolled again`,
    `${forgotten.length} forgotten`,
    `attestations to be made again: ${attestations.length}`,
  ].join(', ');
}

function question(root: Root, resalting: Resalting, forgotten: readonly Placed[]): Question {
  return {
    profile: 'new-salt',
    lines: [
      '',
      `A new salt for the registry in ${root.path}`,
      `  ${told(resalting, forgotten)}`,
      'Every fingerprint becomes another one: those in old reports, scans and journal notes',
      'will match nothing. Whoever has this registry elsewhere needs the new file.',
      '',
    ],
  };
}

function noSalt(): never {
  return fail({
    kind: 'refused',
    rule: 'no-salt',
    message: 'the registry has no salt yet: it is made at the first enrolment',
    remedy: 'see what is enrolled: pine-env keys',
    where: layout.registry,
  });
}
