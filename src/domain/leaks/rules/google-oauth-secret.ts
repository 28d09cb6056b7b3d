import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** Google OAuth client secrets (`GOCSPX-`), access tokens (`ya29.`) and refresh tokens (`1//0`). */
export const googleOauthSecret: LeakRule = {
  name: 'google-oauth-secret',
  title: 'a Google OAuth secret',
  anchors: ['GOCSPX-', 'ya29.', '1//0'],
  foldsCase: false,
  before: 6,
  reach: 420,
  pattern:
    /(?<![A-Za-z0-9_/+.-])(?<secret>GOCSPX-[\w-]{28}|ya29\.[\w-]{40,400}|1\/\/0[\w-]{40,150})(?![\w-])/dg,
  isReal: (secret) => looksRandom(secret.replace(/^(?:GOCSPX-|ya29\.|1\/\/0)/, ''), 60),
  remedy:
    'Google Cloud console > APIs & Services > Credentials: reset the client secret; revoke tokens at myaccount.google.com/permissions',
  ok: () => ['GOCSPX-your-client-secret-goes-here', `ya29.${'x'.repeat(60)}`],
  ng: () => [
    `"client_secret":"GOCSPX-${madeUpText('gocspx', 28, urlCharacters)}"`,
    `access_token: ya29.${madeUpText('ya29', 120, urlCharacters)}`,
    `refresh_token = '1//0${madeUpText('1//0', 60, urlCharacters)}'`,
  ],
};
