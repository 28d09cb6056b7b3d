import { loaders as models } from '../loaders/index.ts';
import type { Reading } from '../loaders/loader.ts';
import { type LoaderName, loaderNames } from '../names.ts';

/** One behaviour of a declared loader. */
export interface Reader {
  readonly loader: LoaderName;
  readonly read: (bytes: Uint8Array) => Reading;
}

/** These loaders; every one there is when none is declared. */
export function asked(declared: readonly LoaderName[]): readonly LoaderName[] {
  return declared.length === 0 ? loaderNames : declared;
}

/** Every behaviour, version by version, of these loaders. */
export function readersOf(loaders: readonly LoaderName[]): readonly Reader[] {
  return loaders.flatMap((loader) =>
    models[loader].versions.map((version) => ({
      loader,
      read: (bytes) => models[loader].read(bytes, { version }),
    })),
  );
}

/** The loaders of these readers, each once. */
export function loadersOf(readers: readonly Reader[]): readonly LoaderName[] {
  return [...new Set(readers.map(({ loader }) => loader))];
}
