import { firstBytes, nextBeginning } from './first-look.ts';
import type { Hit, States } from './states.ts';

/** Bytes in, the same bytes out, but for what must not be seen. */
export interface Redactor {
  /** What can be shown now; the rest may be the beginning of a secret. A chunk is only lent. */
  push(chunk: Uint8Array): Uint8Array;
  /** Nothing came for a while: lets go of what is too little of a secret to matter. */
  idle(): Uint8Array;
  /** Nothing will come any more. */
  end(): Uint8Array;
  /** True when something is kept that `idle` might let go. */
  readonly waits: boolean;
}

interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const encoder = new TextEncoder();
const nothing = new Uint8Array(0);

/** A redactor of one stream; many may share the states. */
export function redactorOf(states: States): Redactor {
  const { table, pairs } = states;
  let state = states.start;
  let kept: Uint8Array = nothing;
  // Where in the stream the first byte is that is not shown yet.
  let shown = 0;
  let stretches: readonly Stretch[] = [];
  const note = (hits: readonly Hit[], at: number) => {
    const found = hits.map(({ name, began, ended }) => ({
      name,
      from: Math.max(shown, at - began),
      to: at - ended,
    }));
    stretches = united([...stretches, ...found.filter(({ from, to }) => from < to)]);
  };
  const take = (bytes: Uint8Array, at: number) => {
    const next = table[state * 256 + (bytes[at] as number)] as number;
    if (next !== 0) state = next;
    else {
      const slow = states.step(state, bytes[at] as number);
      if (slow.hits.length > 0) note(slow.hits, shown + at + 1);
      state = slow.next;
    }
  };
  /** Afresh over the bytes in front of `end` that the first look needs. */
  const retake = (bytes: Uint8Array, end: number, count: number) => {
    state = states.start;
    for (let at = Math.max(0, end - count); at < end; at++) take(bytes, at);
  };
  /** Answers behind which byte a needle may be under way, and the state tells which. */
  const skip = (bytes: Uint8Array, from: number): number => {
    for (let at = from; ; ) {
      at = nextBeginning(bytes, at, pairs);
      if (at === bytes.length) break;
      at++;
      retake(bytes, at, firstBytes);
      if (states.underWay(state) >= firstBytes) return at;
    }
    retake(bytes, bytes.length, firstBytes - 1);
    return bytes.length;
  };
  const read = (bytes: Uint8Array, from: number) => {
    for (let at = from; at < bytes.length; ) {
      const length = states.underWay(state);
      // What began before these bytes can only be followed.
      if (length < firstBytes && length <= at) at = skip(bytes, at);
      else take(bytes, at++);
    }
  };
  const show = (bytes: Uint8Array, hold: number): Uint8Array => {
    const end = shown + bytes.length;
    const wanted = Math.max(shown, end - hold);
    // What is found but not over is shown in one piece, later.
    const cut = stretches.reduce(
      (least, { from, to }) => (to > least && from < least ? from : least),
      wanted,
    );
    const done = stretches.filter(({ to }) => to <= cut);
    const out = without(bytes, cut - shown, done, shown);
    stretches = stretches.filter(({ to }) => to > cut);
    // A copy, since the chunk is its reader's.
    kept = cut === end ? nothing : bytes.slice(cut - shown);
    shown = cut;
    return out;
  };
  return {
    push(chunk) {
      const bytes = kept.length === 0 ? chunk : joined([kept, chunk]);
      read(bytes, kept.length);
      return show(bytes, states.underWay(state));
    },
    idle: () => show(kept, states.mustHold(state)),
    end() {
      note(states.atEnd(state), shown + kept.length);
      state = states.start;
      return show(kept, 0);
    },
    get waits() {
      return kept.length > states.mustHold(state);
    },
  };
}

/** What overlaps is one secret, called as the longest of them. */
function united(stretches: readonly Stretch[]): readonly Stretch[] {
  const inOrder = [...stretches].sort((a, b) => a.from - b.from || b.to - a.to);
  const apart: Stretch[] = [];
  for (const one of inOrder) {
    const last = apart.at(-1);
    if (last === undefined || last.to <= one.from) apart.push(one);
    else {
      const { name } = one.to - one.from > last.to - last.from ? one : last;
      apart[apart.length - 1] = { name, from: last.from, to: Math.max(last.to, one.to) };
    }
  }
  return apart;
}

function without(
  bytes: Uint8Array,
  length: number,
  stretches: readonly Stretch[],
  shift: number,
): Uint8Array {
  if (stretches.length === 0) return bytes.subarray(0, length);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { name, from, to } of stretches) {
    parts.push(bytes.subarray(at, from - shift), encoder.encode(`[redacted ${name}]`));
    at = to - shift;
  }
  return joined([...parts, bytes.subarray(at, length)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
