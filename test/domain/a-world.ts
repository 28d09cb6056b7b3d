import type { Consent } from '../../src/domain/consent.ts';
import { fileDigests } from '../../src/domain/consent-holds.ts';
import { contentFrom } from '../../src/domain/content.ts';
import type { FileFacts } from '../../src/domain/file-facts.ts';
import { type Profile, readProfile } from '../../src/domain/profile.ts';
import type { Registry } from '../../src/domain/registry.ts';
import { noPlaces } from '../../src/domain/units/unit-places.ts';
import type { EnvFile, LinkFacts, ProfileRead, World } from '../../src/domain/world.ts';
import { aRegistry, salt, soundEnrolments } from './a-registry.ts';
import { liveText, paperText } from './env-samples.ts';

export const service = { uid: 990, gid: 991 };
export const link = 'pine-trader.env';
export const paperFile = 'pine-trader.paper.env';
export const liveFile = 'pine-trader.live.env';

/** Facts of a regular env file as it should be. */
export function fileFacts(change: Partial<FileFacts> = {}): FileFacts {
  const place = { nlink: 1, size: 1, dev: 1, ino: 7, changedAt: 0 };
  return { kind: 'file', mode: 0o600, ...service, ...place, ...change };
}

/** An env file of this text that could be opened and read. */
export function anEnvFile(
  file: string,
  text: string | Uint8Array,
  change: Partial<FileFacts> = {},
): EnvFile {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const content = contentFrom(bytes, { systemd: '252' });
  return { kind: 'opened', file, facts: fileFacts({ size: bytes.length, ...change }), content };
}

/** A symlink in the env directory that leads to something, or to nothing. */
export function aLink(name: string, target: string, behind?: FileFacts): LinkFacts {
  const facts = fileFacts({ kind: 'link', mode: 0o777, uid: 0, gid: 0 });
  return { link: name, facts, target, ...(behind && { behind }) };
}

/** The profile of this name with these fields changed, as its YAML would be read. */
export function aProfile(name: string, change: object = {}): Profile {
  const fields = {
    profile: name,
    tier: name === 'live' ? 'live' : 'safe',
    summary: 'For a test',
    links: { [link]: `pine-trader.${name}.env` },
    expect: { POLICY_KILLSWITCH: { flag: name === 'live' ? false : 'explicit' } },
    units: ['pine-worker@*.service'],
    ...change,
  };
  const read = readProfile(fields, name);
  if (read.kind === 'good') return read.value;
  throw new Error(read.issues.map(({ message }) => message).join(', '));
}

/** What differs from a sound root on which paper is linked. */
export interface Setup
  extends Partial<
    Omit<World, 'profiles' | 'files' | 'links' | 'registry' | 'directories' | 'consent'>
  > {
  readonly profiles?: Readonly<Record<string, object | ProfileRead | null>>;
  /** The text of an env file, or the whole of it. */
  readonly files?: Readonly<Record<string, string | Uint8Array | EnvFile>>;
  /** What a link names, or the whole of it; null for no link. */
  readonly links?: Readonly<Record<string, string | LinkFacts | null>>;
  readonly registry?: Registry | World['registry'];
  readonly directories?: Readonly<Record<string, Partial<FileFacts>>>;
  /** Null for none; when nothing is said, somebody agreed to live as it is. */
  readonly consent?: Consent | null;
}

/** A World: by default sound in every way, with paper linked and live ready. */
export function aWorld(setup: Setup = {}): World {
  const {
    profiles = {},
    files = {},
    links = {},
    registry,
    directories = {},
    consent,
    ...rest
  } = setup;
  const opened = new Map(Object.entries({ ...soundFiles, ...files }).map(asFile));
  const world: World = {
    root: { path: '/opt/pine', source: '--root' },
    at: Date.UTC(2026, 9, 2),
    host: 'trader-1',
    account: { uid: 0, gid: 0 },
    profiles: new Map(
      Object.entries({ paper: {}, live: {}, ...profiles }).flatMap(([name, one]) =>
        one === null ? [] : [[name, asRead(name, one)]],
      ),
    ),
    allProfiles: true,
    registry: asRegistry(registry ?? soundRegistry),
    links: new Map(
      Object.entries({ [link]: paperFile, ...links }).map(([name, one]) => [
        name,
        asLink(name, one, opened),
      ]),
    ),
    files: opened,
    directories: Object.entries({ ...soundDirectories, ...directories }).map(([path, change]) => ({
      path,
      facts: fileFacts({ kind: 'directory', mode: 0o755, uid: 0, gid: 0, ...change }),
    })),
    leftovers: [],
    journalled: new Set(),
    configs: new Map(),
    unitFiles: new Map(),
    unitPlaces: noPlaces,
    git: new Map([
      [paperFile, 'ignored'],
      [liveFile, 'ignored'],
    ]),
    journal: { damaged: 0 },
    ...rest,
  };
  const agreed = consent === undefined ? consentTo(world, 'live') : consent;
  return agreed === null ? world : { ...world, consent: agreed };
}

/** What somebody says yes to who agrees to this profile as it stands; null when it is broken. */
export function consentTo(world: World, name: string): Consent | null {
  const read = world.profiles.get(name);
  if (read?.kind !== 'good') return null;
  const files = fileDigests(world, read.profile, salt);
  return { v: 1, profile: name, host: world.host, salt, files, at: '2026-10-02', by: 'ann' };
}

function asFile([file, one]: [string, string | Uint8Array | EnvFile]): [string, EnvFile] {
  const isText = typeof one === 'string' || one instanceof Uint8Array;
  return [file, isText ? anEnvFile(file, one) : one];
}

function asRead(name: string, one: object): ProfileRead {
  if ('kind' in one) return one as ProfileRead;
  return { kind: 'good', profile: aProfile(name, one), owner: service };
}

function asRegistry(one: Registry | World['registry']): World['registry'] {
  return 'kind' in one ? one : { kind: 'good', registry: one };
}

function asLink(
  name: string,
  one: string | LinkFacts | null,
  files: ReadonlyMap<string, EnvFile>,
): LinkFacts {
  if (one === null) return { link: name };
  if (typeof one !== 'string') return one;
  const behind = files.get(one);
  return aLink(name, one, behind?.kind === 'opened' ? behind.facts : undefined);
}

export const soundFiles = { [paperFile]: paperText(), [liveFile]: liveText() };

const soundRegistry = aRegistry(soundEnrolments);

const soundDirectories = {
  '/opt/pine/Deployment/env': { mode: 0o750, gid: service.gid },
  '/opt/pine/Deployment': {},
  '/opt/pine': {},
  '/opt': {},
  '/': {},
};
