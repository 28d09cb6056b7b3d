import { lossyText, utf8Text } from '../../utf8-text.ts';
import type { Found, Named } from './found.ts';

type Ignored = Exclude<Found, Named>;
type Kept = Named & { readonly name: string };

/** What was found, under the names that the environment gets; `unsure` is what only Node 26 knows. */
export type SetName =
  | Ignored
  | Kept
  | { readonly kind: 'unsure'; readonly at: number; readonly name: string; readonly rule: string };

/**
 * The names as they reach the environment: up to a NUL, and with U+FFFD for what is not UTF-8.
 * Nothing is set without a name, and of names that become one, one is set.
 */
export function namesSet(
  bytes: Uint8Array,
  found: readonly Found[],
  version: string,
): readonly SetName[] {
  const named = found.map((one) => (one.kind === 'named' ? underItsName(bytes, one) : one));
  const isBeaten = beatenAmong(bytes, named);
  return named.map((one) => {
    if (one.kind === 'ignored') return one;
    if (one.name === '') return { kind: 'ignored', at: one.at, rule: 'no-name' };
    if (isBeaten(one)) return { kind: 'ignored', at: one.at, rule: 'same-name' };
    return isIndex(one.name) ? numbered(one, version) : one;
  });
}

/** True for the index of an array. */
function isIndex(name: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
}

/** No index is a name in `process.env` below 26; 26 looks under a negative number for a large one. */
function numbered(one: Kept, version: string): SetName {
  const { at, name } = one;
  if (version !== '26') return { kind: 'ignored', at, rule: 'number-name' };
  return Number(name) < 2 ** 31 ? one : { kind: 'unsure', at, name, rule: 'large-number-name' };
}

/** The text before its first NUL. */
export function upToNul(text: string): string {
  const nul = text.indexOf('\0');
  return nul < 0 ? text : text.slice(0, nul);
}

function underItsName(bytes: Uint8Array, named: Named): Kept {
  return { ...named, name: upToNul(lossyText(keyOf(bytes, named))) };
}

/** Names are set in the order of their bytes; one that is there already, up to its NUL, is left alone. */
function beatenAmong(bytes: Uint8Array, all: readonly (Kept | Ignored)[]): (one: Kept) => boolean {
  const winners = new Map<string, Uint8Array>();
  const named = all.filter((one): one is Kept => one.kind === 'named');
  const odd = named.filter((one) => utf8Text(keyOf(bytes, one)) !== one.name);
  const shared = new Map(odd.map(({ name }) => [name, [] as Uint8Array[]]));
  for (const one of named) shared.get(one.name)?.push(keyOf(bytes, one));
  for (const [name, keys] of shared) winners.set(name, winnerOf(keys.sort(byBytes)));
  return (one) => {
    const winner = winners.get(one.name);
    return winner !== undefined && byBytes(winner, keyOf(bytes, one)) !== 0;
  };
}

function winnerOf(keys: readonly Uint8Array[]): Uint8Array {
  const notThereYet = keys.findLast((key) => utf8Text(upToNulByte(key)) === undefined);
  return notThereYet ?? (keys[0] as Uint8Array);
}

function upToNulByte(key: Uint8Array): Uint8Array {
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

function keyOf(bytes: Uint8Array, { key }: Named): Uint8Array {
  return bytes.subarray(key.from, key.to);
}
