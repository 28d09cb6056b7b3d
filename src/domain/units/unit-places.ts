import type { Content } from '../content.ts';

/** A file that an `EnvironmentFile=` names, or one of those that its wildcard matches. */
export interface NamedFile {
  /** Absolute, as systemd opens it. */
  readonly path: string;
  /** The names in `Deployment/env` that one passes on the way to the bytes, the first first. */
  readonly through: readonly string[];
  /** Of a file that is none of the root's own and could be read. */
  readonly content?: Content;
}

/** What the disk and the accounts tell of what unit files name. */
export interface UnitPlaces {
  /** By the path of the `EnvironmentFile=`. */
  readonly files: ReadonlyMap<string, readonly NamedFile[]>;
  /** The numbers of the accounts that `User=` names; one that is not known is not in it. */
  readonly users: ReadonlyMap<string, number>;
}

/** Nobody looked. */
export const noPlaces: UnitPlaces = { files: new Map(), users: new Map() };
