/**
 * True when a path of a tree fits: `*` and `?` stay within a name, `**` stands for any number of directories.
 * Without a slash the pattern is held against every name of the path; with one at its end, against directories.
 */
export function fitsPath(pattern: string, path: string): boolean {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const isFolder = pattern.endsWith('/');
  const parts = pattern.split('/').filter((part) => part !== '');
  if (parts.length === 1 && !pattern.startsWith('/')) {
    const candidates = isFolder ? names.slice(0, -1) : names;
    return parts[0] === '**' || candidates.some((name) => fitsName(parts[0] ?? '', name));
  }
  return fits(isFolder ? [...parts, '**'] : parts, names, (part) => part === '**', fitsName);
}

function fitsName(pattern: string, name: string): boolean {
  const same = (letter: string, other: string) => letter === '?' || letter === other;
  return fits([...pattern], [...name], (letter) => letter === '*', same);
}

/** Holds a list against a pattern in which one part stands for any number; steps back to the last such part only. */
function fits(
  pattern: readonly string[],
  text: readonly string[],
  isAny: (part: string) => boolean,
  same: (part: string, one: string) => boolean,
): boolean {
  let [at, into, star, mark] = [0, 0, -1, 0];
  while (into < text.length) {
    const part = pattern[at];
    if (part !== undefined && isAny(part)) [star, mark, at] = [at, into, at + 1];
    else if (part !== undefined && same(part, text[into] ?? '')) [at, into] = [at + 1, into + 1];
    else if (star >= 0) [mark, at, into] = [mark + 1, star + 1, mark + 1];
    else return false;
  }
  return pattern.slice(at).every(isAny);
}
