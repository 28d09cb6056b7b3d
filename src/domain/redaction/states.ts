import { firstLook } from './first-look.ts';
import type { Needle } from './needle.ts';
import type { Spelling } from './spelling.ts';

/** A needle that may be under way, and how much of what was read it has taken. */
interface Track {
  readonly needle: number;
  readonly characters: number;
  readonly within: Spelling;
  readonly bytes: number;
  /** As many of them as wrote whole characters. */
  readonly whole: number;
}

/** A stretch to hide, told by how many bytes ago it began and ended. */
export interface Hit {
  readonly name: string;
  readonly began: number;
  readonly ended: number;
}

/**
 * Every needle at once, as states with a table from byte to next state. Only what is really met is worked out: all
 * ways to write a character in all combinations would be far too many.
 */
export interface States {
  readonly start: number;
  /** See `firstLook`. */
  readonly pairs: Int32Array;
  /** `table[state * 256 + byte]` is the next state; 0 where `step` has to be asked. */
  readonly table: Uint16Array;
  /** The next state, and what is now known to be a secret or a piece of one. */
  step(state: number, byte: number): { readonly next: number; readonly hits: readonly Hit[] };
  /** How many of the last bytes may belong to something that is under way. */
  underWay(state: number): number;
  /** The same of what is too much of a secret to be shown. */
  mustHold(state: number): number;
  /** What is a piece of a secret when nothing comes any more. */
  atEnd(state: number): readonly Hit[];
}

const mostStates = 4096;

/** The states of these needles. */
export function statesOf(needles: readonly Needle[]): States {
  const table = new Uint16Array(256 * mostStates);
  const lengths = new Uint16Array(mostStates);
  const starts = Array.from({ length: 256 }, (_, byte) => startsWith(needles, byte));
  const numbers = new Map<string, number>();
  let tracks: (readonly Track[])[] = [];
  const needleOf = ({ needle }: Track) => needles[needle] as Needle;
  const secretOf = (track: Track) => needleOf(track).secretAfter[track.characters] as number;
  const isHeld = (track: Track) => secretOf(track) >= needleOf(track).held;
  const isTelling = (track: Track) => secretOf(track) >= needleOf(track).telling;
  const pieceOf = (track: Track): Hit => ({
    name: needleOf(track).name,
    began: track.bytes,
    ended: track.bytes - track.whole,
  });
  const numberOf = (all: readonly Track[]): number => {
    const name = nameOf(all);
    const before = numbers.get(name);
    if (before !== undefined) return before;
    if (tracks.length >= mostStates) forget();
    tracks.push(all);
    numbers.set(name, tracks.length - 1);
    lengths[tracks.length - 1] = longest(all);
    return tracks.length - 1;
  };
  const forget = () => {
    table.fill(0);
    numbers.clear();
    // 0 is no state, and 1 is the one in which nothing is under way.
    tracks = [[], []];
    numbers.set('', 1);
  };
  forget();
  const all = (state: number) => tracks[state] as readonly Track[];
  return {
    start: 1,
    pairs: firstLook(needles),
    table,
    step(state, byte) {
      const next = new Map<number, Track>();
      const hits: Hit[] = [];
      const lost: Track[] = [];
      for (const track of [...all(state), ...(starts[byte] as readonly Track[])]) {
        const went = advance(track, byte, needleOf(track), next, hits);
        if (!went && isTelling(track)) lost.push(track);
      }
      const after = [...next.values()];
      for (const track of lost) {
        if (after.some((one) => one.needle === track.needle && one.bytes > track.bytes)) continue;
        const { name, began, ended } = pieceOf(track);
        hits.push({ name, began: began + 1, ended: ended + 1 });
      }
      const size = tracks.length;
      const number = numberOf(after);
      // After `forget` the state that we come from has no number any more.
      if (hits.length === 0 && tracks.length >= size) table[state * 256 + byte] = number;
      return { next: number, hits };
    },
    underWay: (state) => lengths[state] as number,
    mustHold: (state) => longest(all(state).filter(isHeld)),
    atEnd: (state) => all(state).filter(isHeld).map(pieceOf),
  };
}

function longest(tracks: readonly Track[]): number {
  return tracks.reduce((most, { bytes }) => Math.max(most, bytes), 0);
}

function startsWith(needles: readonly Needle[], byte: number): readonly Track[] {
  return needles.flatMap(({ characters: [first] }, needle) =>
    first?.steps.has(byte) ? [{ needle, characters: 0, within: first, bytes: 0, whole: 0 }] : [],
  );
}

/** Blanks and escapes may be many, but not more than this for each character. */
const mostBytes = 32;

/** True when the byte leads on. */
function advance(
  track: Track,
  byte: number,
  { name, characters: all }: Needle,
  next: Map<number, Track>,
  hits: Hit[],
): boolean {
  const bytes = track.bytes + 1;
  const steps = track.within.steps.get(byte);
  if (steps === undefined || bytes > mostBytes * (track.characters + 1)) return false;
  for (const { to, done } of steps) {
    const characters = track.characters + (done ? 1 : 0);
    if (characters === all.length) hits.push({ name, began: bytes, ended: 0 });
    const within = done ? all[characters] : to;
    if (within === undefined) continue;
    const one = { ...track, characters, within, bytes, whole: done ? bytes : track.whole };
    const key = (track.needle * 65_536 + characters) * 65_536 + within.id;
    // Of two beginnings of the same needle the earlier one holds the other.
    if ((next.get(key)?.bytes ?? 0) < bytes) next.set(key, one);
  }
  return true;
}

function nameOf(tracks: readonly Track[]): string {
  return tracks
    .map(({ needle, characters, within, bytes, whole }) =>
      [needle, characters, within.id, bytes, whole].join(),
    )
    .sort()
    .join(' ');
}
