import { windowBytes } from '../../rolling-window.ts';
import type { KnownSecrets } from '../known-secrets.ts';
import type { Encoding } from '../leak.ts';
import type { BytesWork } from '../leak-scanner.ts';
import { classOf, lowered, nibble, sixBits, wordly } from './byte-classes.ts';
import { type Confirmer, confirmerOf } from './confirm-print.ts';
import { type Hit, knownFragment, knownValue } from './hit.ts';
import { coreStart, matchAround } from './needle-match.ts';
import { type Needle, narrowed, needlesOf, type Print, printsOf } from './needles.ts';
import { seenAfter, seenBefore } from './possible-cores.ts';
import { isAlways, mayHoldPieces, mayHoldRandom } from './rich-regions.ts';
import { lookAtEdges, roll } from './roll.ts';
import { rangeOf, type Text } from './text.ts';
import { type Candidate, type Sought, soughtOf } from './window-index.ts';

/** Finds secrets of ours in a text whose runs somebody else finds. */
export interface KnownSearch {
  /** True when there is nothing to look for. */
  readonly idle: boolean;
  /** Values of less than 16 bytes, which no window covers. */
  readonly short: readonly Needle[];
  /** True when what is known may hold hardly a digit or a capital. */
  readonly plainToo: boolean;
  /** The same of values that `needsWide`. */
  readonly oddToo: boolean;
  /** The same of what may lie in pieces; only of values that can be read. */
  readonly piecesToo: boolean;
  /** True when case is nothing to a value that is not made of hex digits. */
  readonly foldsAll: boolean;
  /** Looks at `[from, to)` as it stands there. */
  run(text: Text, from: number, to: number, hits: Hit[]): void;
  /** True when something known may stand in no run of letters and digits alone. */
  readonly needsWide: boolean;
  /** Looks at `[from, to)` for that only. */
  wide(text: Text, from: number, to: number, hits: Hit[]): void;
  /** The same in lower case, for providers to whom case is nothing. */
  folded(text: Text, from: number, to: number, hits: Hit[]): void;
  /** The same in a text of which only letters, digits, `_` and `-` were kept. */
  squeezed(text: Text, from: number, to: number, hits: Hit[]): void;
  /** A new piece of work begins. */
  refresh(): void;
}

/** What everything known is looked for with. */
export function knownSearch(known: KnownSecrets, work: BytesWork): KnownSearch {
  const all = needlesOf(known);
  const needles = all.filter(({ part }) => part.length >= windowBytes);
  const prints = printsOf(known);
  const plain = soughtOf(needles, []);
  const unread = soughtOf([], prints);
  const folding = soughtOf(
    needles.filter(({ folds }) => folds),
    prints.filter(({ provider }) => provider === 'traderspost'),
  );
  const kept = (byte: number) => ((classOf[byte] as number) & wordly) !== 0;
  const narrow = needles.map((needle) => narrowed(needle, kept));
  const squeezing = soughtOf(
    narrow.filter(({ part }) => part.length >= windowBytes),
    prints,
    false,
  );
  // A value that has 16 letters and digits in a row somewhere is found by them.
  const oddOnes = needles.filter(({ part }) => !hasLetters(part));
  const odd = soughtOf(
    oddOnes,
    prints.filter(({ provider }) => provider === 'opaque'),
    false,
  );
  const confirmer = confirmerOf(known.salt ?? '');
  let scratch = new Uint8Array(1024);
  return {
    idle: plain === undefined && unread === undefined,
    plainToo: prints.some(({ provider }) => provider === 'opaque') || !all.every(isRandom),
    oddToo: !oddOnes.every(isRandom),
    piecesToo: !narrow.every(({ part }) => isAlways(mayHoldPieces, part)),
    foldsAll: needles.some(
      ({ part, folds }) => folds && part.some((byte) => (nibble[byte] as number) > 15),
    ),
    short: all.filter(({ part }) => part.length < windowBytes),
    run(text, from, to, hits) {
      const { bytes } = text;
      if (plain) searchIn(text, bytes, 0, from, to, plain, hits, confirmer, work);
      if (unread) searchIn(text, bytes, 0, from, to, unread, hits, confirmer, work, lookAtEdges);
    },
    needsWide: odd !== undefined,
    wide(text, from, to, hits) {
      if (odd) searchIn(text, text.bytes, 0, from, to, odd, hits, confirmer, work);
    },
    folded(text, from, to, hits) {
      if (folding === undefined) return;
      if (scratch.length < to - from) scratch = new Uint8Array(2 * (to - from));
      for (let at = from; at < to; at++) {
        scratch[at - from] = lowered[text.bytes[at] as number] as number;
      }
      searchIn(text, scratch, from, 0, to - from, folding, hits, confirmer, work);
    },
    squeezed(text, from, to, hits) {
      if (squeezing) searchIn(text, text.bytes, 0, from, to, squeezing, hits, confirmer, work);
    },
    refresh: confirmer.refresh,
  };
}

