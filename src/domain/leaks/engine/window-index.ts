import { windowBytes, windowNumber, windowState } from '../../rolling-window.ts';
import { gramsOf } from './grams.ts';
import { backwards, type Needle, type Print } from './needles.ts';

/** What a window may be the beginning of a proof for. */
export interface Candidate {
  readonly needle?: Needle;
  /** Where in the needle's part the window stands. */
  readonly at: number;
  readonly print?: Print;
}

/** Windows, with a table in front that says no to nearly all others at the price of one look. */
export interface WindowIndex {
  readonly maybe: Uint8Array;
  readonly candidates: ReadonlyMap<number, readonly Candidate[]>;
}

/** Everything that is looked for in one kind of text. */
export interface Sought {
  readonly forwards: WindowIndex;
  /** Of the text read backwards; only fingerprints need it, values are turned round instead. */
  readonly reverse: WindowIndex | undefined;
  /** The pieces of values; undefined where fingerprints are sought, of which no piece is known. */
  readonly grams: Uint8Array | undefined;
}

/** The index by which `maybe` is asked. */
export const maybeShift = 6;
const maybeSize = 1 << (24 - maybeShift);

/** What is looked for; undefined when that is nothing. */
export function soughtOf(
  needles: readonly Needle[],
  prints: readonly Print[],
  alsoReverse = true,
): Sought | undefined {
  const both = needles.flatMap((needle) => [needle, backwards(needle)]);
  const ofPrints = prints.map((print) => [print.window, { print, at: 0 }] as const);
  const all = [...both.flatMap(windowsOf), ...ofPrints];
  if (all.length === 0) return undefined;
  return {
    forwards: indexOf(all),
    grams: ofPrints.length === 0 ? gramsOf(both.map(({ part }) => part)) : undefined,
    reverse: ofPrints.length === 0 || !alsoReverse ? undefined : indexOf(ofPrints),
  };
}

function windowsOf(needle: Needle): readonly (readonly [number, Candidate])[] {
  const count = Math.max(0, needle.part.length - windowBytes + 1);
  return Array.from({ length: count }, (_, at) => {
    const window = windowNumber(windowState(needle.part, at));
    return [window, { needle, at }] as const;
  });
}

function indexOf(all: readonly (readonly [number, Candidate])[]): WindowIndex {
  const maybe = new Uint8Array(maybeSize);
  const candidates = new Map<number, Candidate[]>();
  for (const [window, candidate] of all) {
    maybe[window >>> maybeShift] = 1;
    const others = candidates.get(window);
    if (others === undefined) candidates.set(window, [candidate]);
    else others.push(candidate);
  }
  return { maybe, candidates };
}
