import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { capitals, madeUpText } from '../made-up-text.ts';
import { wordShare } from '../no-secret.ts';

// What may touch a key: an escape's last letter, a colour's `m`, or curl's `-u`; any other letter makes it something else.
const start = String.raw`(?<![\w-])|(?<![A-Za-z0-9])(?<=_)|(?<=\\[nrt0]|%[0-9A-Fa-f]{2}|\\[ux][0-9A-Fa-f]{2}|\\u00[0-9A-Fa-f]{2}|\[[\d;]{0,8}m|\s-u)`;
const end = '(?![A-Za-z0-9]|[-_][A-Za-z0-9])';
// Where both cases and a digit mix, a short word may touch it too; within long base64url it is chance.
const mixed =
  'db-(?=[a-z0-9]{0,28}[A-Z])(?=[A-Z0-9]{0,28}[a-z])(?=[A-Za-z]{0,28}[0-9])[A-Za-z0-9]{29}';
// mongodb-… is a package, a pod or a volume.
const product =
  '(?:mongo|maria|influx|couch|dynamo|document|cosmos|level|rocks|timescale|cockroach|quest|duck|arango|orient|rethink|scylla|surreal|chroma|aura)';
const loose = String.raw`(?<!${product})(?<=(?<![\w-])[\w-]{0,20})(?=${mixed}(?:[-_][\w-]{0,19}|db-[A-Za-z0-9]{29})?(?![\w-]))`;

/** Databento keys: `db-` and 29 letters and digits (facts: public documentation). */
export const databentoKey: LeakRule = {
  name: 'databento-key',
  title: 'a Databento key',
  anchors: ['db-'],
  foldsCase: false,
  before: 24,
  reach: 68,
  pattern: new RegExp(
    `(?=db-)(?:(?:${start})(?=db-[A-Za-z0-9]{29}${end})|${loose}|(?<=db-[A-Za-z0-9]{29})(?=${mixed}${end}))(?<secret>db-[A-Za-z0-9]{29})`,
    'dg',
  ),
  isReal: (secret) => looksRandom(secret.slice(3), 40) && wordShare(secret.slice(3)) < 0.75,
  remedy:
    'rotate it first: pine-env rotate NAME --profile PROFILE, or databento.com > Portal > API keys: create, switch, verify, delete',
  ok: () => [
    `host: db-${madeUpText('cloud', 26, capitals)}`,
    `pod/trading-db-${madeUpText('pod', 29, '0123456789abcdef')}`,
    'class="db-navigationmenucontainerwrapper"',
    `DATABENTO_API_KEY=db-${'x'.repeat(29)}`,
    `DATABENTO_API_KEY=db-${'YourDatabentoApiKeyGoesHere12'.slice(0, 29)}`,
    `db-${madeUpText('long', 40)}`,
    `const thing = "db-${'SpreadFuturesCandleKappaTicks'}"`,
    `mongodb-${madeUpText('volume', 29)} pkg`,
    `${madeUpText('base64url', 30)}db-${madeUpText('base64url', 29)}_${madeUpText('base64url', 9)}`,
    `db-${madeUpText('base64url', 29)}_${madeUpText('base64url', 30)}`,
  ],
  ng: () => [
    `client = db.Historical("${key('a')}")`,
    `DATABENTO_API_KEY=${key('b')}\n`,
    `curl -u ${key('c')}: https://hist.databento.com/v0/metadata.list_datasets`,
    `https://${key('d')}:@hist.databento.com/v0`,
    `keys = ['${key('e')}', None]`,
    `{\\"key\\":\\"${key('f')}\\"}`,
    `"print\\n${key('g')}\\n"`,
    `?key=${key('h')}&dataset=GLBX.MDP3`,
    `curl -u${key('i')}: https://hist.databento.com`,
    ...['\u001b[32m', '\\u001b[32m', '^[[1;33m', '#033[0m', '[33m', '\\e[m'].map(
      (colour) => `${colour}${key('j')}\u001b[0m`,
    ),
    ...['key', 'prefix_', '-K', 'key-', 'DATABENTO-', '1', '0x1b', '\\0', '\\x00', '-'].map(
      (word) => `${word}${key('k')}`,
    ),
    ...['-backup', '-old', '_suffix', '-', '_'].map((word) => `${key('l')}${word}`),
  ],
};

function key(seed: string): string {
  return ['db', madeUpText(`databento ${seed}`, 29)].join('-');
}
