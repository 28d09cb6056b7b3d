import { base64Of, base64Text } from '../base64-text.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

// jwt.io's, RFC 7519's and their many copies; and Supabase's anonymous key, which browsers are meant to hold.
const published =
  /"sub":\s?"1234567890"|John Doe|"iss":\s?"joe"|example\.(?:com|org)|"role":\s?"anon"|"foo":\s?"bar"|"some":\s?"payload"|"hello":\s?"world"/;

/** JSON web tokens: three parts of base64url whose first one is a JOSE header with a signature's algorithm. */
export const jwt: LeakRule = {
  name: 'jwt',
  title: 'a JSON web token',
  anchors: ['eyJ'],
  foldsCase: false,
  before: 6,
  reach: 4000,
  pattern:
    /(?:(?<![\w-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>eyJ[\w-]{12,800}\.[\w-]{10,2400}\.[\w-]{20,760})/dg,
  isReal(secret) {
    const [header = '', payload = '', signature = ''] = secret.split('.');
    if (!isHeader(base64Text(header)) || looksMadeUp(signature)) return false;
    const claims = base64Text(payload);
    return claims.startsWith('{') && !published.test(claims);
  },
  remedy:
    'end the session or revoke the token at its issuer; where it cannot be revoked, change the signing key',
  ok: () => [
    jwtOf(
      { alg: 'HS256', typ: 'JWT' },
      { sub: '1234567890', name: 'John Doe', iat: 1516239022 },
      'io',
    ),
    jwtOf({ typ: 'JWT' }, { sub: 'x' }, 'no alg'),
    'eyJhbGciOi...',
    `eyJ${madeUpText('jwt', 30)}.${madeUpText('jwt 2', 30)}.${madeUpText('jwt 3', 30)}`,
  ],
  ng: () => [
    `Authorization: Bearer ${jwtOf({ alg: 'HS256', typ: 'JWT' }, { sub: 'u-81', exp: 1900000000 }, 'a')}`,
    `token=${jwtOf({ alg: 'RS256', kid: 'k1' }, { iss: 'https://id.pine.io', aud: 'x' }, 'b')}&x=1`,
    `{"id_token":"${jwtOf({ kid: 'k', alg: 'ES256' }, { sub: 'svc', scope: 'trade' }, 'c')}"}`,
  ],
};

function isHeader(text: string): boolean {
  return text.startsWith('{') && /"alg"\s?:\s?"(?!none)/.test(text);
}

function jwtOf(header: object, claims: object, seed: string): string {
  const parts = [header, claims].map((part) => base64Of(JSON.stringify(part)));
  return [...parts, madeUpText(`jwt ${seed}`, 43, urlCharacters)].join('.');
}
