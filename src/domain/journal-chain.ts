import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Entry, type Head, headOf, startOfChain } from './journal-entry.ts';
import { type Damage, decodeLine } from './journal-line.ts';

/** Why a journal does not hold together. */
export type BreakReason =
  | Damage
  | 'torn'
  | 'not-after-previous'
  | 'fragment-missing'
  | 'head-not-found';

/** What each reason means, for people. */
export const breakWords: Readonly<Record<BreakReason, string>> = {
  unsealed: 'the line does not end as a record ends',
  altered: 'the record was changed after it was written',
  'too-long': 'the line is longer than any record',
  'not-canonical': 'the record is not written as this program writes it',
  torn: 'the last write was cut short; the next change repairs it',
  'not-after-previous':
    'the record does not follow the one before: one was dropped, moved or forged',
  'fragment-missing': 'the record speaks of torn bytes that are gone',
  'head-not-found': 'the expected head is not in the journal: its end was cut or it was rewritten',
};

/** Where a journal breaks: the 1-based line, and the number of the entry that should stand there. */
export interface Break {
  readonly line: number;
  readonly seq?: number;
  readonly reason: BreakReason;
}

/** Damaged lines in a row: they stand for one torn write (and torn repairs of it) until proven otherwise. */
interface Run {
  readonly line: number;
  readonly reason: Damage;
  readonly finished: boolean;
  readonly lines: number;
  readonly bytes: number;
  readonly sum: ReturnType<typeof sha256.create>;
}

/** More bytes, or more lines, than torn writes leave in a row: then it is no torn write, and is not looked into. */
const mostTorn = { bytes: 1024 * 1024, lines: 4096 };

/** How far a reader of lines has come; without a head it stands somewhere in the middle. */
export interface Walk {
  readonly line: number;
  readonly head?: Head;
  readonly run?: Run;
}

/** One line further: the entry if it was one, and what it showed to be broken. */
export interface Step {
  readonly walk: Walk;
  readonly entry?: Entry;
  readonly broken: readonly Break[];
}

/** Before the first line of a whole journal. */
export const atBeginning: Walk = { line: 0, head: startOfChain };

/** Before the first line of a piece of a journal. */
export const inTheMiddle: Walk = { line: 0 };

const newline = Uint8Array.of(10);

/** SHA-256 over the damaged bytes, the newlines between them included and the last one not. */
export function fragmentHash(run: Run): string {
  return bytesToHex(run.sum.clone().digest());
}

/** A break at `line`, with the number of the entry that was due. */
export function breakAt(walk: Walk, line: number, reason: BreakReason): Break {
  return walk.head === undefined ? { line, reason } : { line, seq: walk.head.seq + 1, reason };
}

function extended(run: Run | undefined, line: number, bytes: Uint8Array, found: Found): Run {
  if (run?.finished) return run;
  const lines = (run?.lines ?? 0) + 1;
  const length = (run?.bytes ?? 0) + bytes.length;
  const isTooMuch = length > mostTorn.bytes || lines > mostTorn.lines;
  const sum = run === undefined ? sha256.create() : run.sum.clone().update(newline);
  const more = { finished: found.finished || isTooMuch, lines, bytes: length };
  return { line, ...found, ...run, ...more, sum: isTooMuch ? sum : sum.update(bytes) };
}

type Found = Pick<Run, 'reason' | 'finished'>;

/** Torn bytes are excused only by the very next entry, and only when it names exactly them. */
function excuse(walk: Walk, entry: Entry, line: number): readonly Break[] {
  const { run } = walk;
  if (run === undefined) {
    return entry.torn === undefined ? [] : [breakAt(walk, line, 'fragment-missing')];
  }
  if (!run.finished && entry.torn === fragmentHash(run)) return [];
  return [breakAt(walk, run.line, run.reason)];
}

function follows(walk: Walk, head: Head, entry: Entry, line: number): readonly Break[] {
  if (entry.prev === head.hash && entry.seq === head.seq + 1) return [];
  return [breakAt(walk, line, 'not-after-previous')];
}

/** Judges the next line, given without its newline. */
export function step(walk: Walk, bytes: Uint8Array): Step {
  const line = walk.line + 1;
  const read = decodeLine(bytes);
  if (read.kind === 'damaged') {
    const run = extended(walk.run, line, bytes, { reason: read.reason, finished: read.finished });
    return { walk: { ...walk, line, run }, broken: [] };
  }
  const next = { line, head: headOf(read) };
  if (walk.head === undefined) return { walk: next, entry: read, broken: [] };
  const broken = [...excuse(walk, read, line), ...follows(walk, walk.head, read, line)];
  return { walk: next, entry: read, broken };
}

/**
 * Cuts chunks into lines; keeps no reference to a chunk after `push`, and no more of a line without an
 * end than could be a torn write.
 */
export interface LineCutter {
  push(chunk: Uint8Array): void;
  /** The bytes after the last newline. */
  rest(): Uint8Array;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((offset, part) => {
    all.set(part, offset);
    return offset + part.length;
  }, 0);
  return all;
}

/** Hands each whole line, without its newline, to `onLine`. */
export function lineCutter(onLine: (line: Uint8Array) => void): LineCutter {
  let pending: Uint8Array[] = [];
  let kept = 0;
  const hand = (last: Uint8Array) => {
    const line = joined([...pending, last]);
    pending = [];
    kept = 0;
    onLine(line);
  };
  return {
    push(chunk) {
      let from = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
        hand(chunk.subarray(from, end));
        from = end + 1;
      }
      if (from === chunk.length) return;
      pending.push(new Uint8Array(chunk.subarray(from)));
      kept += chunk.length - from;
      if (kept > mostTorn.bytes) hand(chunk.subarray(chunk.length));
    },
    rest: () => joined(pending),
  };
}
