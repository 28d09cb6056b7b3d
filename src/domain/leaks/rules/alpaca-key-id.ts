import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { capitals, madeUpText } from '../made-up-text.ts';
import { assigned } from '../pattern-pieces.ts';

const id = '(?:PK|AK|CK)[A-Z0-9]{18,24}';

/** Alpaca's key ids: `PK` (paper), `AK` (live) or `CK` (broker), told by a word about Alpaca or its clients. */
export const alpacaKeyId: LeakRule = {
  name: 'alpaca-key-id',
  title: 'an Alpaca key id',
  anchors: [
    'apca',
    'alpaca',
    'rest(',
    'client(',
    'stream(',
    'keyid',
    'key_id',
    'key-id',
    'apikey',
    'api_key',
  ],
  foldsCase: true,
  before: 40,
  reach: 240,
  pattern: new RegExp(
    String.raw`(?:(?<![a-z])(?:apca|alpaca)(?:[\w.-]{0,30}${assigned}|[^]{0,80}?[\s"'=:(,])|(?:rest|client|stream)\((?:\s{0,12}(?:api_?key|key_id)\s{0,2}=)?\s{0,12}["']|(?<!awsaccess)(?:key[_-]?id|api_?key)${assigned})(?<secret>${id})(?![A-Za-z0-9_])`,
    'dgi',
  ),
  isReal: (secret) => /^[A-Z0-9]+$/.test(secret) && looksRandom(secret.slice(2), 20),
  remedy: 'app.alpaca.markets > API keys: regenerate; live orders can be placed with it until then',
  ok: () => [
    'APCA_API_KEY_ID=PKXXXXXXXXXXXXXXXXXX',
    'APCA_API_KEY_ID=${APCA_API_KEY_ID}',
    `alpaca: ${madeUpText('al', 20)}`,
    `?AWSAccessKeyId=${key('AK', 'aws')}&Expires=1`,
  ],
  ng: () => [
    `APCA_API_KEY_ID=${key('PK', 'a')}`,
    `api = tradeapi.REST('${key('AK', 'b')}', secret, base_url)`,
    `-H "APCA-API-KEY-ID: ${key('PK', 'c')}"`,
    `{"alpaca": {"key": "${key('AK', 'd')}"}}`,
    `TradingClient("${key('PK', 'e')}", s, paper=True)`,
  ],
};

function key(kind: string, seed: string): string {
  return [kind, madeUpText(`alpaca ${seed}`, 18, capitals)].join('');
}
