import { loaders as models } from '../loaders/index.ts';
import type { Loader, Reading } from '../loaders/loader.ts';
import { type LoaderName, loaderNames } from '../names.ts';

/** One behaviour of a declared loader. */
export interface Reader {
  readonly loader: LoaderName;
  readonly rules: Readonly<Record<string, string>>;
  readonly read: (bytes: Uint8Array) => Reading;
}

/** Every behaviour, version by version, of these loaders; of all there are when none is declared. */
export function readersOf(declared: readonly LoaderName[]): readonly Reader[] {
  const asked = declared.length === 0 ? loaderNames : declared;
  return asked.flatMap((loader) => behavioursOf(loader, modelled[loader]));
}

const modelled: Readonly<Partial<Record<LoaderName, Loader>>> = models;

function behavioursOf(loader: LoaderName, model: Loader | undefined): readonly Reader[] {
  if (model === undefined) return [{ loader, rules: unknown.rules, read: () => unknown.reading }];
  const { rules, versions } = model;
  return versions.map((version) => ({
    loader,
    rules,
    read: (bytes) => model.read(bytes, { version }),
  }));
}

const unknown: { readonly rules: Reader['rules']; readonly reading: Reading } = {
  rules: { 'no-model': 'is not known well enough' },
  reading: { kind: 'refused', rule: 'no-model' },
};

/** The loaders of these readers, each once. */
export function loadersOf(readers: readonly Reader[]): readonly LoaderName[] {
  return [...new Set(readers.map(({ loader }) => loader))];
}
