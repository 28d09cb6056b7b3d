import { fail } from '../errors.ts';
import { shortFingerprint } from './fingerprint.ts';
import type { Placed } from './new-salt.ts';
import { misused } from './registry-words.ts';

const scheme = 'hmac-sha256:';

/**
 * Throws `refused`, and names every fingerprint in the way, unless each of them was named by its
 * first eight digits. One that is in force is never forgotten: its value is somewhere.
 */
export function mayForget(lost: readonly Placed[], named: readonly string[]): readonly Placed[] {
  const digits = named.map(digitsOf);
  const inForce = lost.filter(({ old: { generation } }) =>
    ['current', 'next'].includes(generation),
  );
  const [first] = inForce;
  if (first !== undefined) {
    return inTheWay(
      'value-not-here',
      `the new salt needs the values themselves, and these are in force with their value in no env file here: ${listed(inForce)}`,
      `type it where the env file of ${first.environment} is, with the value enrolled`,
    );
  }
  const unnamed = lost.filter(({ old }) => !digits.some((each) => startsWith(old, each)));
  const [unforgotten] = unnamed;
  if (unforgotten !== undefined) {
    return inTheWay(
      'fingerprints-would-be-lost',
      `the new salt needs the values themselves, and of these none is left, so that nobody would know them any more: ${listed(unnamed)}`,
      `look at what each was: pine-env keys ${unforgotten.key}`,
    );
  }
  const idle = digits.some((each) => !lost.some(({ old }) => startsWith(old, each)));
  return idle ? misused('--forget names a fingerprint that would not be lost') : lost;
}

function startsWith({ fingerprint }: Placed['old'], digits: string): boolean {
  return fingerprint.startsWith(scheme + digits);
}

function digitsOf(word: string): string {
  const digits = word.toLowerCase().replace(scheme, '');
  return /^[0-9a-f]{8,32}$/.test(digits)
    ? digits
    : misused('--forget takes the first eight digits of a fingerprint: 7f3a09c1');
}

function listed(entries: readonly Placed[]): string {
  return entries
    .map(
      ({ key, environment, old }) =>
        `${key} of ${environment}, ${old.generation}, ${shortFingerprint(old.fingerprint)}`,
    )
    .join('; ');
}

function inTheWay(rule: string, message: string, remedy: string): never {
  return fail({
    kind: 'refused',
    rule,
    message: `${message}; nothing was changed`,
    remedy,
    where: 'profiles/keys.yaml',
  });
}
