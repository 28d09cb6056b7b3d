import fc from 'fast-check';

/** Random choices, used up one after the other; used up, they begin anew. */
export interface Tape {
  readonly choices: readonly number[];
  at: number;
}

/** Texts that a writer makes of random choices. */
export function writtenBy(write: (tape: Tape) => string): fc.Arbitrary<string> {
  return fc
    .array(fc.nat(0xffff), { minLength: 30, maxLength: 120 })
    .map((choices) => write({ choices, at: 0 }));
}

/** A number below `sides`. */
export function chance(tape: Tape, sides: number): number {
  const choice = tape.choices[tape.at++ % tape.choices.length] as number;
  return choice % sides;
}

/** One of these. */
export function pick<T>(tape: Tape, from: readonly T[]): T {
  return from[chance(tape, from.length)] as T;
}
