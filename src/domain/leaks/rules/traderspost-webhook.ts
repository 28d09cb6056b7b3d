import { hexDigits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { slash } from '../pattern-pieces.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const documented = '[0-9a-f]{32}(?![0-9a-z_-])';
// A password that people chose; sentences and markup around a URL end it.
const unusual = String.raw`[^\s/?#"'${'`'}<>\\&%|,;(){}\[\]]{5,128}(?<![.:!*_])`;
const words =
  /^(?:(?:web|my|the|our|new|old|hook|trading|traderspost|secret|password|passwd|pass|token|key|uuid|id|value|here|test|demo|url|strategy|webhook)[-_.:]*)+$/i;

/** TradersPost webhooks, by their path alone; the password is the credential (facts: public documentation). */
export const traderspostWebhook: LeakRule = {
  name: 'traderspost-webhook',
  title: 'a TradersPost webhook',
  anchors: ['webhook'],
  foldsCase: true,
  before: 24,
  reach: 240,
  pattern: new RegExp(
    `trading${slash}{1,3}webhook${slash}{1,3}(?<secret>${uuid}${slash}{1,3}(?:${documented}|${unusual}))`,
    'dgi',
  ),
  isReal(secret) {
    const password = secret.replace(/^[0-9a-f-]{36}(?:\\{0,3}\/|%(?:25)?2f|\\+u002f|&#\w+;)+/i, '');
    return !words.test(password) && !looksMadeUp(password);
  },
  remedy:
    'rotate it first: pine-env rotate NAME --profile PROFILE, or TradersPost > Strategies > (strategy) > Webhook > Generate New URL, which ends the old one at once',
  ok: () => [
    'https://webhooks.traderspost.io/trading/webhook/YOUR_WEBHOOK_ID/YOUR_PASSWORD',
    `https://webhooks.traderspost.io/trading/webhook/${id('a')}`,
    `https://webhooks.traderspost.io/trading/webhook/${id('a')}/`,
    `https://webhooks.traderspost.io/trading/webhook/${id('b')}/your_password_here`,
    `https://webhooks.traderspost.io/trading/webhook/${id('b')}/{password}`,
    `https://webhooks.traderspost.io/trading/webhook/${id('c')}/<password>`,
    `https://webhooks.traderspost.io/trading/webhook/${id('d')}/\${TP_PASSWORD}`,
    `https://webhooks.traderspost.io/trading/webhook/${id('d')}/${'x'.repeat(32)}`,
    `https://webhooks.traderspost.io/trading/webhook/${id('d')}/****`,
    `https://webhooks.traderspost.io/trading/webhook/${id('d')}/webhook-password`,
    `https://webhooks.traderspost.io/trading/webhook/${id('e')}/0123456789abcdef0123456789abcdef`,
  ],
  ng: () => [
    `https://webhooks.traderspost.io/${path('a')}`,
    `"https:\\/\\/webhooks.traderspost.io\\/${path('b').replaceAll('/', '\\/')}"`,
    `next=https%3A%2F%2Fapp.traderspost.io%2F${path('c').replaceAll('/', '%2F')}`,
    `POST /${path('d')} HTTP/1.1`,
    `HTTPS://WEBHOOKS.TRADERSPOST.IO/${path('e').toUpperCase()}`,
    `<https://traderspost.io/${path('f')}?test=1>`,
    `url: https://webhooks.traderspost.io/trading/webhook/${id('g')}/${madeUpText('tp own', 12)}!x9`,
    `Sent to https://trading.traderspost.io/${path('h')}.`,
    `//webhooks.traderspost.io//${path('i').replaceAll('/', '//')}`,
  ],
};

function id(seed: string): string {
  const hex = madeUpText(`uuid ${seed}`, 30, hexDigits);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
}

function path(seed: string): string {
  return ['trading', 'webhook', id(seed), madeUpText(`tp ${seed}`, 32, hexDigits)].join('/');
}
