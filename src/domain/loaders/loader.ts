import type { LoaderName } from '../names.ts';
import type { Secret } from '../secret.ts';

/** One variable as a loader reads it; `line` is 1-based, counted in line feeds, where it begins. */
export interface Assignment {
  readonly key: string;
  /** Bytes that are not UTF-8 stand in the text as lone surrogates (`escapedText`). */
  readonly value: Secret;
  readonly line: number;
}

/** A place in the file that looks like something and has no effect; the rule says why. */
export interface Ignored {
  readonly line: number;
  readonly rule: string;
}

/**
 * A key whose value the file does not determine, wherever else it is assigned. Without a `key`:
 * from this line on anything may be set, changed or lost.
 */
export interface Unsure {
  readonly key?: string;
  readonly line: number;
  readonly rule: string;
}

/** What the loader takes from a file: assignments in file order, repeated keys kept, the last wins. */
export interface ReadFile {
  readonly kind: 'read';
  readonly assignments: readonly Assignment[];
  readonly ignored: readonly Ignored[];
  /** What cannot be predicted; empty for a loader that expands and runs nothing. */
  readonly unsure: readonly Unsure[];
}

/** The loader takes nothing from this file, and the worker does not start or the library raises. */
export interface RefusedFile {
  readonly kind: 'refused';
  readonly rule: string;
  readonly line?: number;
}

/** What becomes of a file. */
export type Reading = ReadFile | RefusedFile;

/** What is known of the loader beside the file. */
export interface Setting {
  /** One of the loader's `versions`; the oldest when it is not known. */
  readonly version?: string;
  /** The whole environment the loader starts with; absent when nobody knows it. */
  readonly outside?: ReadonlyMap<string, string>;
}

/** A model of one program: the file's bytes in, what that program makes of them out. */
export interface Loader {
  readonly name: LoaderName;
  /** Where behaviour differs, the first version of each behaviour, oldest first; at least one. */
  readonly versions: readonly [string, ...string[]];
  /**
   * Every rule its readings may name: a phrase that goes on after the loader's name, such as
   * `ignores a line that begins with export`, and never shows the file's text.
   */
  readonly rules: Readonly<Record<string, string>>;
  /** Pure, total and linear in the size of the file. */
  read(bytes: Uint8Array, setting?: Setting): Reading;
}

/** How a key ends up under one loader. */
export type InForce =
  | { readonly kind: 'value'; readonly value: Secret; readonly line: number }
  | { readonly kind: 'unset' }
  | { readonly kind: 'unsure'; readonly rule: string; readonly line: number }
  | { readonly kind: 'refused'; readonly rule: string; readonly line?: number };

/** What is in force for a key once the whole file was read. */
export function inForce(reading: Reading, key: string): InForce {
  if (reading.kind === 'refused') return reading;
  const { last, unsure } = indexOf(reading);
  const doubt = unsure.get(undefined) ?? unsure.get(key);
  if (doubt !== undefined) return { kind: 'unsure', rule: doubt.rule, line: doubt.line };
  const found = last.get(key);
  return found === undefined
    ? { kind: 'unset' }
    : { kind: 'value', value: found.value, line: found.line };
}

interface Index {
  readonly last: ReadonlyMap<string, Assignment>;
  readonly unsure: ReadonlyMap<string | undefined, Unsure>;
}

// A file may hold twenty thousand keys; forgotten together with its reading.
const indexes = new WeakMap<ReadFile, Index>();

function indexOf(reading: ReadFile): Index {
  const before = indexes.get(reading);
  if (before !== undefined) return before;
  const index = {
    last: new Map(reading.assignments.map((assignment) => [assignment.key, assignment])),
    unsure: new Map([...reading.unsure].reverse().map((one) => [one.key, one])),
  };
  indexes.set(reading, index);
  return index;
}

/** The value in force for a key; undefined when it has none, or none that is certain. */
export function lastValue(reading: Reading, key: string): Secret | undefined {
  const found = inForce(reading, key);
  return found.kind === 'value' ? found.value : undefined;
}

/** Every key a reading speaks of, in the order of the file. */
export function keysIn(reading: Reading): readonly string[] {
  if (reading.kind === 'refused') return [];
  const { assignments, unsure } = reading;
  return [...new Set([...assignments, ...unsure].flatMap(({ key }) => key ?? []))];
}
