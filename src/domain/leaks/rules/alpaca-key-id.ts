import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { capitals, madeUpText } from '../made-up-text.ts';
import { assigned } from '../pattern-pieces.ts';

const id = '(?:PK|AK|CK)[A-Z0-9]{18,24}';

/** Alpaca's key ids: `PK` (paper), `AK` (live) or `CK` (broker), told by a word about Alpaca or its clients. */
export const alpacaKeyId: LeakRule = {
  name: 'alpaca-key-id',
  title: 'an Alpaca key id',
  anchors: ['APCA', 'alpaca', 'Alpaca', 'ALPACA', 'REST(', 'Client(', 'Stream('],
  foldsCase: false,
  before: 40,
  reach: 200,
  pattern: new RegExp(
    String.raw`(?:(?:APCA|[Aa]lpaca|ALPACA)(?:[\w.-]{0,30}${assigned}|[^\n]{0,60}[\s"'=:(,])|(?:REST|Client|Stream)\((?:\s{0,12}(?:api_?key|key_id)\s{0,2}=)?\s{0,12}["'])(?<secret>${id})(?![A-Za-z0-9_])`,
    'dg',
  ),
  isReal: (secret) => looksRandom(secret.slice(2), 36),
  remedy: 'app.alpaca.markets > API keys: regenerate; live orders can be placed with it until then',
  ok: () => [
    'APCA_API_KEY_ID=PKXXXXXXXXXXXXXXXXXX',
    'APCA_API_KEY_ID=${APCA_API_KEY_ID}',
    `alpaca: ${madeUpText('al', 20)}`,
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
