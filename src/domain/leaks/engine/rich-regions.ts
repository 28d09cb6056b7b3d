import { classOf, digit, upperCase, wordly } from './byte-classes.ts';

// Random characters are digits and capitals more often than not, and words are not: most of a text needs no look at
// all for what is random. What is base64 or hex holds many of them, too.

/** How many bytes are counted together. */
export const stretch = 32;

/** One addition counts what is kept by squeezing (bit 0), its digits and capitals (bit 8) and its digits (bit 16). */
export const counted: Uint32Array = Uint32Array.from(classOf, (classes) => {
  const signs = classes & (digit | upperCase) ? 0x100 : 0;
  return classes & wordly ? 1 + signs + (classes & digit ? 0x10000 : 0) : 0;
});

/** Decides by the counts of two stretches side by side. */
export type Richness = (both: number) => boolean;

/** For what need not look random. */
export const always: Richness = () => true;

/** True where 16 random characters may stand. */
export function mayHoldRandom(both: number): boolean {
  const signs = (both >>> 8) & 0xff;
  return signs >= 8 || both > 0x1ffff;
}

/** True where random characters may lie in pieces, with other things between them. */
export function mayHoldPieces(both: number): boolean {
  const signs = (both >>> 8) & 0xff;
  const enough = signs >= 6 && signs * 6 >= (both & 0xff);
  return enough && (signs >= 10 || both > 0x1ffff);
}

/** True when the test holds for every piece of these bytes that surely lies in two stretches side by side. */
export function isAlways(isRich: Richness, bytes: Uint8Array): boolean {
  const counts = Array.from(bytes, (byte) => counted[byte] as number);
  const last = Math.max(0, bytes.length - stretch);
  for (let from = 0; from <= last; from++) {
    if (!isRich(counts.slice(from, from + stretch).reduce((sum, one) => sum + one, 0)))
      return false;
  }
  return true;
}

/** Visits every region of `[0, length)` that is rich, with so many stretches around it, in their order. */
export function eachRich(
  counts: Uint32Array,
  length: number,
  isRich: Richness,
  margins: { readonly before: number; readonly behind: number },
  visit: (from: number, to: number) => void,
): void {
  const stretches = Math.ceil(length / stretch);
  let from = -1;
  let to = 0;
  for (let index = 0; index < stretches; index++) {
    const next = index + 1 < stretches ? (counts[index + 1] as number) : 0;
    if (!isRich((counts[index] as number) + next)) continue;
    const first = Math.max(0, index - margins.before);
    if (from >= 0 && first > to) {
      visit(from * stretch, Math.min(length, to * stretch));
      from = -1;
    }
    if (from < 0) from = first;
    to = index + 2 + margins.behind;
  }
  if (from >= 0) visit(from * stretch, Math.min(length, to * stretch));
}
