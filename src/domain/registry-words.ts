import { fail } from '../errors.ts';
import { plainLine } from './config-fields.ts';
import { dateOf, daysOf, isDay, longestStatement } from './key-age.ts';
import { documentedIn } from './providers/documented.ts';

const longRun = /[A-Za-z0-9]{20,}/g;

/**
 * Words that are going to stand in the registry, which is committed. Throws `refused`, without
 * repeating them, when they hold what looks like a credential, and `usage` when they are no line.
 */
export function publicWords(option: string, text: string): string {
  const words = text.trim();
  if (holdsCredential(words)) return credentialTold(option);
  return plainLine.test(words)
    ? words
    : misused(`--${option} takes one line of at most 500 characters`);
}

function holdsCredential(text: string): boolean {
  const runs = text.match(longRun) ?? [];
  return (
    [text, ...text.split(/\s+/)].some((word) => documentedIn(word) !== undefined) ||
    runs.some((run) => /[0-9]/.test(run) && /[A-Za-z]/.test(run))
  );
}

/** Words for the registry turned out to hold a credential: it was typed where it is remembered. */
export function credentialTold(option: string): never {
  return fail({
    kind: 'refused',
    rule: 'holds-a-credential',
    message: `what --${option} was given looks like a credential, and the registry is public; nothing was changed`,
    remedy: 'say it in words; a credential that stood on a command line must be replaced',
  });
}

/** A day that is not still to come (`YYYY-MM-DD`, UTC); throws `usage`. */
export function dayUpTo(option: string, text: string, at: number): string {
  if (!isDay(text)) return misused(`--${option} takes a date: YYYY-MM-DD`);
  return text <= dateOf(at) ? text : misused(`--${option} is a date that is still to come`);
}

/** How many days `30d`, `12w`, `3m` or `1y` are; throws `usage` for anything else, and above 400. */
export function periodIn(option: string, text: string): number {
  if (!/^[1-9][0-9]{0,3}[dwmy]$/.test(text)) {
    return misused(`--${option} takes a number and d, w, m or y: 30d`);
  }
  const days = daysOf(text);
  return days <= longestStatement
    ? days
    : misused(`--${option} may be ${longestStatement} days at most`);
}

/** The command line of `keys` was not understood. */
export function misused(message: string): never {
  return fail({ kind: 'usage', rule: 'bad-option', message, remedy: 'pine-env keys --help' });
}
