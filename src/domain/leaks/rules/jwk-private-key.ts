import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** Private keys as JSON web keys: `d` of an EC, OKP or RSA key, `k` of a symmetric one. */
export const jwkPrivateKey: LeakRule = {
  name: 'jwk-private-key',
  title: 'a private key (JWK)',
  anchors: ['"kty', "'kty", '\\"kty', '"crv', "'crv"],
  foldsCase: false,
  before: 900,
  reach: 2200,
  pattern:
    /(?:\\{0,3}["'](?:kty|crv)\\{0,3}["']\s{0,4}:[^{}]{1,1200}?[{,\s]|(?=\\{0,3}["']d\\{0,3}["']\s{0,4}:\s{0,4}\\{0,3}["'][\w-]{32,800}\\{0,3}["'][^{}]{1,60}?["'](?:kty|crv)\\{0,3}["']))\\{0,3}["'][dk]\\{0,3}["']\s{0,4}:\s{0,4}\\{0,3}["'](?<secret>[\w-]{32,800})(?:\\{0,3}["'][^{}]{1,60}?["'](?:kty|crv))?/dg,
  isReal: (secret) => looksRandom(secret, 60),
  remedy: 'make a new key, publish its public half (JWKS), and remove the old one there',
  ok: () => [
    `{"kty":"EC","crv":"P-256","x":"${madeUpText('jwk x', 43)}","y":"${madeUpText('jwk y', 43)}"}`,
    `{"kty":"oct","k":"${'x'.repeat(43)}"}`,
  ],
  ng: () => [
    `{"kty":"EC","crv":"P-256","d":"${madeUpText('jwk d', 43, urlCharacters)}","x":"${madeUpText('jwk', 43)}"}`,
    `{"d":"${madeUpText('jwk e', 43, urlCharacters)}","kty":"OKP"}`,
    `{'crv':'Ed25519','x':'${madeUpText('jwk x', 43)}','d':'${madeUpText('jwk f', 43, urlCharacters)}'}`,
    `{"kty": "oct", "k": "${madeUpText('jwk k', 43, urlCharacters)}"}`,
  ],
};
