import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** SendGrid's keys: `SG.`, 22 and 43 characters. */
export const sendgridKey: LeakRule = {
  name: 'sendgrid-key',
  title: 'a SendGrid key',
  anchors: ['SG.'],
  foldsCase: false,
  before: 6,
  reach: 90,
  pattern: /(?:(?<![\w-])|(?<=\\[nrt]))(?<secret>SG\.[\w-]{20,24}\.[\w-]{39,50})(?![\w-])/dg,
  isReal: (secret) => looksRandom(secret.slice(-40), 60),
  remedy: 'app.sendgrid.com > Settings > API keys: delete the key',
  ok: () => [`SG.${'x'.repeat(22)}.${'x'.repeat(43)}`, 'SG.your_key_here', 'MSG.length'],
  ng: () => [
    `SENDGRID_API_KEY=SG.${madeUpText('sg', 22, urlCharacters)}.${madeUpText('sg 2', 43, urlCharacters)}`,
  ],
};
