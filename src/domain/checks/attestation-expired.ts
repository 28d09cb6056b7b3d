import { shortFingerprint } from '../fingerprint.ts';
import { dateOf, longestStatement } from '../key-age.ts';
import type { Attestation } from '../registry.ts';
import { check } from './check.ts';
import { type KnownSecret, knownSecrets } from './known-secrets.ts';

/** Accounts are bound to a webhook elsewhere, any day; and what was said of one value is not said of another. */
export const attestationExpired = check(
  'attestation-expired',
  'error',
  'what was said of those accounts holds today, and for the value in the file',
  (view) =>
    knownSecrets(view).flatMap((secret) => {
      const { key, where } = secret;
      const attestation = key.attestations.get(view.profile.name);
      if (!key.attest || attestation === undefined) return [];
      const why = whyNot(attestation, secret, dateOf(view.world.at));
      if (why === undefined) return [];
      return [
        {
          where,
          message: `what ${attestation.by} said of the accounts behind ${key.name} of ${view.profile.name} ${why}`,
          remedy: `if you have looked: pine-env keys --attest ${key.name} --profile ${view.profile.name}`,
        },
      ];
    }),
);

function whyNot(
  { fingerprint, at, until }: Attestation,
  { prints }: KnownSecret,
  today: string,
): string | undefined {
  const other = prints.find((print) => print !== fingerprint);
  if (other !== undefined || prints.length === 0) {
    const now = other === undefined ? 'another one' : shortFingerprint(other);
    return `was said of the value ${shortFingerprint(fingerprint)}, and the file holds ${now}`;
  }
  // Whatever somebody typed into the file: no word holds longer than the command would let it.
  const longest = dateOf(Date.parse(`${at}T00:00:00Z`), longestStatement);
  const end = until < longest ? until : longest;
  return end < today ? `held until ${end}` : undefined;
}
