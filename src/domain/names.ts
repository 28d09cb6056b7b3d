/** A profile's or an environment's name: `keys` is the registry, `-` is the way back. */
export const profileNamePattern = /^(?!(?:keys|constructor|prototype)$)[a-z][a-z0-9-]{0,31}$/;

/** A link or env file: a bare name that cannot leave the env directory. */
export const envNamePattern = /^(?!.*\.\.)(?=.{1,200}$)[A-Za-z0-9][A-Za-z0-9._@-]*\.env$/;

/** A key in an env file, as every shell accepts it. */
export const keyNamePattern = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/** Names that objects already have; where they stand as a field, a reader could lose them silently. */
export const reservedNames: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** The programs that may read an env file, as `loaders:` in a profile spells them. */
export const loaderNames = [
  'systemd',
  'bash',
  'sh',
  'dotenv',
  'python-dotenv',
  'docker',
  'compose',
  'xargs',
  'node',
] as const;

/** One of the loaders a profile may declare. */
export type LoaderName = (typeof loaderNames)[number];

/** True for a name that `profiles/NAME.yaml` and an environment may bear. */
export function isProfileName(name: string): boolean {
  return profileNamePattern.test(name);
}

/** True for a bare link or env file name. */
export function isEnvName(name: string): boolean {
  return envNamePattern.test(name);
}

/** True for a key name that every loader reads. */
export function isKeyName(name: string): boolean {
  return keyNamePattern.test(name) && !reservedNames.includes(name);
}

const longestShown = 40;
const plainWord = /^[A-Za-z_][A-Za-z0-9_.@-]*$/;
const capitals = /^[A-Z0-9_]+$/;

/**
 * A field's name as a message may show it: at most 40 printable characters. What looks like a
 * pasted credential (long, with digits, not in capitals) is not shown at all.
 */
export function shownName(name: string): string {
  const clean = name.replace(/[^\x20-\x7e]/g, '');
  if (!plainWord.test(clean)) return '(not a plain name)';
  if (clean.length >= 20 && /\d/.test(clean) && !capitals.test(clean)) return '(name not shown)';
  return clean.length > longestShown ? `${clean.slice(0, longestShown - 3)}...` : clean;
}

/** The known name a person most likely meant: at most two typing errors away, else undefined. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = name.slice(0, longestShown).toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, errors: typingErrors(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.errors - b.errors);
  const best = ranked[0];
  return best !== undefined && best.errors <= 2 && best.errors < wanted.length
    ? best.candidate
    : undefined;
}

/** Letters to insert, delete or change to get from one word to the other (Levenshtein). */
function typingErrors(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j += 1) {
      const change = (row[j] ?? 0) + (to[j] === letter ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
