import { Secret } from '../secret.ts';
import type { Assignment, Ignored, ReadFile, Unsure } from './loader.ts';

/** What a model found up to here, for programs where a later line can settle what an earlier one left open. */
export interface FoundKeys {
  readonly assignments: Assignment[];
  readonly ignored: Ignored[];
  /** By key; undefined stands for every key. */
  readonly unsure: Map<string | undefined, Unsure>;
  /** The text in force of every key that was assigned. */
  readonly texts: Map<string, string>;
}

/** Where every reading begins. */
export function nothingFound(): FoundKeys {
  return { assignments: [], ignored: [], unsure: new Map(), texts: new Map() };
}

/** Records a value, which also ends any doubt about its key. */
export function assign(found: FoundKeys, key: string, text: string, line: number): void {
  found.assignments.push({ key, value: Secret.of(text), line });
  found.texts.set(key, text);
  found.unsure.delete(key);
}

/** Records that a key, or without one every key, cannot be predicted; the first reason for all stays. */
export function doubt(found: FoundKeys, rule: string, line: number, key?: string): void {
  if (key === undefined && found.unsure.has(key)) return;
  found.unsure.set(key, key === undefined ? { line, rule } : { key, line, rule });
}

/** Records a place without effect; the same rule twice on one line counts once. */
export function ignore(found: FoundKeys, rule: string, line: number): void {
  const last = found.ignored.at(-1);
  if (last?.line !== line || last.rule !== rule) found.ignored.push({ line, rule });
}

/** The reading of a file that was not refused. */
export function readingOf({ assignments, ignored, unsure }: FoundKeys): ReadFile {
  return { kind: 'read', assignments, ignored, unsure: [...unsure.values()] };
}
