import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** Google API keys: `AIza` and 35 more. */
export const googleApiKey: LeakRule = {
  name: 'google-api-key',
  title: 'a Google API key',
  anchors: ['AIza'],
  foldsCase: false,
  before: 6,
  reach: 48,
  pattern:
    /(?:(?<![A-Za-z0-9+/_-])|(?<=[=/_-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>AIza[\w-]{35})(?![\w-])/dg,
  isReal: (secret) => looksRandom(secret.slice(4), 60),
  remedy: 'Google Cloud console > APIs & Services > Credentials: regenerate or delete the key',
  ok: () => [
    `key=AIza${'x'.repeat(35)}`,
    'AIza[0-9A-Za-z_-]{35}',
    'AIzaSyYOUR_API_KEY_HERE_1234567890abcdef',
  ],
  ng: () => [
    `const key = "${key('a')}";`,
    `https://maps.googleapis.com/maps/api/js?key=${key('b')}&callback=go`,
    `GOOGLE_API_KEY=${key('c')}\n`,
  ],
};

function key(seed: string): string {
  return ['AIza', 'Sy', madeUpText(`google ${seed}`, 33, urlCharacters)].join('');
}
