import { loaders as models } from '../loaders/index.ts';
import type { Reading } from '../loaders/loader.ts';
import { type LoaderName, loaderNames } from '../names.ts';

/** One behaviour of a declared loader. */
export interface Reader {
  readonly loader: LoaderName;
  readonly read: (bytes: Uint8Array) => Reading;
}

/** Every behaviour, version by version, of these loaders; of all there are when none is declared. */
export function readersOf(declared: readonly LoaderName[]): readonly Reader[] {
  const asked = declared.length === 0 ? loaderNames : declared;
  return asked.flatMap((loader) =>
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
