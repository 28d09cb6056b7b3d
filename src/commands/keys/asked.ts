import { misused } from '../../domain/registry-words.ts';
import { tooManyWords } from '../../domain/usage-errors.ts';
import type { Given } from '../command.ts';

/** The changes of the registry, each with the options that only it, or it and others, take. */
const changes = {
  enroll: ['owner', 'issued'],
  attest: ['profile', 'accounts', 'for'],
  retire: ['profile', 'fingerprint'],
  'new-salt': ['forget'],
} as const;

/** The change of the registry that was asked for; undefined for a look-up. Throws `usage` for a mix. */
export function askedChange(given: Given): keyof typeof changes | undefined {
  const [one, another] = names.filter((name) => isGiven(given, name));
  if (another !== undefined) return misused(`--${one} or --${another}: one at a time`);
  const own: readonly string[] = one === undefined ? [] : changes[one];
  const stray = Object.values(changes)
    .flat()
    .find((option) => isGiven(given, option) && !own.includes(option));
  if (stray !== undefined) {
    const takers = names.filter((name) => (changes[name] as readonly string[]).includes(stray));
    return misused(`--${stray} goes with ${takers.map((name) => `--${name}`).join(' or ')}`);
  }
  if (one !== undefined && given.words.length > 0) return tooManyWords('keys');
  return one;
}

const names = Object.keys(changes) as readonly (keyof typeof changes)[];

function isGiven(given: Given, option: string): boolean {
  return (
    given.flag(option) || given.text(option) !== undefined || given.texts(option) !== undefined
  );
}

/** The value of an option that a change cannot do without; throws `usage`. */
export function needed(given: Given, change: string, option: string): string {
  return given.text(option) ?? misused(`--${change} needs --${option}`);
}
