const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Where the braces of a text stand, answered without another look at the text. */
export interface Braces {
  /** The brace that closes the one at `open`; -1 when none does. */
  closing(open: number): number;
  /** The last closing brace in `at` to `to` that is on the line of `at`; -1 when there is none. */
  lastOnLine(at: number, to: number): number;
}

/** Pairs braces as compose-go does: the character behind an opening brace is never looked at. */
export function bracesOf(text: string): Braces {
  const pair = pairs(text);
  const last = lastCloses(text);
  let lineEnd = -1;
  return {
    closing: (open) => pair[open] ?? -1,
    lastOnLine: (at, to) => {
      if (lineEnd < at) lineEnd = endOfLine(text, at);
      const found = last[Math.min(lineEnd, to) - 1] ?? -1;
      return found < at ? -1 : found;
    },
  };
}

function pairs(text: string): Int32Array {
  const pair = new Int32Array(text.length).fill(-1);
  const open = new Int32Array(text.length);
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === CLOSE && depth > 0) pair[open[--depth] as number] = at;
    if (code === OPEN) open[depth++] = at++;
  }
  return pair;
}

/** For each place, the last closing brace up to there. */
function lastCloses(text: string): Int32Array {
  const last = new Int32Array(text.length);
  for (let at = 0, found = -1; at < text.length; at++) {
    if (text.charCodeAt(at) === CLOSE) found = at;
    last[at] = found;
  }
  return last;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
