import { windowBytes } from '../../rolling-window.ts';
import type { Encoding } from '../leak.ts';
import type { BytesWork } from '../leak-scanner.ts';
import type { Confirmer } from './confirm-print.ts';
import { type Hit, knownFragment, knownValue } from './hit.ts';
import { coreStart, matchAround } from './needle-match.ts';
import type { Needle, Print } from './needles.ts';
import { seenAfter, seenBefore } from './possible-cores.ts';
import { rangeOf, type Text } from './text.ts';

/** Reports what of a needle stands around a window; answers where to go on, or 0. */
export function needleHit(
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

/** Reports what the fingerprint confirms around a window; answers where to go on, or 0. */
export function printHit(
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
