import { classOf, hexDigit, sextet } from './byte-classes.ts';

/** Set where there is hex enough for a text. */
export const hexSign = 16;

const zeros = 0x41;
const leastHex = 32;
const leastLetters = 16;
// Which of the first three letters of four a letter may be where ASCII was encoded: its top bits are zero.
const fits = Uint8Array.from(sextet, (value) =>
  value > 63 ? 0 : (value & 32 ? 0 : 1) | (value & 8 ? 0 : 2) | (value & 2 ? 0 : 4),
);
// So many whole groups lie in any 16 bytes.
const leastGroups = 4;

/** A bit for each of the four beginnings from which base64 may give text, and `hexSign`. */
export function signsOfText(letters: Uint8Array, from: number, to: number): number {
  let signs = hasHex(letters, from, to) ? hexSign : 0;
  for (let skip = 0; skip < 4; skip++) {
    let groups = 0;
    for (let at = from + skip; at + 3 < to && groups < leastGroups; at += 4) {
      const fit =
        // Padding with zeros is no text.
        (letters[at] !== zeros || letters[at + 1] !== zeros) &&
        (fits[letters[at] as number] as number) & 1 &&
        (fits[letters[at + 1] as number] as number) & 2 &&
        (fits[letters[at + 2] as number] as number) & 4;
      groups = fit ? groups + 1 : 0;
    }
    if (groups >= leastGroups || startsPacked(letters, from + skip, to, skip)) signs |= 1 << skip;
  }
  return signs;
}

/** What `1f 8b 08` and the usual heads of zlib are in base64. */
function startsPacked(letters: Uint8Array, at: number, to: number, skip: number): boolean {
  if (to - at < leastLetters) return false;
  const [first, second] = [letters[at], letters[at + 1]];
  if (first === 0x48) return second === 0x34 && letters[at + 2] === 0x73;
  return skip === 0 && first === 0x65 && (second === 0x4a || second === 0x4e || second === 0x41);
}

function hasHex(letters: Uint8Array, from: number, to: number): boolean {
  let low = from;
  for (let at = low + leastHex - 1; at < to; at = low + leastHex - 1) {
    let back = at;
    while (back >= low && (classOf[letters[back] as number] as number) & hexDigit) back--;
    if (back < low) return true;
    low = back + 1;
  }
  return false;
}
