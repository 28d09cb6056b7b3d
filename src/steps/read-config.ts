import { issuesAsErrors, type Read } from '../domain/config-issue.ts';
import type { ConfigText } from '../domain/config-text.ts';
import { bytesDigest } from '../domain/fingerprint.ts';
import { layout, profilePath, registryName, within } from '../domain/layout.ts';
import { largestOwnYaml, largestProfile } from '../domain/limits.ts';
import { isProfileName } from '../domain/names.ts';
import { octal } from '../domain/octal.ts';
import { type Profile, readProfile } from '../domain/profile.ts';
import { type Registry, readRegistry } from '../domain/registry.ts';
import type { OwnerIds, ProfileRead, RegistryRead } from '../domain/world.ts';
import { type ErrorFacts, fail, PineError } from '../errors.ts';
import type { Accounts, Disk, Host, OpenFile } from '../ports.ts';

/** Digests of committed YAML need no secret key; this one only keeps them apart from other hashes. */
const publicSalt = '0'.repeat(64);

/** The profiles of a root by their file names, in order. */
export function profileNames(disk: Disk, root: string): readonly string[] {
  return disk
    .list(within(root, layout.profiles))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .filter((name) => name !== registryName);
}

/** One profile; whatever is wrong with its file is part of the answer. */
export async function profileNamed(host: Host, root: string, name: string): Promise<ProfileRead> {
  try {
    const profile = await profileAsWritten(host, root, name);
    return { kind: 'good', profile, owner: await ownerOf(host.accounts, profile.owner, name) };
  } catch (error) {
    return { kind: 'bad', name, error: factsOf(error) };
  }
}

/** A profile as it is written, whether or not this host knows its accounts; throws what is wrong with it. */
export async function profileAsWritten(host: Host, root: string, name: string): Promise<Profile> {
  if (!isProfileName(name)) throw new PineError(badName(name));
  const path = profilePath(name);
  const text = configFile(host, within(root, path), path, largestProfile);
  const yaml = await host.configText();
  return parsed(yaml, text, path, (value) => readProfile(value, name));
}

/** The registry; a missing or broken one is part of the answer. */
export async function registryOf(host: Host, root: string): Promise<RegistryRead> {
  const path = within(root, layout.registry);
  try {
    if (host.disk.look(path) === undefined) return { kind: 'absent' };
    const text = configFile(host, path, layout.registry);
    const registry = parsed(await host.configText(), text, layout.registry, readRegistry);
    return { kind: 'good', registry };
  } catch (error) {
    return { kind: 'bad', error: factsOf(error) };
  }
}

/** The registry, empty where none is there; throws what is wrong with a broken one. */
export async function goodRegistry(host: Host, root: string): Promise<Registry> {
  const read = await registryOf(host, root);
  if (read.kind === 'bad') throw new PineError(read.error);
  return read.kind === 'good' ? read.registry : { keys: new Map() };
}

/** A digest of a YAML file's bytes, to see whether it changed; undefined when it cannot be read. */
export function configDigest(host: Host, root: string, path: string): string | undefined {
  try {
    return digestOf(configFile(host, within(root, path), path));
  } catch {
    return undefined;
  }
}

/** The text of a YAML file that only root or we may write; `name` is how people call it. */
export function configFile(
  { disk, accounts }: Host,
  path: string,
  name: string,
  largest = largestOwnYaml,
): string {
  const file = disk.open(path) ?? missing(name);
  try {
    trust(file, path, name, accounts.uid, largest);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.read(largest));
  } finally {
    file.close();
  }
}

function digestOf(text: string): string {
  return bytesDigest(publicSalt, new TextEncoder().encode(text));
}

/** What `read` makes of a YAML or JSON text; throws the first thing that is wrong with it, with file and line. */
export function parsed<T>(
  yaml: ConfigText,
  text: string,
  file: string,
  read: (value: unknown) => Read<T>,
): T {
  const config = yaml.parse(text, file);
  const result = read(config.value);
  if (result.kind === 'good') return result.value;
  const { length } = result.issues;
  // To tell the lines of all of them would take a minute where there are fifty thousand.
  const [first] = issuesAsErrors(config, file, result.issues.slice(0, 1));
  if (first === undefined) throw new Error('a bad read without an issue');
  const rest = length === 1 ? '' : ` (and ${length - 1} more)`;
  return fail({ ...first, message: `${first.message}${rest}` });
}

async function ownerOf(
  accounts: Accounts,
  owner: { user: string | number; group?: string | number } | undefined,
  name: string,
): Promise<OwnerIds> {
  if (owner === undefined) return { uid: accounts.uid, gid: accounts.gid };
  const user = await accounts.user(owner.user);
  const uid = user?.uid ?? (typeof owner.user === 'number' ? owner.user : undefined);
  const gid = owner.group === undefined ? user?.gid : await accounts.gidOf(owner.group);
  if (uid === undefined) return unknownAccount('user', owner.user, name);
  if (gid === undefined) return unknownAccount('group', owner.group ?? owner.user, name);
  return { uid, gid };
}

function unknownAccount(what: string, account: string | number, name: string): never {
  return fail({
    kind: 'bad-config',
    rule: `unknown-${what}`,
    message: `${profilePath(name)}: this host has no ${what} ${account}`,
    remedy: `getent ${what === 'user' ? 'passwd' : 'group'} ${account}`,
    where: profilePath(name),
  });
}

function trust(file: OpenFile, path: string, name: string, uid: number, largest: number): void {
  const { facts } = file;
  const words = (rule: string, message: string, remedy: string) =>
    fail({ kind: 'unsafe-file', rule, message: `${name}: ${message}`, remedy, where: name });
  if (facts.kind !== 'file')
    words('config-not-regular', `is a ${facts.kind}`, `look at it: ls -l ${path}`);
  if (facts.uid !== 0 && facts.uid !== uid) {
    words('config-not-ours', `belongs to uid ${facts.uid}`, `look at it: ls -l ${path}`);
  }
  if ((facts.mode & 0o022) !== 0) {
    words(
      'config-writable-by-others',
      `others may write it (mode ${octal(facts.mode)})`,
      `chmod go-w ${path}`,
    );
  }
  if (facts.size > largest) words('config-too-large', 'is too large', `look at it: ls -l ${path}`);
}

function missing(name: string): never {
  return fail({
    kind: 'bad-config',
    rule: 'config-missing',
    message: `${name} is not there`,
    remedy: 'see which profiles there are: pine-env list',
    where: name,
  });
}

function badName(name: string): ErrorFacts {
  return {
    kind: 'bad-config',
    rule: 'bad-profile-name',
    message: `${profilePath(name)}: not a name for a profile`,
    remedy: 'rename it: a small letter, then small letters, digits and dashes',
    where: profilePath(name),
  };
}

function factsOf(error: unknown): ErrorFacts {
  if (error instanceof PineError) return error.facts;
  throw error;
}
