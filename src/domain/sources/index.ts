import * as v from 'valibot';
import { type ConfigIssue, issueAt } from '../config-issue.ts';
import { age } from './age.ts';
import { aws } from './aws.ts';
import { command } from './command.ts';
import { env } from './env.ts';
import { gcp } from './gcp.ts';
import { pass } from './pass.ts';
import { sops } from './sops.ts';
import type { Places, SourceKind, Store, StoreQuestion } from './store.ts';
import { systemdCreds } from './systemd-creds.ts';
import { vault } from './vault.ts';

/** Every store there is; adding one is one file and one line, and one that is missing does not compile. */
const stores = {
  vault,
  aws,
  gcp,
  env,
  pass,
  sops,
  age,
  'systemd-creds': systemdCreds,
  command,
} as const satisfies {
  readonly [K in SourceKind]: {
    readonly fields: { readonly entries: { readonly kind: v.LiteralSchema<K, undefined> } };
  };
};

/** Where a profile's values come from instead of an env file. */
export type Source = { [K in SourceKind]: v.InferOutput<(typeof stores)[K]['fields']> }[SourceKind];

/** The schema of `source:`. */
export const sourceBlock = v.pipe(
  v.variant(
    'kind',
    Object.values(stores).map(({ fields }) => fields),
  ),
  v.description('Where the values come from: a store, asked with its own command'),
);

/** The store a source names. */
export function storeOf({ kind }: Source): Store {
  return stores[kind] as unknown as Store;
}

/** What to run for a source, in order; nothing for `env`. */
export function questionsTo(source: Source, places: Places): readonly StoreQuestion[] {
  return storeOf(source).questions(source, places);
}

/** What a schema cannot say: a document or an entry for each key, and one env file to write. */
export function sourceFaults(source: Source | undefined, files: number): readonly ConfigIssue[] {
  if (source === undefined) return [];
  const named = ['secret', 'entry', 'file', 'path', 'command'].some((field) => field in source);
  const nothing = !named && source.keys === undefined;
  return [
    ...(nothing ? [issueAt(['source'], 'source-of-nothing')] : []),
    ...(files > 1 ? [issueAt(['source'], 'source-one-file')] : []),
  ];
}
