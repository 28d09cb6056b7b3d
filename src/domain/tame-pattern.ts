interface Group {
  /** It holds something that can match in more than one way. */
  isLoose: boolean;
}

/**
 * How many parts of a pattern match any length; undefined for one that may take for ever on a short
 * text: a repeated group that holds a repetition or a choice, or a reference back to a group.
 */
export function loosenessOf(pattern: string): number | undefined {
  // A class or an escape is one character like any other, but for a reference back.
  if (/(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/.test(pattern)) return undefined;
  const plain = pattern.replace(/\\./gs, 'x').replace(/\[(?:[^\]])*\]/g, 'x');
  const groups: Group[] = [{ isLoose: false }];
  let [count, closed] = [0, undefined as Group | undefined];
  for (const [token] of plain.matchAll(/\(\?(?:<?[=!]|:|<[^>]*>)|\{\d+(?:,\d*)?\}|./gs)) {
    const top = groups.at(-1) ?? { isLoose: false };
    const repeats = /^(?:[*+]|\{.+\})$/.test(token);
    if (repeats && closed?.isLoose === true) return undefined;
    if (/^(?:[*+]|\{\d+,\d*\})$/.test(token)) count += 1;
    if (repeats || token === '?' || token === '|') top.isLoose = true;
    closed = undefined;
    if (token.startsWith('(')) groups.push({ isLoose: false });
    if (token === ')') {
      closed = groups.pop();
      if (closed?.isLoose === true) for (const group of groups.slice(-1)) group.isLoose = true;
    }
  }
  return count;
}

/** Steps that a match may take: about a second. */
const mostSteps = 100_000_000;

/** Whether a whole text matches; undefined where it is too long for such a pattern. */
export function matchesWhole(pattern: string, text: string): boolean | undefined {
  const looseness = loosenessOf(pattern);
  if (looseness === undefined || text.length ** looseness > mostSteps) return undefined;
  return new RegExp(`^(?:${pattern})$`, 'u').test(text);
}
