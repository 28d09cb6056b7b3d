import { classOf, textual } from './byte-classes.ts';
import type { DecodedText } from './decoded-text.ts';
import { leastText } from './kept-text.ts';
import type { Text } from './text.ts';

/** Decodes UTF-16 of either byte order, where every second byte is zero and the others are text. */
export function decodeWide({ bytes, length }: Text, into: DecodedText): void {
  for (let at = bytes.indexOf(0); at >= 0 && at < length; at = bytes.indexOf(0, at + 1)) {
    // Binary files are full of zeros; only the last of a row can stand between letters.
    while (bytes[at + 1] === 0) at++;
    let end = at;
    while (end + 2 < length && bytes[end + 2] === 0 && isLetter(bytes[end + 1])) end += 2;
    if (end - at < 2 * leastText - 4) continue;
    const since = into.size;
    // One letter more on both sides: of the two byte orders one needs the first, the other the last.
    for (let letter = at - 1; letter <= end + 1; letter += 2) {
      if (isLetter(bytes[letter]) && letter < length) {
        into.add(bytes[letter] as number, letter, letter + 1);
      }
    }
    into.endPiece(since, leastText);
    at = end;
  }
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte !== 0 && ((classOf[byte] as number) & textual) !== 0;
}
