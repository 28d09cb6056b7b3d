/** Counts lines of a source that is seen piece by piece. */
export interface LineCount {
  /** Everything before `to` is behind us; `bytes` begin at `offset` of the source. */
  pass(bytes: Uint8Array, offset: number, to: number): void;
  /** The line and the byte in it, from 1, of places that are asked for in their order. */
  at(bytes: Uint8Array, offset: number, place: number): { line: number; column: number };
}

const lineFeed = 10;

/** At the beginning of a source. */
export function lineCount(): LineCount {
  let counted = 0;
  let line = 1;
  let lineStart = 0;
  const pass = (bytes: Uint8Array, offset: number, to: number) => {
    for (let at = counted - offset; at < to - offset; at++) {
      if (bytes[at] !== lineFeed) continue;
      line++;
      lineStart = offset + at + 1;
    }
    counted = Math.max(counted, to);
  };
  return {
    pass,
    at(bytes, offset, place) {
      pass(bytes, offset, place);
      return { line, column: place - lineStart + 1 };
    },
  };
}
