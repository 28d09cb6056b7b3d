import type { Loader, Reading } from '../../../src/domain/loaders/loader.ts';
import { bytesOf } from './examples.ts';

/** The whole environment that the shells of these tables start with. */
export const outside: ReadonlyMap<string, string> = new Map([
  ['PATH', '/usr/bin:/bin'],
  ['HOME', '/home/pine'],
  ['PINE_OUTER', 'outer'],
]);

/**
 * What a shell takes, in one line: `A=1 B=2` in the order of the keys, `?A:rule` for a key that is
 * not predicted, `?:rule` for all of them, `refused:rule`.
 */
export function taken(loader: Loader, text: string | Uint8Array, isKnown = true): string {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  return inShort(loader.read(bytes, isKnown ? { outside } : {}));
}

function inShort(reading: Reading): string {
  if (reading.kind === 'refused') return `refused:${reading.rule}`;
  const values = new Map(reading.assignments.map(({ key, value }) => [key, value.reveal()]));
  const known = [...values].map(([key, value]) => `${key}=${value}`).sort();
  return [...known, ...reading.unsure.map(({ key = '', rule }) => `?${key}:${rule}`)].join(' ');
}

/** The rules of what has no effect, with their lines. */
export function ignoredIn(loader: Loader, text: string): readonly string[] {
  const reading = loader.read(bytesOf(text), { outside });
  return reading.kind === 'read' ? reading.ignored.map(({ line, rule }) => `${line} ${rule}`) : [];
}
