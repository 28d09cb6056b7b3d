import { check } from './check.ts';
import { knownSecrets } from './known-secrets.ts';

/** No program can see which accounts a webhook feeds: without a person's word it is unproven. */
export const attestationMissing = check(
  'attestation-missing',
  'error',
  'somebody has looked at the accounts behind every key that asks for it',
  (view) =>
    knownSecrets(view)
      .filter(({ key }) => key.attest && !key.attestations.has(view.profile.name))
      .map(({ key, where }) => ({
        where,
        message: `nobody has said which accounts ${key.name} of ${view.profile.name} feeds: unproven`,
        remedy: `if you have looked: pine-env keys --attest ${key.name} --profile ${view.profile.name}`,
      })),
);
