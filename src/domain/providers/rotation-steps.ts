import type { ProviderName } from './provider.ts';

/** One thing to do, and the command that does it where it is ours. */
export interface RenewalStep {
  readonly say: string;
  readonly command: string | null;
}

/** How a key of one provider is renewed, for people; `{key}` stands for its name, PROFILE for the environment. */
export interface Renewal {
  /** Who makes such keys, as people call them. */
  readonly issuer: string;
  /** What does not work while it is renewed. */
  readonly meanwhile: string;
  /** How somebody sees that the key is good, without an order. */
  readonly proof: string;
  /** In their order. */
  readonly steps: readonly RenewalStep[];
}

const by = (say: string): RenewalStep => ({ say, command: null });
const run = (say: string, command: string): RenewalStep => ({ say, command });

const store = run(
  'store and enrol it; it asks, and shows nothing',
  'sudo pine-env rotate {key} --profile PROFILE',
);
const restart = run('start the workers with it', 'sudo pine-env use PROFILE --restart');

/** The order of the steps is the provider's: where a new key kills the old one, everything else is ready before. */
export const renewals: Readonly<Record<ProviderName, Renewal>> = {
  traderspost: {
    issuer: 'TradersPost',
    meanwhile:
      'no order gets through from the moment the new URL is made until the workers run with it: the old one dies at once',
    proof:
      'by its fingerprint and by looking at the subscriptions of the strategy: a URL does not tell whether it trades on paper',
    steps: [
      by('choose a time without open orders; the old URL cannot be had back'),
      by('write down which accounts the subscriptions of the strategy feed'),
      by('at TradersPost: Generate New URL'),
      store,
      run(
        'say which accounts it feeds, once you have looked',
        'sudo pine-env keys --attest {key} --profile PROFILE',
      ),
      restart,
      by('see that the strategy receives the next signal; there is no old one left to revoke'),
    ],
  },
  databento: {
    issuer: 'Databento',
    meanwhile:
      'nothing stops, in this order (the rotate of the portal cuts running sessions at once)',
    proof: 'by asking for the list of data sets, which costs nothing and cannot trade',
    steps: [
      by('at Databento: create a second key beside the old one; do not use rotate there'),
      store,
      restart,
      by('see that market data comes in'),
      by('only then, at Databento: delete the old key'),
    ],
  },
  discord: {
    issuer: 'Discord',
    meanwhile: 'nothing stops (the old webhook posts until it is deleted)',
    proof: 'by reading the webhook, which posts nothing; an answer of 404 means that it is deleted',
    steps: [
      by('at Discord: create a second webhook in the same channel'),
      store,
      restart,
      by('see that a notification arrives'),
      by('at Discord: delete the old webhook; whoever holds its URL can post, and can delete it'),
    ],
  },
  opaque: {
    issuer: 'nobody whose ways are documented',
    meanwhile: 'unknown (ask whoever issues it whether the old one dies at once)',
    proof: 'by its fingerprint only',
    steps: [
      by(
        'have a new one made where the old one came from, and keep the old one if that is possible',
      ),
      store,
      restart,
      by('see that they work, then have the old one revoked'),
    ],
  },
};

/** The renewal of a key of this provider, with its own name in the commands. */
export function renewalOf(provider: ProviderName, key: string): Renewal {
  const renewal = renewals[provider];
  const steps = renewal.steps.map(({ say, command }) => ({
    say,
    command: command?.replaceAll('{key}', key) ?? null,
  }));
  return { ...renewal, steps };
}
