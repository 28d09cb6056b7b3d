import { entropyBits } from '../../entropy.ts';
import { base64Of, base64Text } from '../base64-text.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp, looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { wordShare } from '../no-secret.ts';

const blank = String.raw`(?:[ \t]|%20|\+|\\u0020){1,4}`;
const plainPair = /^[\x20-\x7e]{1,90}:[\x20-\x7e]{4,160}$/;
// Schemes whose own words look random, and which sign one request only.
const scheme = /^(?:AWS|HMAC|SharedKey|Digest|Negotiate|Hawk|OAuth|Signature|GOOG|TC3)/i;
const everybodys =
  /:(?:password\d?|pass(?:word|wd)?|secret|test|admin|guest|open ?sesame|x-oauth-basic|123456\d*)?$/i;

/** What HTTP's `Authorization` carries: Bearer and Token credentials, and Basic ones that say `user:password`. */
export const authorizationHeader: LeakRule = {
  name: 'authorization-header',
  title: 'an HTTP credential',
  anchors: ['bearer', 'basic', 'authorization'],
  foldsCase: true,
  before: 2,
  reach: 1100,
  pattern: new RegExp(
    String.raw`(?<![a-z0-9])(?:(?:bearer|basic)${blank}(?:["'${'`'}]\s{0,2}[+.,]\s{0,2}["'${'`'}])?|authorization\\{0,3}["']?\]?[ \t]{0,2}(?:=>|[:=,])[ \t]{0,4}\\{0,3}["'${'`'}]?(?:token|apikey|api-?key|key|bot|bearer|basic)?[ \t=:]{0,3})["'${'`'}]?(?<secret>[A-Za-z0-9+/_.~=-]{8,1000})(?![\w(${'$'}{])`,
    'dgi',
  ),
  isReal(secret, match) {
    if (looksMadeUp(secret) || scheme.test(secret)) return false;
    return /basic/i.test(match) ? isPair(base64Text(secret)) : isToken(secret);
  },
  remedy: 'revoke the token, or change the password, at whatever the request was sent to',
  ok: () => [
    'Authorization: Bearer <token>',
    'Authorization: Bearer ${TOKEN}',
    'Authorization: Bearer your_access_token',
    'Authorization: Basic dXNlcjpwYXNzd29yZA==',
    ['Authorization: Basic', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ=='].join(' '),
    'Authorization: "Bearer " + token',
    '  HTTP2_HEADER_AUTHORIZATION,\n  HTTP2_HEADER_CONTENT_ENCODING,',
    'headers.authorization = HTTP2_HEADER_CONTENT_ENCODING',
    'basic authentication and bearer authentication schemes',
    'authorization = build_authorization_header_v2(request)',
  ],
  ng: () => [
    `Authorization: Bearer ${madeUpText('bearer', 40)}`,
    `-H "authorization: bearer ${madeUpText('bearer 2', 32, '0123456789abcdef')}"`,
    `Authorization: Basic ${base64Of(`pine:${madeUpText('basic', 20)}`)}`,
    `'Authorization': 'Token ${madeUpText('bearer 3', 40, '0123456789abcdef')}'`,
    `"Authorization" => "Basic " + "${base64Of(`joe:${madeUpText('basic 2', 16)}`)}"`,
  ],
};

function isPair(text: string): boolean {
  const password = text.slice(text.indexOf(':') + 1);
  // Who has a key only gives it as the user.
  if (/^[\w-]{16,200}:$/.test(text)) return isToken(text.slice(0, -1));
  return (
    plainPair.test(text) &&
    !everybodys.test(text) &&
    !looksMadeUp(text) &&
    entropyBits(password) >= 14
  );
}

function isToken(secret: string): boolean {
  return (
    secret.length >= 16 &&
    /[a-z]/i.test(secret) &&
    wordShare(secret) <= 0.7 &&
    looksRandom(secret, /\d/.test(secret) ? 46 : 90)
  );
}
