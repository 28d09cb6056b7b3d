import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

/** Stripe's secret and restricted keys, test mode too since they read and write an account, and webhook secrets. */
export const stripeKey: LeakRule = {
  name: 'stripe-key',
  title: 'a Stripe key',
  anchors: ['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'whsec_'],
  foldsCase: false,
  before: 6,
  reach: 260,
  pattern:
    /(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>(?:[sr]k_(?:live|test)_[A-Za-z0-9]{20,247}|whsec_[A-Za-z0-9+/]{32,64}={0,2}))(?![A-Za-z0-9_])/dg,
  isReal: (secret) => looksRandom(secret.replace(/^.*_/, ''), 40),
  remedy:
    'dashboard.stripe.com > Developers > API keys: roll the key; webhooks: roll the signing secret',
  ok: () => [
    ['pk', 'live', madeUpText('publishable', 24)].join('_'),
    ['sk', 'test', '4eC39HqLyjWDarjtT1zdp7dc'].join('_'),
    ['sk', 'live', 'x'.repeat(24)].join('_'),
    'sk_live_your_secret_key_here',
    'whsec_...',
  ],
  ng: () => [
    `STRIPE_SECRET_KEY=${['sk', 'live', madeUpText('stripe a', 24)].join('_')}`,
    `stripe.api_key = "${['rk', 'live', madeUpText('stripe b', 99)].join('_')}"`,
    `"whsec_${madeUpText('stripe c', 32)}"`,
    `curl -u ${['sk', 'test', madeUpText('stripe d', 24)].join('_')}:`,
  ],
};
