import { rolledState, windowBytes, windowNumber, windowState } from '../../rolling-window.ts';
import { classOf, wordly } from './byte-classes.ts';
import { gramBytes, gramHash, gramStep } from './grams.ts';
import { type Candidate, maybeShift, type Sought, type WindowIndex } from './window-index.ts';

/**
 * Told of every candidate for the 16 bytes from `at`; `reverse` when they were read backwards. Answers the
 * place up to which nothing else needs to be looked for, or 0.
 */
export type OnCandidate = (candidate: Candidate, at: number, reverse: boolean) => number;

// The same polynomial over the bytes in the opposite order: the oldest byte weighs 1, the newest M^15.
const multiplier = 0x9e3779b1;
const inverse = inverseOf(multiplier);
const newestWeight = power(multiplier, windowBytes - 1);

/** Looks at every window of 16 bytes within `[from, to)`, or at those that may hold a piece of a value. */
export function roll(
  bytes: Uint8Array,
  from: number,
  to: number,
  { forwards, reverse, grams }: Sought,
  tell: OnCandidate,
): void {
  const last = to - windowBytes;
  if (grams !== undefined) probe(bytes, from, last, grams, forwards, tell);
  else for (let at = from; at <= last; ) at = rollOn(bytes, at, last, forwards, tell);
  if (reverse === undefined) return;
  for (let at = from; at + windowBytes <= to; ) at = rollBack(bytes, at, to, reverse, tell);
}

/** Every window holds one of the places that are looked at, and with it a piece that the table must know. */
function probe(
  bytes: Uint8Array,
  from: number,
  last: number,
  grams: Uint8Array,
  forwards: WindowIndex,
  tell: OnCandidate,
): void {
  const end = last + windowBytes - gramBytes;
  let done = from;
  for (let at = from; at <= end; at += gramStep) {
    if (grams[gramHash(bytes, at)] === 0) continue;
    let next = Math.max(done, at - gramStep + 1);
    const final = Math.min(at, last);
    while (next <= final) next = rollOn(bytes, next, final, forwards, tell);
    done = Math.max(done, next);
  }
}

/** Looks at the windows that begin in `[at, last]` until something was found, and answers where to go on. */
function rollOn(
  bytes: Uint8Array,
  at: number,
  last: number,
  { maybe, candidates }: WindowIndex,
  tell: OnCandidate,
): number {
  let state = windowState(bytes, at);
  for (let here = at; ; here++) {
    const window = windowNumber(state);
    if (maybe[window >>> maybeShift] === 1) {
      const next = told(candidates.get(window), here, false, tell);
      if (next > here) return next;
    }
    if (here >= last) return last + 1;
    state = rolledState(state, bytes[here] as number, bytes[here + windowBytes] as number);
  }
}

/** The same for the bytes in the opposite order. */
function rollBack(
  bytes: Uint8Array,
  at: number,
  to: number,
  { maybe, candidates }: WindowIndex,
  tell: OnCandidate,
): number {
  const last = to - windowBytes;
  let state = reverseState(bytes, at);
  for (let here = at; ; here++) {
    const window = windowNumber(state);
    if (maybe[window >>> maybeShift] === 1) {
      const next = told(candidates.get(window), here, true, tell);
      if (next > here) return next;
    }
    if (here >= last) return to;
    const entering = Math.imul(bytes[here + windowBytes] as number, newestWeight);
    state = (Math.imul(state - (bytes[here] as number), inverse) + entering) | 0;
  }
}

/**
 * Looks at the windows in `[from, to)` that end where a word of letters and digits ends and, backwards, at those
 * that begin with one: fewer by far than all of them.
 */
export function lookAtEdges(
  bytes: Uint8Array,
  from: number,
  to: number,
  { forwards, reverse }: Sought,
  tell: OnCandidate,
): void {
  let inWord = false;
  for (let at = from; at <= to; at++) {
    const isWord = at < to && ((classOf[bytes[at] as number] as number) & wordly) !== 0;
    if (isWord === inWord) continue;
    inWord = isWord;
    const start = isWord ? at : at - windowBytes;
    const index = isWord ? reverse : forwards;
    if (index === undefined || start < from || start + windowBytes > to) continue;
    const window = windowNumber(isWord ? reverseState(bytes, start) : windowState(bytes, start));
    if (index.maybe[window >>> maybeShift] === 1) {
      told(index.candidates.get(window), start, isWord, tell);
    }
  }
}

function told(
  candidates: readonly Candidate[] | undefined,
  at: number,
  reverse: boolean,
  tell: OnCandidate,
): number {
  let next = 0;
  if (candidates === undefined) return 0;
  for (const candidate of candidates) next = Math.max(next, tell(candidate, at, reverse));
  return next;
}

function reverseState(bytes: Uint8Array, at: number): number {
  let state = 0;
  for (let here = at + windowBytes - 1; here >= at; here--) {
    state = (Math.imul(state, multiplier) + (bytes[here] as number)) | 0;
  }
  return state;
}

// Newton's step doubles the number of right bits; five of them give 32 and more.
function inverseOf(odd: number): number {
  let found = odd;
  for (let step = 0; step < 5; step++) {
    found = Math.imul(found, 2 - Math.imul(odd, found));
  }
  return found;
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let count = 0; count < exponent; count++) product = Math.imul(product, base);
  return product;
}
