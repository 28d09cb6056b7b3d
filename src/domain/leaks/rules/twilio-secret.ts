import { hexDigits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { assigned, quote } from '../pattern-pieces.ts';

/** Twilio's auth tokens, told by a word about Twilio or by their account beside them; key ids `SK…` too. */
export const twilioSecret: LeakRule = {
  name: 'twilio-secret',
  title: 'a Twilio secret',
  anchors: [
    ...['twilio', 'TWILIO', 'Twilio', '"AC', "'AC", '/AC', ':AC'],
    ...Array.from(hexDigits, (digit) => `SK${digit}`),
  ],
  foldsCase: false,
  before: 8,
  reach: 320,
  pattern: new RegExp(
    String.raw`(?:(?:[Tt]wilio|TWILIO)(?:[\w.-]{0,30}|[^\n]{0,100}?(?:token|TOKEN|secret|SECRET)[\w-]{0,8})${assigned}|[:"'/]AC[0-9a-f]{32}${quote}?\s{0,2}[:,]\s{0,4}${quote}?|(?<![A-Za-z0-9])(?=SK))(?<secret>(?:SK)?[0-9a-f]{32})(?![A-Za-z0-9_-])`,
    'dg',
  ),
  isReal: (secret) => looksRandom(secret.replace(/^SK/, ''), 60),
  remedy:
    'console.twilio.com > Account > API keys & tokens: make a secondary token, promote it; delete the key',
  ok: () => [
    `TWILIO_ACCOUNT_SID=AC${madeUpText('sid', 32, hexDigits)}`,
    'TWILIO_AUTH_TOKEN=your_auth_token',
    `TWILIO_AUTH_TOKEN=${'x'.repeat(32)}`,
  ],
  ng: () => [
    `TWILIO_AUTH_TOKEN=${hex('a')}`,
    `client = Client("AC${hex('b')}", "${hex('c')}")`,
    `curl -u 'AC${hex('d')}:${hex('e')}' https://api.twilio.com`,
    `api_key_sid: SK${hex('f')}`,
  ],
};

function hex(seed: string): string {
  return madeUpText(`twilio ${seed}`, 32, hexDigits);
}
