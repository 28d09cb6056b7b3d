import type { LoaderName } from '../names.ts';
import type { Secret } from '../secret.ts';

/** One variable as a loader reads it; `line` is 1-based, counted in line feeds, where it begins. */
export interface Assignment {
  readonly key: string;
  readonly value: Secret;
  readonly line: number;
}

/** A place in the file that looks like something and has no effect; the rule says why. */
export interface Ignored {
  readonly line: number;
  readonly rule: string;
}

/** What the loader takes from a file: assignments in file order, repeated keys kept, the last wins. */
export interface ReadFile {
  readonly kind: 'read';
  readonly assignments: readonly Assignment[];
  readonly ignored: readonly Ignored[];
}

/** The loader takes nothing from this file and says so; the message never quotes its text. */
export interface RefusedFile {
  readonly kind: 'refused';
  readonly rule: string;
  readonly line?: number;
  readonly message: string;
}

/** What becomes of a file; a model that cannot predict a key will add its own kind here. */
export type Reading = ReadFile | RefusedFile;

/** A model of one program: the file's bytes in, what that program makes of them out. */
export interface Loader {
  readonly name: LoaderName;
  /** Pure, total and linear in the size of the file. */
  read(bytes: Uint8Array): Reading;
}

/** The value in force for a key; undefined when the file was refused or does not set it. */
export function lastValue(reading: Reading, key: string): Secret | undefined {
  if (reading.kind === 'refused') return undefined;
  return reading.assignments.findLast((assignment) => assignment.key === key)?.value;
}

/** A key that is assigned more than once, and every line that does it. */
export interface Duplicate {
  readonly key: string;
  readonly lines: readonly number[];
}

/** The keys a file assigns more than once, in the order of their first line; none when refused. */
export function duplicates(reading: Reading): readonly Duplicate[] {
  if (reading.kind === 'refused') return [];
  const lines = new Map<string, number[]>();
  for (const { key, line } of reading.assignments) {
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [line]);
    else known.push(line);
  }
  return [...lines].flatMap(([key, at]) => (at.length > 1 ? [{ key, lines: at }] : []));
}
