import { viewOf } from '../domain/checks/view-of.ts';
import type { FileFacts } from '../domain/file-facts.ts';
import { shownPath } from '../domain/layout.ts';
import { largestConfig } from '../domain/limits.ts';
import { documentedIn } from '../domain/providers/documented.ts';
import type { ProcessFacts } from '../domain/running/process-facts.ts';
import { profilesOfUnit } from '../domain/running/read-links.ts';
import type { ProcessConfig } from '../domain/running/running.ts';
import { configPath, configVariable } from '../domain/worker/config-path.ts';
import { firstEnvironment } from '../domain/worker-starts.ts';
import { type ConfigFacts, type ConfigRead, goodProfiles, type World } from '../domain/world.ts';
import { PineError, quietly } from '../errors.ts';
import type { Disk, Host } from '../ports.ts';

/** The runtime config each profile's worker would read, by profile name; none where it has none. */
export async function lookAtConfigs(
  host: Host,
  world: World,
): Promise<ReadonlyMap<string, ConfigFacts>> {
  const configs = new Map<string, ConfigFacts>();
  for (const { name } of goodProfiles(world)) {
    const facts = await configOf(host, world, name);
    if (facts !== undefined) configs.set(name, facts);
  }
  return configs;
}

async function configOf(host: Host, world: World, name: string): Promise<ConfigFacts | undefined> {
  const view = viewOf(world, name);
  if (view === undefined) return undefined;
  const environment = firstEnvironment(view);
  const root = world.root.path;
  const declared = view.profile.worker?.config;
  const home = environment.get(configVariable)?.startsWith('~')
    ? (await host.accounts.user(view.owner.uid))?.home
    : undefined;
  const found = configPath({ root, environment, declared, home });
  if (found.kind === 'none') return undefined;
  if (found.kind === 'unknown') {
    return { where: configVariable, namedBy: 'env-file', read: { kind: 'nowhere' }, rules: {} };
  }
  const { path, from } = found;
  const namedBy = from === 'profile' ? 'profile' : 'env-file';
  return { where: shownConfig(world, path), namedBy, ...(await readConfig(host, path)) };
}

/** The runtime config of a running process: the one that its own environment names, else its profile's. */
export async function configOfProcess(
  host: Host,
  world: World,
  { unit, environment }: Pick<ProcessFacts, 'unit' | 'environment'>,
): Promise<ProcessConfig | undefined> {
  if (environment.kind === 'closed') return undefined;
  const { variables } = environment;
  const revealed = new Map([...variables].map(([key, value]) => [key, value.reveal()]));
  const named = unit === undefined ? goodProfiles(world) : profilesOfUnit(world, unit);
  const declared = named.find(({ worker }) => worker?.config !== undefined)?.worker?.config;
  const found = configPath({ root: world.root.path, environment: revealed, declared });
  if (found.kind === 'none') return undefined;
  const namedBy = revealed.get(configVariable) ? 'process' : 'profile';
  if (found.kind === 'unknown') {
    return { where: configVariable, namedBy, read: { kind: 'nowhere' } };
  }
  const { read } = await readConfig(host, found.path);
  // Looked at after it was read: a change in between makes it newer than the process.
  const facts = quietly(() => throughLinks(host.disk, found.path));
  const where = shownConfig(world, found.path);
  return { where, namedBy, read, ...(facts === undefined ? {} : { facts }) };
}

/** A link on the way that was turned since makes the config as new as the link. */
function throughLinks(disk: Disk, path: string): FileFacts | undefined {
  const facts = disk.lookThrough(path);
  const links = placesOn(path).flatMap((place) => {
    const seen = disk.look(place);
    return seen?.kind === 'link' ? [seen.changedAt] : [];
  });
  return facts && { ...facts, changedAt: Math.max(facts.changedAt, ...links) };
}

/** `/a/b` as `/a` and `/a/b`. */
function placesOn(path: string): readonly string[] {
  const names = path.split('/').filter((name) => name !== '');
  return names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`);
}

/** A credential pasted in the place of a path is not to be told. */
function shownConfig({ root }: World, path: string): string {
  return documentedIn(path) === undefined ? shownPath(root.path, path) : configVariable;
}

async function readConfig(host: Host, path: string): Promise<Pick<ConfigFacts, 'read' | 'rules'>> {
  const bytes = bytesBehind(host.disk, path);
  if (!(bytes instanceof Uint8Array)) return { read: bytes, rules: {} };
  // A fault in the reader must not stand between anybody and paper: it is unclear then.
  try {
    const reader = await host.runtimeConfigText();
    return { read: reader.read(bytes), rules: reader.rules };
  } catch {
    const rules = { 'reader-failed': 'defeats our reader of it; please report that' };
    return { read: { kind: 'unclear', rule: 'reader-failed' }, rules };
  }
}

/** The worker follows links to its config, so the look does too. */
function bytesBehind(disk: Disk, path: string): Uint8Array | ConfigRead {
  try {
    const real = disk.realPath(path);
    const file = real === undefined ? undefined : disk.open(real);
    if (file === undefined) return { kind: 'absent' };
    try {
      const { kind, size } = file.facts;
      return kind !== 'file' || size > largestConfig
        ? { kind: 'not-readable' }
        : file.read(largestConfig);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof PineError) return { kind: 'closed', error: error.facts };
    throw error;
  }
}
