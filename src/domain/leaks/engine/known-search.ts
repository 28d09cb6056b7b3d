import { windowBytes } from '../../rolling-window.ts';
import type { KnownSecrets } from '../known-secrets.ts';
import type { BytesWork } from '../leak-scanner.ts';
import { classOf, lowered, nibble, sixBits, wordly } from './byte-classes.ts';
import { type Confirmer, confirmerOf } from './confirm-print.ts';
import type { Hit } from './hit.ts';
import { needleHit, printHit } from './known-hits.ts';
import { type Needle, narrowed, needlesOf, type Print, printsOf } from './needles.ts';
import { isAlways, mayHoldPieces, mayHoldRandom } from './rich-regions.ts';
import { lookAtEdges, roll } from './roll.ts';
import type { Text } from './text.ts';
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
  const folding = soughtIn(
    needles.filter(({ folds }) => folds),
    prints.filter(({ provider }) => provider === 'traderspost'),
  );
  const kept = (byte: number) => ((classOf[byte] as number) & wordly) !== 0;
  const narrow = needles.map((needle) => narrowed(needle, kept));
  const squeezing = soughtIn(
    narrow.filter(({ part }) => part.length >= windowBytes),
    prints,
    false,
  );
  // A value that has 16 letters and digits in a row somewhere is found by them.
  const oddOnes = needles.filter(({ part }) => !hasLetters(part));
  const odd = soughtIn(
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
    needsWide: odd.length > 0,
    wide(text, from, to, hits) {
      for (const each of odd) searchIn(text, text.bytes, 0, from, to, each, hits, confirmer, work);
    },
    folded(text, from, to, hits) {
      if (folding.length === 0) return;
      if (scratch.length < to - from) scratch = new Uint8Array(2 * (to - from));
      for (let at = from; at < to; at++) {
        scratch[at - from] = lowered[text.bytes[at] as number] as number;
      }
      for (const each of folding)
        searchIn(text, scratch, from, 0, to - from, each, hits, confirmer, work);
    },
    squeezed(text, from, to, hits) {
      for (const each of squeezing)
        searchIn(text, text.bytes, 0, from, to, each, hits, confirmer, work);
    },
    refresh: confirmer.refresh,
  };
}

/** Values and fingerprints apart, since values are found with far fewer looks. */
function soughtIn(
  needles: readonly Needle[],
  prints: readonly Print[],
  alsoReverse = true,
): readonly Sought[] {
  const both = [soughtOf(needles, []), soughtOf([], prints, alsoReverse)];
  return both.filter((sought) => sought !== undefined);
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
