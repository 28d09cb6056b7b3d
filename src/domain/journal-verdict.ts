import {
  atBeginning,
  type Break,
  type BreakReason,
  breakAt,
  lineCutter,
  step,
  type Walk,
} from './journal-chain.ts';
import { type Entry, type Head, startOfChain } from './journal-entry.ts';

/** The whole chain holds, every byte of it. */
export interface Sound {
  readonly ok: true;
  readonly entries: number;
  readonly head: Head;
  /** Torn writes that were found, named and repaired by the next change. */
  readonly repaired: number;
  /** How many entries follow the expected head; present when one was given. */
  readonly afterExpected?: number;
}

/** The first place where the chain does not hold. */
export interface Unsound {
  readonly ok: false;
  readonly at: Omit<Break, 'reason'>;
  readonly reason: BreakReason;
}

export type Verdict = Sound | Unsound;

/** Takes the bytes of a journal in chunks of any size, and keeps no more than one line of them. */
export interface ChainVerifier {
  /** False when the rest makes no difference any more. */
  push(chunk: Uint8Array): boolean;
  end(): Verdict;
}

interface Tally {
  readonly entries: number;
  readonly repaired: number;
  /** The number of the entry whose hash was expected. */
  readonly expectedAt?: number;
}

const nothingYet: Tally = { entries: 0, repaired: 0 };

function counted(tally: Tally, entry: Entry, expectHead: string | undefined): Tally {
  return {
    ...tally,
    entries: tally.entries + 1,
    repaired: tally.repaired + (entry.torn === undefined ? 0 : 1),
    ...(entry.hash === expectHead ? { expectedAt: entry.seq } : {}),
  };
}

function unsound({ reason, ...at }: Break): Unsound {
  return { ok: false, at, reason };
}

/** Damage that no later entry can excuse. */
function beyondExcuse(walk: Walk): Break | undefined {
  const { run } = walk;
  return run?.finished ? breakAt(walk, run.line, run.reason) : undefined;
}

/** What is left over at the end: damaged lines that no entry excuses any more. */
function openEnd(walk: Walk): Break | undefined {
  const { run } = walk;
  if (run === undefined) return undefined;
  return breakAt(walk, run.line, run.finished ? run.reason : 'torn');
}

function verdict(walk: Walk, tally: Tally, expectHead: string | undefined): Verdict {
  const head = walk.head ?? startOfChain;
  const { entries, repaired, expectedAt } = tally;
  if (expectHead === undefined) return { ok: true, entries, head, repaired };
  if (expectedAt === undefined) return unsound(breakAt(walk, walk.line + 1, 'head-not-found'));
  return { ok: true, entries, head, repaired, afterExpected: head.seq - expectedAt };
}

/**
 * Verifies a whole journal. With `expectHead`, a hash kept elsewhere, it also finds a cut tail or
 * a rewritten journal: that hash must occur.
 */
export function chainVerifier(expectHead?: string): ChainVerifier {
  let walk = atBeginning;
  let tally = nothingYet;
  let first: Break | undefined;
  const onLine = (line: Uint8Array) => {
    if (first !== undefined) return;
    const next = step(walk, line);
    if (next.entry !== undefined) tally = counted(tally, next.entry, expectHead);
    first = next.broken[0] ?? beyondExcuse(next.walk);
    walk = next.walk;
  };
  const cutter = lineCutter(onLine);
  return {
    push(chunk) {
      cutter.push(chunk);
      return first === undefined;
    },
    end() {
      const rest = cutter.rest();
      if (rest.length > 0) onLine(rest);
      const broken = first ?? openEnd(walk);
      return broken === undefined ? verdict(walk, tally, expectHead) : unsound(broken);
    },
  };
}

/** `chainVerifier` over bytes at hand, or over chunks as they come. */
export function verifyChain(
  journal: Uint8Array | Iterable<Uint8Array>,
  expectHead?: string,
): Verdict {
  const verifier = chainVerifier(expectHead);
  for (const chunk of journal instanceof Uint8Array ? [journal] : journal) {
    if (!verifier.push(chunk)) break;
  }
  return verifier.end();
}
