import { seededBytes } from '../../seeded-bytes.ts';

/** Choices that look random and are the same for the same seed. */
export interface Chance {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(some: readonly T[]): T;
  text(count: number, alphabet?: string): string;
}

export const digits = '0123456789';
export const hex = `${digits}abcdef`;
export const lower = 'abcdefghijklmnopqrstuvwxyz';
export const upper = lower.toUpperCase();
export const letters = lower + upper;
export const alphanumerics = digits + letters;
export const base64 = `${alphanumerics}+/`;
export const url = `${alphanumerics}-_`;

/** Chance that starts anew for each seed. */
export function chanceOf(seed: string): Chance {
  let bytes = seededBytes(seed, 4096);
  let at = 0;
  let round = 0;
  const next = () => {
    if (at + 2 > bytes.length) {
      bytes = seededBytes(`${seed} ${++round}`, 4096);
      at = 0;
    }
    at += 2;
    return ((bytes[at - 2] as number) << 8) | (bytes[at - 1] as number);
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    pick: (some) => some[below(some.length)] as (typeof some)[number],
    text: (count, alphabet = alphanumerics) =>
      Array.from({ length: count }, () => alphabet.charAt(below(alphabet.length))).join(''),
  };
}

/** A version 4 uuid. */
export function uuidOf(chance: Chance): string {
  const groups = [chance.text(8, hex), chance.text(4, hex), `4${chance.text(3, hex)}`];
  return [...groups, `a${chance.text(3, hex)}`, chance.text(12, hex)].join('-');
}
