import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { capitals, madeUpText } from '../made-up-text.ts';
import { assigned } from '../pattern-pieces.ts';

const value = `(?<secret>[A-Za-z0-9/+]{40,44})(?![A-Za-z0-9/+=_-])`;
const named = String.raw`(?<![a-z])(?:apca|alpaca)(?:[\w.-]{0,40}|[^\n]{0,100}?secret[\w-]{0,12})${assigned}`;
const beside = String.raw`\b(?:PK|AK|CK)[A-Z0-9]{18,24}["']?\s{0,4}[,:;\n]\s{0,16}(?:(?:api_?)?secret(?:_?key)?\s{0,2}[=:]\s{0,2})?["']?`;

/** Alpaca's secret keys: 40 letters and digits or a few more, told by a word about Alpaca or by their id. */
export const alpacaSecretKey: LeakRule = {
  name: 'alpaca-secret-key',
  title: 'an Alpaca secret key',
  anchors: ['apca', 'alpaca', 'rest(', 'client(', 'stream('],
  foldsCase: true,
  before: 9,
  reach: 460,
  pattern: new RegExp(
    String.raw`(?:${named}|(?:rest|client|stream)\([^\n]{0,24}?${beside})${value}`,
    'dgi',
  ),
  isReal: (secret) => /[a-z]/.test(secret) && /[A-Z]/.test(secret) && looksRandom(secret, 60),
  remedy: 'app.alpaca.markets > API keys: regenerate; live orders can be placed with it until then',
  ok: () => [
    'APCA_API_SECRET_KEY=your_secret_key_here',
    `APCA_API_SECRET_KEY=${'x'.repeat(40)}`,
    `alpaca-py@sha1: ${madeUpText('alpaca sha', 40, '0123456789abcdef')}`,
    'ALPACA_SECRET = os.environ["APCA_API_SECRET_KEY"]',
  ],
  ng: () => [
    `APCA_API_SECRET_KEY=${key('a')}`,
    `ALPACA_SECRET: "${key('b')}"`,
    `-H 'APCA-API-SECRET-KEY: ${key('c')}'`,
    `alpaca = { key: k, secret: "${key('d')}" }`,
    `tradeapi.REST('${['PK', madeUpText('alp', 18, capitals)].join('')}', '${key('e')}', url)`,
  ],
};

function key(seed: string): string {
  return madeUpText(`alpaca secret ${seed}`, 40);
}
