import type { leaks } from '../../faults/canary.ts';

type Searched = ReturnType<typeof leaks>;

/** Two searches as one: texts are forgotten once they were searched, so a long suite searches in pieces. */
export function bothOf(one: Searched, other: Searched): Searched {
  const [characters = 0, texts = 0] = numbers(one);
  const [moreCharacters = 0, moreTexts = 0, roots = 0] = numbers(other);
  return {
    found: [...one.found, ...other.found],
    searched: `${characters + moreCharacters} characters in ${texts + moreTexts} texts, secrets of ${roots} roots`,
  };
}

const numbers = ({ searched }: Searched) => (searched.match(/\d+/g) ?? []).map(Number);
