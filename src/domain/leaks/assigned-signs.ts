// A cheap look behind the word of a name: most words like `token` and `author` stand in code and prose that assigns nothing.

const word = 1;
const blank = 2;
const sign = 4;
const ofName = 8;

const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte);
  const of = (pattern: RegExp, kind: number) => (pattern.test(letter) ? kind : 0);
  return (
    of(/[\w-]/, word) | of(/\s/, blank) | of(/["'`\\&%\]:=<>?|,{]/, sign) | of(/[\w.-]/, ofName)
  );
});

// The rest of a word, and up to 24 letters behind it.
const longestRest = 64;
const longestName = 64;
const mostBlanks = 48;

/** False only where the word in `[from, to)` is not the last one of a name that something is assigned to. */
export function mayBeAssigned(
  bytes: Uint8Array,
  length: number,
  from: number,
  to: number,
): boolean {
  // Some anchors hold the sign themselves.
  if (has(bytes, to - 1, sign)) return true;
  let at = passOver(bytes, to, Math.min(length, to + longestRest), word);
  if (has(bytes, at, sign)) return at < length;
  if (isKey(bytes, at + 1) && (has(bytes, at, blank) || bytes[at] === 0x2e)) return true;
  if (!has(bytes, at, blank)) return false;
  const argument = mayBeArgument(bytes, from);
  at = passOver(bytes, at, Math.min(length, at + mostBlanks), blank);
  return at < length && (argument || has(bytes, at, sign) || ((bytes[at] as number) | 32) === 0x76);
}

function passOver(bytes: Uint8Array, from: number, most: number, kind: number): number {
  let at = from;
  while (at < most && has(bytes, at, kind)) at++;
  return at;
}

function has(bytes: Uint8Array, at: number, kind: number): boolean {
  return ((kinds[bytes[at] as number] as number) & kind) !== 0;
}

/** `auth key` is one word. */
function isKey(bytes: Uint8Array, at: number): boolean {
  return ((bytes[at] as number) | 32) === 0x6b;
}

/** What stands behind `--`, behind a blank and `-`, or behind a blank and the last letter of `ENV`, `ARG`, `export`, `set` or `-x`. */
function mayBeArgument(bytes: Uint8Array, from: number): boolean {
  const least = Math.max(0, from - longestName);
  let at = from;
  while (at > least && has(bytes, at - 1, ofName)) {
    at--;
    if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d) return true;
  }
  // A single dash begins an argument, too.
  if (bytes[at] === 0x2d && at > 0 && has(bytes, at - 1, blank)) return true;
  if (at < 2 || !has(bytes, at - 1, blank)) return at <= least && at > 0;
  return 'vgtx'.includes(String.fromCharCode((bytes[at - 2] as number) | 32));
}
