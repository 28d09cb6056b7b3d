import { hexDigits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { assigned } from '../pattern-pieces.ts';

/** Mailgun's keys: `key-` and 32 hex digits, or three groups of them after the vendor's name. */
export const mailgunKey: LeakRule = {
  name: 'mailgun-key',
  title: 'a Mailgun key',
  anchors: ['key-', 'mailgun'],
  foldsCase: true,
  before: 6,
  reach: 220,
  pattern: new RegExp(
    String.raw`(?:mailgun[\w.-]{0,30}${assigned}|(?<![\w-])(?=key-))(?<secret>key-[0-9a-f]{32}|(?<!key-)[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})(?![\w-])`,
    'dgi',
  ),
  isReal: (secret) => looksRandom(secret.replace('key-', ''), 60),
  remedy: 'app.mailgun.com > API security: delete the key',
  ok: () => [
    `key-${'x'.repeat(32)}`,
    'key-value-store',
    `cache-key-${madeUpText('mg', 32, hexDigits)}`,
  ],
  ng: () => [
    `MAILGUN_KEY=key-${madeUpText('mg a', 32, hexDigits)}`,
    `curl -u "api:key-${madeUpText('mg b', 32, hexDigits)}"`,
    `MAILGUN_API_KEY=${madeUpText('mg c', 32, hexDigits)}-${madeUpText('mg d', 8, hexDigits)}-${madeUpText('mg e', 8, hexDigits)}`,
  ],
};
