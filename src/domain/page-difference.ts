/** A place where a page is not what it should be. */
export interface Hunk {
  /** 1-based, in the page as it stands: the first line that is wrong, or before which one is missing. */
  readonly line: number;
  /** 0-based, in the page as it should be. */
  readonly at: number;
  /** How many lines of the page are wrong. */
  readonly wrong: number;
  /** What should stand there. */
  readonly wanted: readonly string[];
}

const mostSteps = 4_000_000;

/** Where two texts differ, line by line: with the longest common part kept, or in one piece when they are huge. */
export function hunksOf(stands: readonly string[], wanted: readonly string[]): readonly Hunk[] {
  const [from, end] = inCommon(stands, wanted);
  const mine = stands.slice(from, stands.length - end);
  const ours = wanted.slice(from, wanted.length - end);
  if (mine.length === 0 && ours.length === 0) return [];
  if (mine.length * ours.length > mostSteps) {
    return [{ line: from + 1, at: from, wrong: mine.length, wanted: ours }];
  }
  return between(mine, ours).map((hunk) => ({
    ...hunk,
    line: hunk.line + from,
    at: hunk.at + from,
  }));
}

/** How many lines both have in common at the start and at the end. */
function inCommon(stands: readonly string[], wanted: readonly string[]): readonly [number, number] {
  const most = Math.min(stands.length, wanted.length);
  let from = 0;
  while (from < most && stands[from] === wanted[from]) from += 1;
  let end = 0;
  while (end < most - from && stands.at(-1 - end) === wanted.at(-1 - end)) end += 1;
  return [from, end];
}

function between(mine: readonly string[], ours: readonly string[]): readonly Hunk[] {
  const longest = commonLengths(mine, ours);
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < mine.length || j < ours.length) {
    const [line, at] = [i, j];
    while ((i < mine.length || j < ours.length) && mine[i] !== ours[j]) {
      if (j >= ours.length || (i < mine.length && longest(i + 1, j) >= longest(i, j + 1))) i += 1;
      else j += 1;
    }
    hunks.push({ line: line + 1, at, wrong: i - line, wanted: ours.slice(at, j) });
    for (; i < mine.length && mine[i] === ours[j]; i += 1) j += 1;
  }
  return hunks;
}

/** The length of the longest common part of what is left from `i` and `j` on. */
function commonLengths(
  mine: readonly string[],
  ours: readonly string[],
): (i: number, j: number) => number {
  const width = ours.length + 1;
  const lengths = new Uint32Array((mine.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = mine.length - 1; i >= 0; i -= 1) {
    for (let j = ours.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        mine[i] === ours[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}
