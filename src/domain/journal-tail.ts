import { fail } from '../errors.ts';
import {
  atBeginning,
  type Break,
  breakAt,
  fragmentHash,
  inTheMiddle,
  lineCutter,
  step,
  type Walk,
} from './journal-chain.ts';
import { type Entry, type EntryBody, type Head, startOfChain } from './journal-entry.ts';
import { encodeEntry } from './journal-line.ts';

/** How a journal ends; `newline` says whether its last byte is one. */
export type TailEnd =
  | { readonly kind: 'clean' }
  /** A whole sound record lacks only its newline. */
  | { readonly kind: 'no-newline' }
  /** A write was cut short; `fragment` is the SHA-256 of the torn bytes. */
  | { readonly kind: 'torn'; readonly fragment: string; readonly newline: boolean }
  /** A whole record was changed: no torn write, so nothing excuses it. */
  | { readonly kind: 'damaged'; readonly newline: boolean };

/** What the end of a journal says. */
export interface Tail {
  /** The sound entries, oldest first. */
  readonly entries: readonly Entry[];
  /** Of the last sound entry; `startOfChain` when a whole journal has none; undefined: read more of the file. */
  readonly head: Head | undefined;
  readonly end: TailEnd;
  /** What is damaged and not excused; lines count from the first whole line read. */
  readonly broken: readonly Break[];
}

/** A journal that is not there yet. */
export const emptyTail: Tail = {
  entries: [],
  head: startOfChain,
  end: { kind: 'clean' },
  broken: [],
};

function endOf(walk: Walk, newline: boolean): TailEnd {
  const { run } = walk;
  if (run === undefined) return { kind: newline ? 'clean' : 'no-newline' };
  if (run.finished) return { kind: 'damaged', newline };
  return { kind: 'torn', fragment: fragmentHash(run), newline };
}

/** A piece that starts inside the file starts inside a line. */
function fromFirstLine(chunk: Uint8Array, startsAtBeginning: boolean): Uint8Array {
  if (startsAtBeginning) return chunk;
  const first = chunk.indexOf(10);
  return first === -1 ? chunk.subarray(chunk.length) : chunk.subarray(first + 1);
}

/** Reads the last bytes of a journal; never throws, since a damaged journal must still be told about. */
export function readTail(chunk: Uint8Array, startsAtBeginning: boolean): Tail {
  const entries: Entry[] = [];
  const broken: Break[] = [];
  let walk = startsAtBeginning ? atBeginning : inTheMiddle;
  const onLine = (line: Uint8Array) => {
    const next = step(walk, line);
    if (next.entry !== undefined) entries.push(next.entry);
    broken.push(...next.broken);
    walk = next.walk;
  };
  const cutter = lineCutter(onLine);
  cutter.push(fromFirstLine(chunk, startsAtBeginning));
  const rest = cutter.rest();
  if (rest.length > 0) onLine(rest);
  const { run } = walk;
  if (run?.finished) broken.push(breakAt(walk, run.line, run.reason));
  return { entries, head: walk.head, end: endOf(walk, rest.length === 0), broken };
}

/** What to append with one write, and what the journal's end says once that write is durable. */
export interface NextLine {
  readonly bytes: Uint8Array;
  readonly tail: Tail & { readonly head: Head };
}

/** The wanted entry, and before it what a new or a torn journal needs. */
function bodies(head: Head, end: TailEnd, body: EntryBody, newSalt: string): readonly EntryBody[] {
  const { at, change, verb, actor, host } = body;
  const who = {
    ...(actor === undefined ? {} : { actor }),
    ...(host === undefined ? {} : { host }),
  };
  const torn = end.kind === 'torn' ? { torn: end.fragment } : undefined;
  const first = { at, change, verb, ...torn, ...who };
  if (head.seq === 0) return [{ ...first, kind: 'genesis', salt: newSalt }, body];
  return torn === undefined ? [body] : [{ ...first, kind: 'recovered' }, body];
}

function needsNewline(end: TailEnd): boolean {
  return end.kind === 'no-newline' || (end.kind !== 'clean' && !end.newline);
}

function unknownHead(): never {
  return fail({
    kind: 'bug',
    rule: 'journal-head-unknown',
    message: 'the part of the journal that was read holds no sound entry',
    remedy: 'report this as a bug of pine-env',
  });
}

/**
 * The bytes that put `body` at the end of the journal, for exactly one write. `newSalt` (64 hex
 * digits) is used only when the journal has no entry yet. After a failed write, read the tail again.
 */
export function nextLine(tail: Tail, body: EntryBody, newSalt: string): NextLine {
  const start = tail.head ?? unknownHead();
  const lines: Uint8Array[] = needsNewline(tail.end) ? [Uint8Array.of(10)] : [];
  const entries = [...tail.entries];
  let head = start;
  for (const next of bodies(start, tail.end, body, newSalt)) {
    const encoded = encodeEntry(next, head);
    lines.push(encoded.line);
    entries.push(encoded.entry);
    head = encoded.head;
  }
  const bytes = Uint8Array.from(lines.flatMap((line) => [...line]));
  return { bytes, tail: { entries, head, end: { kind: 'clean' }, broken: tail.broken } };
}

/** The key of this journal's file digests; undefined when its genesis was not among the entries. */
export function journalSalt(entries: readonly Entry[]): string | undefined {
  return entries.find((entry) => entry.kind === 'genesis')?.salt;
}
