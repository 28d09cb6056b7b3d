import type { Spelling } from './spelling.ts';

/** One way in which a value may be written, character by character. */
export interface Needle {
  /** What is said instead of it. */
  readonly name: string;
  readonly characters: readonly Spelling[];
  /** How many characters of the secret itself are written after as many characters of this. */
  readonly secretAfter: readonly number[];
  /** So many characters of the secret are never let go, however long nothing comes after them. */
  readonly held: number;
  /** So many are a piece of it that is hidden wherever it stands. */
  readonly telling: number;
}

/** Chance does not write so many characters of a secret in a row. */
export const tellingCharacters = 16;
const mostLetGo = 8;

/** A needle of these characters; `weights` are how much of the secret each of them writes. */
export function needleOf(
  name: string,
  characters: readonly Spelling[],
  weights: readonly number[],
): Needle {
  const secretAfter = [0];
  for (const weight of weights) secretAfter.push((secretAfter.at(-1) as number) + weight);
  const all = secretAfter.at(-1) as number;
  // Of a short secret even a few characters are too many.
  const held = Math.min(mostLetGo, Math.max(2, Math.floor(all / 4)));
  return { name, characters, secretAfter, held, telling: Math.min(tellingCharacters, all) };
}
