import type * as v from 'valibot';
import type { Secret } from '../secret.ts';

/** The stores a profile's `source:` may name. */
export const sourceKinds = [
  'vault',
  'aws',
  'gcp',
  'env',
  'pass',
  'sops',
  'age',
  'systemd-creds',
  'command',
] as const;

/** One of the stores there are. */
export type SourceKind = (typeof sourceKinds)[number];

/** What a store's answer is: a document with fields, or the one value that was asked for. */
export type Format = 'dotenv' | 'json' | 'value';

/** One run of a store's own command. */
export interface StoreQuestion {
  /** The command and its words; nothing in them is secret. */
  readonly words: readonly string[];
  /** The store's name of the one value that the answer is; absent where the answer is a document. */
  readonly of?: string;
  readonly format: Format;
  /** Takes the answer out of what the store wraps around it; undefined when it is not wrapped so. */
  readonly unwrap?: (text: string) => string | undefined;
}

/** Where a profile's paths lie. */
export interface Places {
  readonly root: string;
  readonly home: string | undefined;
}

/** What the words of a failed store mean, as far as its documentation and its own code tell. */
export type FailureClass = 'not-logged-in' | 'no-such-secret' | 'not-reachable';

/** One kind of store: its fields in a profile, which command is asked, and how its failures read. */
export interface Store<S extends v.GenericSchema = v.GenericSchema> {
  readonly fields: S;
  /** The command's own way to log in, for a remedy. */
  readonly login: string;
  /** What its stderr says for each class; the text itself is never shown. */
  readonly signs: readonly (readonly [RegExp, FailureClass])[];
  questions(source: v.InferOutput<S>, places: Places): readonly StoreQuestion[];
}

/** Declares a store, so that its questions know the type of its fields. */
export function store<const S extends v.GenericSchema>(one: Store<S>): Store<S> {
  return one;
}

/** Values by the names they have in the store; undefined for what is there and is no text. */
export type Fields = ReadonlyMap<string, Secret | undefined>;

/** What became of one run of a store's command; its stderr is for `readFailure` alone. */
export type StoreAnswer =
  | { readonly kind: 'said'; readonly stdout: Uint8Array }
  | { readonly kind: 'failed'; readonly code: number; readonly stderr: string }
  | { readonly kind: 'not-run'; readonly errno: string }
  | { readonly kind: 'ended'; readonly signal: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'too-long' };
