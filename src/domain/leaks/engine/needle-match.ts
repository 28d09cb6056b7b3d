import { windowBytes } from '../../rolling-window.ts';
import { lowered } from './byte-classes.ts';
import type { Needle } from './needles.ts';

/** Where a needle or a piece of it stands in a text. */
export interface Match {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

/**
 * The longest piece of the needle around a window of it that stands at `at`; undefined where another text has the
 * same window. The text may be folded, or the needle's case counts.
 */
export function matchAround(
  bytes: Uint8Array,
  length: number,
  needle: Needle,
  window: number,
  at: number,
): Match | undefined {
  const { part } = needle;
  const same = (inText: number, inPart: number) => {
    const byte = bytes[inText] as number;
    return (needle.folds ? lowered[byte] : byte) === part[inPart];
  };
  let from = at;
  let to = at;
  while (to - at + window < part.length && to < length && same(to, to - at + window)) to++;
  if (to - at < windowBytes) return undefined;
  while (from - at + window > 0 && from > 0 && same(from - 1, from - 1 - at + window)) from--;
  return { from, to, whole: to - from === part.length };
}

/** Where the whole core begins when the text in front of the part is the rest of it; else where the part does. */
export function coreStart(bytes: Uint8Array, needle: Needle, { from }: Match): number {
  const { core, folds, reversed } = needle;
  const rest = core.length - needle.part.length;
  if (reversed || rest <= 0 || from < rest) return from;
  for (let at = 0; at < rest; at++) {
    const byte = bytes[from - rest + at] as number;
    if ((folds ? lowered[byte] : byte) !== core.charCodeAt(at)) return from;
  }
  return from - rest;
}