function isRandom({ part }: Needle): boolean {
  return isAlways(mayHoldRandom, part);
}

function hasLetters(part: Uint8Array): boolean {
  let run = 0;
  return part.some((byte) => {
    run = (classOf[byte] as number) & sixBits ? run + 1 : 0;
    return run >= windowBytes;
  });
}

/** Rolls over `rolled[from, to)`, which stands in the text `shift` bytes further. */
function searchIn(
  text: Text,
  rolled: Uint8Array,
  shift: number,
  from: number,
  to: number,
  sought: Sought,
  hits: Hit[],
  confirmer: Confirmer,
  work: BytesWork,
  look: typeof roll = roll,
): void {
  look(rolled, from, to, sought, ({ needle, print, at: window }: Candidate, at, reverse) => {
    const place = at + shift;
    const end = needle
      ? needleHit(text, needle, window, place, hits, work)
      : printHit(text, print as Print, place, reverse, hits, confirmer, work);
    return end - shift;
  });
}

function needleHit(
  text: Text,
  needle: Needle,
  window: number,
  at: number,
  hits: Hit[],
  work: BytesWork,
): number {
  const match = matchAround(text.bytes, text.length, needle, window, at);
  if (match === undefined) return 0;
  if (match.whole || needle.telling[window]) {
    const begin = match.whole ? coreStart(text.bytes, needle, match) : match.from;
    const [from, to] = rangeOf(text, begin, match.to);
    const found = match.whole ? needle.core : work.latin1(text.bytes, match.from, match.to);
    hits.push({
      rule: match.whole ? knownValue : knownFragment,
      ...{ from, to, found, owners: needle.owners, partial: !match.whole, certain: true },
      encodings: encodingsOf(text, needle.reversed),
    });
  }
  return match.to;
}

function printHit(
  text: Text,
  print: Print,
  at: number,
  reverse: boolean,
  hits: Hit[],
  confirmer: Confirmer,
  work: BytesWork,
): number {
  const squeezed = text.encodings.at(-1) === 'squeezed';
  const behind = Math.min(text.length, at + windowBytes + (reverse ? seenBefore : seenAfter));
  const ahead = Math.max(0, at - (reverse ? seenAfter : seenBefore));
  const cut = reverse ? at : at + windowBytes;
  const left = work.latin1(text.bytes, ahead, cut);
  const right = work.latin1(text.bytes, cut, behind);
  const around = reverse
    ? { before: backwards(right), after: backwards(left), squeezed }
    : { before: left, after: right, squeezed };
  const found = confirmer.confirm(print, around);
  if (found === undefined) return 0;
  const [begin, finish] = reverse ? [cut, cut + found.size] : [cut - found.size, cut];
  const [from, to] = rangeOf(text, begin, finish);
  hits.push({
    rule: knownValue,
    ...{ from, to, found: found.core, owners: print.owners, partial: false },
    certain: found.certain,
    encodings: encodingsOf(text, reverse),
  });
  return at + windowBytes;
}

function encodingsOf({ encodings }: Text, reversed: boolean): readonly Encoding[] {
  return reversed ? [...encodings, 'reversed'] : encodings;
}

function backwards(text: string): string {
  return text.split('').reverse().join('');
}
