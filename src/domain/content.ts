import { bytesDigest } from './fingerprint.ts';
import { grouped } from './grouped.ts';
import { behaviour } from './loaders/behaviour.ts';
import { loaders } from './loaders/index.ts';
import type { Loader, Reading } from './loaders/loader.ts';
import type { LoaderName } from './names.ts';
import { type UnportableLine, unportableLines } from './portable.ts';
import type { Subset } from './portable-rules.ts';
import { Secret } from './secret.ts';
import { lossyText } from './utf8-text.ts';

/** What one behaviour of a loader takes from a file. */
export interface Heard {
  readonly loader: LoaderName;
  /** The first version that behaves so. */
  readonly version: string;
  readonly reading: Reading;
}

/** The content of an env file that could be read whole; values are `Secret`s. */
export interface Content {
  /** As this loader reads it: in the host's version when that is known, else in the oldest. */
  readonly read: (loader: LoaderName) => Reading;
  /** As every behaviour of this loader that nobody can exclude reads it; the first is `read`. */
  readonly heard: (loader: LoaderName) => readonly Heard[];
  /** The lines outside a subset that is read alike. */
  readonly unportable: (subset: Subset) => readonly UnportableLine[];
  /** Those of one line. */
  readonly unportableAt: (subset: Subset, line: number) => readonly UnportableLine[];
  /** The text of a line, 1-based; empty when there is none. */
  readonly line: (number: number) => Secret;
  /** A keyed digest of the bytes; the salt is 64 hex digits. */
  readonly digest: (salt: string) => string;
  /** The bytes themselves: for `activation: copy` and nothing else. */
  readonly reveal: () => Uint8Array;
}

/** The versions a host is known to have. */
export type KnownVersions = Readonly<Partial<Record<LoaderName, string>>>;

/** The content of a file of these bytes; each model reads it when it is first asked. */
export function contentFrom(bytes: Uint8Array, known: KnownVersions = {}): Content {
  const heard = remembered((name: LoaderName) => heardBy(loaders[name], bytes, known[name]));
  const unportable = remembered((subset: Subset) => unportableLines(bytes, subset));
  const byLine = remembered((subset: Subset) => grouped(unportable(subset), ({ line }) => line));
  const lines = remembered(() => lossyText(bytes).split('\n'));
  return {
    heard,
    read: (name) => heard(name)[0].reading,
    unportable,
    unportableAt: (subset, line) => byLine(subset).get(line) ?? [],
    line: (number) => Secret.of(lines('all')[number - 1] ?? ''),
    digest: (salt) => bytesDigest(salt, bytes),
    reveal: () => bytes,
  };
}

function heardBy(
  loader: Loader,
  bytes: Uint8Array,
  known: string | undefined,
): readonly [Heard, ...Heard[]] {
  const one = (version: string): Heard => ({
    loader: loader.name,
    version,
    reading: readingOf(loader, bytes, version),
  });
  const [oldest, ...newer] = loader.versions;
  const running = behaviour(loader, known);
  return running === undefined ? [one(oldest), ...newer.map(one)] : [one(running)];
}

/** A fault in a model must not stand between anybody and paper: then nothing is certain, and that is said. */
function readingOf(loader: Loader, bytes: Uint8Array, version: string): Reading {
  try {
    return loader.read(bytes, { version });
  } catch {
    const unsure = [{ line: 1, rule: 'model-failed' }];
    return { kind: 'read', assignments: [], ignored: [], unsure };
  }
}

function remembered<A extends string, T>(make: (about: A) => T): (about: A) => T {
  const made = new Map<A, T>();
  return (about) => {
    const before = made.get(about);
    if (before !== undefined) return before;
    const now = make(about);
    made.set(about, now);
    return now;
  };
}
