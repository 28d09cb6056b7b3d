import type { ConsentWorth, GateFacts } from '../domain/gate/gate-facts.ts';
import { linkedNow } from '../domain/gate/linked-now.ts';
import { type GateVerdict, mayStart } from '../domain/gate/may-start.ts';
import { layout, within } from '../domain/layout.ts';
import { linksRead } from '../domain/running/links-read.ts';
import type { Secret } from '../domain/secret.ts';
import type { Root, World } from '../domain/world.ts';
import { fail, quietly } from '../errors.ts';
import type { Host } from '../ports.ts';
import { namingWhatIsLinked } from './find-mentions.ts';
import { consentWithOwner } from './keep-consent.ts';
import { configOfProcess } from './look-at-configs.ts';
import { lookAtLinked, readProfiles } from './observe.ts';
import { profileNames } from './read-config.ts';

type Variables = ReadonlyMap<string, Secret>;

/** The environment that a worker would inherit from us; throws where it cannot be told. */
export async function ownVariables(host: Host): Promise<Variables> {
  const own = (await host.processes()).own();
  if (own.kind === 'read') return own.variables;
  return fail({
    kind: 'refused',
    rule: 'gate-unproven',
    message: 'our own environment cannot be read; nothing was started',
    remedy: 'look at it: ls -l /proc/self/environ',
  });
}

/**
 * Whether a worker may start with this environment; nothing is written, and nobody is asked. Where
 * a safe profile is linked, and nothing speaks against it, other profiles need not be read at all.
 */
export async function judgeAtGate(
  host: Host,
  root: Root,
  variables: Variables,
): Promise<GateVerdict> {
  const names = profileNames(host.disk, root.path);
  const near = namingWhatIsLinked(host.disk, root.path, names);
  const verdict = mayStart(await lookAtGate(host, root, variables, near));
  const isClear = verdict.refusal === undefined && verdict.notes.length === 0;
  if (near.length === names.length || (verdict.tier === 'safe' && isClear)) return verdict;
  return mayStart(await lookAtGate(host, root, variables, names));
}

async function lookAtGate(
  host: Host,
  root: Root,
  variables: Variables,
  names: readonly string[],
): Promise<GateFacts> {
  const profiles = await readProfiles(withoutAccounts(host), root.path, names);
  const seen = await lookAtLinked(host, root, profiles, false);
  const agreed = quietly(() => consentWithOwner(host, root.path));
  const world: World = { ...seen, ...(agreed && { consent: agreed.consent }) };
  const config = await configOf(host, world, variables);
  return {
    world,
    variables,
    consentWorth: worthOf(host, root.path, agreed?.uid),
    ...(config === undefined ? {} : { config }),
  };
}

/** Whose the env files should be is no question here, and asking may mean to run a program. */
function withoutAccounts(host: Host): Host {
  const { uid, gid } = host.accounts;
  const user = async () => ({ name: '', uid, gid });
  return { ...host, accounts: { ...host.accounts, user, gidOf: async () => gid } };
}

/** The linked profile's config, unless the environment names another. */
async function configOf(host: Host, world: World, variables: Variables) {
  const { profiles } = linkedNow(world, linksRead(world, variables).links);
  const linked = profiles.flatMap((one) => {
    const read = world.profiles.get(one.name);
    return read === undefined ? [] : [[one.name, read] as const];
  });
  const declaring = linked.length === 0 ? world : { ...world, profiles: new Map(linked) };
  return configOfProcess(host, declaring, { environment: { kind: 'read', variables } });
}

/** Consent proves something where only root could have written it: the file, and every directory on the way. */
function worthOf({ disk }: Host, root: string, owner: number | undefined): ConsentWorth {
  if (disk.look(within(root, layout.profiles))?.uid !== 0) return 'own-word';
  const way = [root, within(root, layout.deployment), within(root, layout.state)];
  const isClosed = way.every((path) => {
    const facts = quietly(() => disk.look(path));
    return facts?.uid === 0 && (facts.mode & 0o022) === 0;
  });
  return owner === 0 && isClosed ? 'proof' : 'forgeable';
}
