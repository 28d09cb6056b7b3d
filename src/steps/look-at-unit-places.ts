import { contentFrom } from '../domain/content.ts';
import { layout, within } from '../domain/layout.ts';
import { largestEnvFile } from '../domain/limits.ts';
import { fitsGlob, isGlob } from '../domain/units/glob.ts';
import type { NamedFile, UnitPlaces } from '../domain/units/unit-places.ts';
import type { UnitReading } from '../domain/units/unit-reading.ts';
import { goodProfiles, type World } from '../domain/world.ts';
import { quietly } from '../errors.ts';
import type { Disk, Host } from '../ports.ts';

/** A wildcard that matches more than these is not followed further. */
const mostMatches = 64;
/** As many links as the kernel follows, and then some. */
const mostHops = 40;

/** What stands where these units' `EnvironmentFile=` point, and the numbers of their accounts. */
export async function lookAtPlaces(
  host: Host,
  world: World,
  readings: readonly UnitReading[],
): Promise<UnitPlaces> {
  const { disk } = host;
  const env = within(world.root.path, layout.env);
  const real = quietly(() => disk.realPath(env)) ?? env;
  const lines = readings.flatMap(({ envFiles }) => envFiles);
  const paths = new Set(lines.filter(({ open }) => !open).map(({ path }) => path));
  return {
    files: new Map([...paths].map((path) => [path, namedFiles(disk, path, { env, real })])),
    users: await numbersOf(host, world, readings),
  };
}

/** `Deployment/env` as the root names it, and with all links followed. */
interface EnvDirectory {
  readonly env: string;
  readonly real: string;
}

function namedFiles(disk: Disk, path: string, env: EnvDirectory): readonly NamedFile[] {
  const paths = isGlob(path) ? matches(disk, path) : [path];
  return paths.map((one) => namedFile(disk, one, env));
}

function namedFile(disk: Disk, path: string, { env, real }: EnvDirectory): NamedFile {
  const through: string[] = [];
  let at: string | undefined = path;
  for (let hop = 0; at !== undefined && hop < mostHops; hop++) {
    const { directory, name } = parts(at);
    const place: string = quietly(() => disk.realPath(directory)) ?? directory;
    if (place === real || place === env) through.push(name);
    at = quietly(() => nextHop(disk, `${place === '/' ? '' : place}/${name}`, place));
  }
  const content = through.length > 0 ? undefined : quietly(() => contentOf(disk, path));
  return { path, through, ...(content === undefined ? {} : { content }) };
}

function nextHop(disk: Disk, path: string, place: string): string | undefined {
  if (disk.look(path)?.kind !== 'link') return undefined;
  const target = disk.readLink(path);
  return target.startsWith('/') ? target : `${place}/${target}`;
}

function parts(path: string): { readonly directory: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { directory: path.slice(0, slash) || '/', name: path.slice(slash + 1) };
}

function contentOf(disk: Disk, path: string): NamedFile['content'] {
  const real = disk.realPath(path);
  const file = real === undefined ? undefined : disk.open(real);
  if (file === undefined) return undefined;
  try {
    const readable = file.facts.kind === 'file' && file.facts.size <= largestEnvFile;
    return readable ? contentFrom(file.read(largestEnvFile)) : undefined;
  } finally {
    file.close();
  }
}

/** The paths that fit, sorted, as glob(3) finds them; a name with a leading dot only where the pattern has it. */
function matches(disk: Disk, pattern: string): readonly string[] {
  let found: readonly string[] = [''];
  for (const part of pattern.split('/').slice(1)) {
    found = isGlob(part)
      ? found.flatMap((directory) => fitting(disk, directory, part)).slice(0, mostMatches)
      : found.map((directory) => `${directory}/${part}`);
  }
  return found.filter((path) => quietly(() => disk.look(path)) !== undefined);
}

function fitting(disk: Disk, directory: string, part: string): readonly string[] {
  const names = quietly(() => disk.list(directory === '' ? '/' : directory)) ?? [];
  return names
    .filter((name) => part.startsWith('.') || !name.startsWith('.'))
    .filter((name) => fitsGlob(part, name))
    .map((name) => `${directory}/${name}`);
}

/** Names are asked for only where a profile's owner does not tell them: that may take a while. */
async function numbersOf(
  { accounts }: Host,
  world: World,
  readings: readonly UnitReading[],
): Promise<ReadonlyMap<string, number>> {
  const users = new Map<string, number>(declaredOwners(world));
  for (const { settings } of readings) {
    const name = settings.User?.text ?? 'root';
    if (users.has(name) || /^\d+$/.test(name)) continue;
    const uid = (await accounts.user(name))?.uid;
    if (uid !== undefined) users.set(name, uid);
  }
  return users;
}

function declaredOwners(world: World): readonly (readonly [string, number])[] {
  const owners = goodProfiles(world).flatMap(({ name, owner }) => {
    const read = world.profiles.get(name);
    return read?.kind === 'good' && typeof owner?.user === 'string'
      ? [[owner.user, read.owner.uid] as const]
      : [];
  });
  return [['root', 0], ...owners];
}
