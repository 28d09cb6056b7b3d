import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { assigned } from '../pattern-pieces.ts';

const about = `(?:tradovate|ninjatrader|rithmic|tastytrade|appid|appversion|deviceid|["']cid["'])`;
const named = `(?:password|passwd|pass|pwd|sec|secret|api_?secret|api_?key)`;
const value = String.raw`[^\s"'${'`'}<>\\,;(){}\[\]&]{6,72}`;
const mentions = new RegExp(about, 'i');
const noLogin =
  /^(?:true|false|null|none|string|str|password|passwd|secret|sec|pass|test|demo|[a-z_.]*(?:env|config|settings|args|self|this)\b.*)$/i;

/** Logins of brokers as Tradovate takes them: name, password, appId, cid and sec; people choose these passwords. */
export const tradovateLogin: LeakRule = {
  name: 'tradovate-login',
  title: 'a broker login',
  anchors: [
    'tradovate',
    'ninjatrader',
    'rithmic',
    'tastytrade',
    'appid',
    'appversion',
    'deviceid',
    '"cid"',
    "'cid'",
  ],
  foldsCase: true,
  before: 260,
  reach: 560,
  pattern: new RegExp(
    String.raw`(?:${about}[^{}]{0,160}?)?(?<![a-z])${named}${assigned}(?<secret>${value})(?![^\s"'${'`'}<>\\,;}&\]])(?:[^{}]{0,160}?${about})?`,
    'dgi',
  ),
  isReal: (secret, match) =>
    mentions.test(match) &&
    !noLogin.test(secret) &&
    !looksMadeUp(secret) &&
    /[a-z]/i.test(secret) &&
    /[\d!@#$%^*+=~]/.test(secret),
  remedy:
    "change the password at the broker's site, and renew the API key (Tradovate: Application settings > API Access)",
  ok: () => [
    'TRADOVATE_PASSWORD=${TRADOVATE_PASSWORD}',
    'TRADOVATE_PASSWORD=your_password_here',
    '{"name":"x","password":"<password>","appId":"Sample App","cid":0}',
    'tradovate_password = os.environ["TRADOVATE_PASSWORD"]',
    'tradovate: { password: process.env.TRADOVATE_PASSWORD }',
    'class TradovateLogin: password: str',
  ],
  ng: () => [
    `TRADOVATE_PASSWORD=${word('a')}`,
    `{"name":"joe","password":"${word('b')}","appId":"pine","appVersion":"1.0","cid":8}`,
    `tradovate:\n  name: joe\n  password: ${word('c')}\n`,
    `TRADOVATE_SECRET="${word('d')}"`,
    `{"appId":"pine","cid":1234,"sec":"${word('e')}"}`,
  ],
};

function word(seed: string): string {
  return ['Tr4d', madeUpText(`tradovate ${seed}`, 8), '!7'].join('');
}
