import { dateOf, daysSince } from '../key-age.ts';
import type { Attestation } from '../registry.ts';
import { check } from './check.ts';
import { knownSecrets } from './known-secrets.ts';

/** How many days before the end people are told. */
const notice = 7;

/** What ends at midnight would else fail the deployment check in the morning without a word before. */
export const attestationDue = check(
  'attestation-due',
  'warning',
  'no word on accounts ends within 7 days',
  (view) =>
    knownSecrets(view).flatMap(({ key, where, prints }) => {
      const attestation = key.attestations.get(view.profile.name);
      if (!key.attest || attestation === undefined) return [];
      if (!prints.includes(attestation.fingerprint) || !endsSoon(attestation, view.world.at)) {
        return [];
      }
      return [
        {
          where,
          message: `what ${attestation.by} said of the accounts behind ${key.name} of ${view.profile.name} holds until ${attestation.until} only`,
          remedy: `when you have looked again: pine-env keys --attest ${key.name} --profile ${view.profile.name}`,
        },
      ];
    }),
);

/** A short one is told of in its second half. */
function endsSoon({ at, until }: Attestation, now: number): boolean {
  const left = -daysSince(until, now);
  return until >= dateOf(now) && left <= notice && left <= daysSince(at, now);
}
