import * as v from 'valibot';
import { keyName, named, text } from '../config-fields.ts';
import { within } from '../layout.ts';
import type { Format, Places, StoreQuestion } from './store.ts';

/** A name in a store. What begins with `-` would be an option, and `file://` a file, to some of them. */
export function storeName(description: string) {
  return text(
    /^(?!.*:\/\/)[A-Za-z0-9_/.:@+=][A-Za-z0-9_/.:@+=, -]{0,500}$/,
    'store-name',
    description,
  );
}

/** A file below the root, below the home directory (`~/`), or absolute. */
export function storeFile(description: string) {
  return text(
    /^(?!(?:.*\/)?\.\.(?:\/|$))(?:~\/|\/)?[\w.][\w./@+-]{0,1000}$/,
    'config-path',
    description,
  );
}

const names = v.pipe(v.array(keyName), v.minLength(1, 'at-least-one'));
const mapping = v.pipe(
  named(keyName, storeName('Its name there')),
  v.minEntries(1, 'at-least-one'),
);

/** `keys:` as people write it: names, or names with what each is called in the store. */
export const keys = v.pipe(
  v.union([names, mapping]),
  v.description('Which keys to take: a list, or KEY: what it is called there'),
);

/** What a document is made of. */
export const format = v.exactOptional(
  v.pipe(
    v.picklist(['dotenv', 'json']),
    v.description('What the document is: KEY=value lines, or one JSON object'),
  ),
);

/** `keys:` of a source. */
export type Keys = v.InferOutput<typeof keys>;

/** Each key with what it is called in the store; undefined where every field is taken. */
export function namesThere(given: Keys | undefined): ReadonlyMap<string, string> | undefined {
  if (given === undefined) return undefined;
  return new Map(Array.isArray(given) ? given.map((key) => [key, key]) : Object.entries(given));
}

/** The one document that was named, or else one entry for each key. */
export function documentOrEach(
  { document, keys, format }: Asked,
  words: (name: string) => readonly string[],
): readonly StoreQuestion[] {
  if (document !== undefined) return [{ words: words(document), format: format ?? 'dotenv' }];
  const names = new Set(namesThere(keys)?.values());
  return [...names].map((name) => ({ words: words(name), of: name, format: 'value' }));
}

interface Asked {
  readonly document: string | undefined;
  readonly keys: Keys | undefined;
  readonly format: Format | undefined;
}

/** The absolute path of a file that a profile names. */
export function placed(file: string, { root, home }: Places): string {
  if (file.startsWith('/')) return file;
  return file.startsWith('~/') ? `${home ?? '/'}/${file.slice(2)}` : within(root, file);
}

/** A word of the command, where a field was given. */
export function option(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, value];
}

/** The value of a JSON object's field, by the way to it; undefined when there is none such. */
export function fieldOf(text: string, ...way: readonly string[]): unknown {
  try {
    return way.reduce<unknown>((inner, name) => own(inner, name), JSON.parse(text));
  } catch {
    return undefined;
  }
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
