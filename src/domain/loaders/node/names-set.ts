import { escapedBytes, escapedText, lossyText, utf8Text } from '../../utf8-text.ts';
import type { Found, Ignored } from './found.ts';

/** What was found, under the names that the environment gets; `unsure` is what only Node 26 knows. */
export type SetName =
  | Ignored
  | { readonly kind: 'unsure'; readonly at: number; readonly name: string; readonly rule: string }
  | { readonly kind: 'set'; readonly at: number; readonly name: string; readonly value: string };

/**
 * The names as they reach the environment: up to a NUL, and with U+FFFD for what is not UTF-8.
 * Nothing is set without a name, and of names that become one, one is set.
 */
export function namesSet(found: readonly Found[], version: string): readonly SetName[] {
  const isBeaten = beatenAmong(found);
  return found.map((one) => {
    if (one.kind === 'ignored') return one;
    const { at, key } = one;
    const name = heldText(key);
    if (name === '') return { kind: 'ignored', at, rule: 'no-name' };
    if (isBeaten(name, key)) return { kind: 'ignored', at, rule: 'same-name' };
    if (isIndex(name) && version !== '26') return { kind: 'ignored', at, rule: 'number-name' };
    if (isIndex(name) && Number(name) >= 2 ** 31)
      return { kind: 'unsure', at, name, rule: 'large-number-name' };
    return { kind: 'set', at, name, value: heldText(one.value) };
  });
}

/** A part of the file as an environment holds it: up to a NUL, with U+FFFD for what is not UTF-8. */
export function heldText(part: string): string {
  if (!maybeOdd.test(part)) return part;
  const nul = part.indexOf('\0');
  const text = nul < 0 ? part : part.slice(0, nul);
  return text.replace(/[\udc80-\udcff]+/gu, (bytes) => lossyText(escapedBytes(bytes)));
}

// Without `u` it finds halves of good characters too; that costs time only.
const maybeOdd = /[\0\udc80-\udcff]/;

/** True for the index of an array: no name in `process.env` below 26; 26 takes a large one for negative. */
function isIndex(name: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
}

/** Names are set in the order of their bytes; one that is there already, up to its NUL, is left alone. */
function beatenAmong(found: readonly Found[]): (name: string, key: string) => boolean {
  if (!found.some((one) => one.kind === 'named' && maybeOdd.test(one.key))) return () => false;
  const keys = new Set(found.flatMap((one) => (one.kind === 'named' ? one.key : [])));
  const odd = [...keys].filter((key) => maybeOdd.test(key));
  const rivals = new Map(odd.map((key) => [heldText(key), [] as Uint8Array[]]));
  for (const key of keys) rivals.get(heldText(key))?.push(escapedBytes(key));
  const winners = new Map([...rivals].map(([name, all]) => [name, winnerOf(all)]));
  return (name, key) => {
    const winner = winners.get(name);
    // Two texts may stand for the same bytes where a CR was taken out of the middle of a character.
    return winner !== undefined && winner !== key && winner !== escapedText(escapedBytes(key));
  };
}

function winnerOf(keys: readonly Uint8Array[]): string {
  const inOrder = [...keys].sort(byBytes);
  const notThereYet = inOrder.findLast((key) => utf8Text(upToNul(key)) === undefined);
  return escapedText(notThereYet ?? (inOrder[0] as Uint8Array));
}

function upToNul(key: Uint8Array): Uint8Array {
  const nul = key.indexOf(0);
  return nul < 0 ? key : key.subarray(0, nul);
}

function byBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] as number) - (b[at] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
