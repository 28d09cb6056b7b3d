import type { ErrorFacts } from '../errors.ts';
import type { Consent } from './consent.ts';
import type { Content } from './content.ts';
import type { TrackedFile } from './env-like.ts';
import type { FileFacts } from './file-facts.ts';
import type { Entry } from './journal-entry.ts';
import type { OwnPlace } from './own-place.ts';
import type { Profile } from './profile.ts';
import type { Registry } from './registry.ts';
import type { OpenRotation } from './rotation/rotation-record.ts';
import type { Running } from './running/running.ts';
import { safeProfile } from './safe-profile.ts';
import type { TracesRead } from './traces/trace.ts';
import type { UnitFile } from './units/unit-file.ts';
import type { UnitPlaces } from './units/unit-places.ts';
import type { ConfigReading } from './worker/runtime-config.ts';

/** How a root was found: by flag, variable, the working directory, or because nothing else was said or there. */
export type RootSource =
  | '--root'
  | 'PINE_ENV_ROOT'
  | 'working directory'
  | 'default'
  /** The person's own directory. */
  | 'user directory'
  /** No root at all: an env file by itself. */
  | '--file';

/** A root that may be used, and the server root it hides when it was found by chance. */
export interface Root {
  readonly path: string;
  readonly source: RootSource;
  readonly shadows?: string;
}

export interface OwnerIds {
  readonly uid: number;
  readonly gid: number;
}

/** One profile as its YAML file says it, or why that file cannot be used. */
export type ProfileRead =
  | { readonly kind: 'good'; readonly profile: Profile; readonly owner: OwnerIds }
  | { readonly kind: 'bad'; readonly name: string; readonly error: ErrorFacts };

export type RegistryRead =
  | { readonly kind: 'good'; readonly registry: Registry }
  | { readonly kind: 'absent' }
  | { readonly kind: 'bad'; readonly error: ErrorFacts };

/** A link as it stands: what it is, what it names, and what is behind it. */
export interface LinkFacts {
  readonly link: string;
  readonly facts?: FileFacts;
  readonly target?: string;
  readonly behind?: FileFacts;
  /** For `activation: copy`: the env file whose bytes stand in place. */
  readonly copyOf?: string;
}

export type EnvFile =
  | { readonly kind: 'absent'; readonly file: string }
  | {
      readonly kind: 'closed';
      readonly file: string;
      readonly error: ErrorFacts;
      readonly facts?: FileFacts;
    }
  | {
      readonly kind: 'opened';
      readonly file: string;
      readonly facts: FileFacts;
      /** Undefined when it is not a regular file of an acceptable size. */
      readonly content?: Content;
    };

export interface DirectoryFacts {
  readonly path: string;
  readonly facts: FileFacts;
}

/** A file an editor left behind, and the registered keys it names. */
export interface Leftover {
  readonly name: string;
  readonly keys: readonly string[];
}

/** What the journal's end says; `error` when it cannot be read. */
export interface JournalFacts {
  /** A change that was cut short. */
  readonly open?: Entry;
  /** Damaged places that no repair excuses. */
  readonly damaged: number;
  readonly error?: ErrorFacts;
}

export type GitWord = 'tracked' | 'ignored' | 'untracked' | 'no-repository' | 'unknown';

/** The facts one look at the machine collects; whatever was not looked at is empty. */
export interface World {
  readonly root: Root;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly host: string;
  /** The effective account. */
  readonly account: OwnerIds;
  readonly profiles: ReadonlyMap<string, ProfileRead>;
  /** True when every profile of the root was read, not only those that were needed. */
  readonly allProfiles: boolean;
  readonly registry: RegistryRead;
  readonly links: ReadonlyMap<string, LinkFacts>;
  readonly files: ReadonlyMap<string, EnvFile>;
  /** `Deployment/env` and `Deployment/state` and every directory above them. */
  readonly directories: readonly DirectoryFacts[];
  readonly leftovers: readonly Leftover[];
  /** By env file name. */
  readonly git: ReadonlyMap<string, GitWord>;
  /** Where one person's own root or file stands; absent for any other. */
  readonly place?: OwnPlace;
  /** Keys that lie about in the account; absent where nobody looked. */
  readonly traces?: TracesRead;
  /** Env-like files that git tracks below the root; absent where nobody looked. */
  readonly tracked?: readonly TrackedFile[];
  readonly journal: JournalFacts;
  /** Env files the journal says this program linked once; looked at only where a link is undeclared. */
  readonly journalled: ReadonlySet<string>;
  /** The recorded consent to live, when there is one that counts. */
  readonly consent?: Consent;
  /** Rotations that are not over; absent where nobody looked. */
  readonly rotations?: readonly OpenRotation[];
  /** The worker's runtime config, by profile name, where the profile names one. */
  readonly configs: ReadonlyMap<string, ConfigFacts>;
  /** What runs; absent where nobody looked. */
  readonly running?: Running;
  /** The unit files of the profiles' units, by unit; empty where nobody looked. */
  readonly unitFiles: ReadonlyMap<string, readonly UnitFile[]>;
  /** What stands where those unit files point. */
  readonly unitPlaces: UnitPlaces;
}

/** A worker's runtime config, which wins over its environment (facts of the worker). */
export interface ConfigFacts {
  /** As reports name it: the path that the profile or the env file says. */
  readonly where: string;
  readonly namedBy: 'profile' | 'env-file';
  readonly read: ConfigRead;
  /** What is said of the config for each rule its reading may name. */
  readonly rules: Readonly<Record<string, string>>;
}

/** What became of a runtime config. */
export type ConfigRead =
  | ConfigReading
  | { readonly kind: 'absent' }
  | { readonly kind: 'closed'; readonly error: ErrorFacts }
  /** Not a regular file of an acceptable size. */
  | { readonly kind: 'not-readable' }
  /** Its path depends on what only the worker knows. */
  | { readonly kind: 'nowhere' };

/** The profiles that could be read, by name. */
export function goodProfiles(world: World): readonly Profile[] {
  return [...world.profiles.values()].flatMap((read) =>
    read.kind === 'good' ? [read.profile] : [],
  );
}

/** The env file of that name, `absent` when it was not looked at. */
export function envFile(world: World, file: string): EnvFile {
  return world.files.get(file) ?? { kind: 'absent', file };
}

/** The content of an env file, when it could be read. */
export function contentOf(file: EnvFile): Content | undefined {
  return file.kind === 'opened' ? file.content : undefined;
}

/** The command that leads to safety here, for remedies: it names a profile this root has. */
export function wayToSafety(world: World): string {
  return `pine-env use ${safeProfile(goodProfiles(world))?.name ?? 'paper'}`;
}

/** The unit patterns of every profile, each once. */
export function patternsOf(world: World): readonly string[] {
  return [...new Set(goodProfiles(world).flatMap(({ units }) => units))];
}
