import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { capitals, madeUpText } from '../made-up-text.ts';

// An escape's last letter, or curl's `-u`, may touch the key; any other letter makes it something else.
const start = String.raw`(?:(?<![\w-])|(?<![A-Za-z0-9])(?<=_)|(?<=\\[nrt]|%[0-9A-Fa-f]{2}|\\u00[0-9A-Fa-f]{2}|\s-u))`;

/** Databento keys: `db-` and 29 letters and digits (facts: public documentation). */
export const databentoKey: LeakRule = {
  name: 'databento-key',
  title: 'a Databento key',
  anchors: ['db-'],
  foldsCase: false,
  before: 8,
  reach: 40,
  pattern: new RegExp(`${start}(?<secret>db-[A-Za-z0-9]{29})(?![A-Za-z0-9]|[-_][A-Za-z0-9])`, 'dg'),
  isReal: (secret) => looksRandom(secret.slice(3), 40),
  remedy:
    'rotate it first: pine-env rotate NAME --profile PROFILE, or databento.com > Portal > API keys: create, switch, verify, delete',
  ok: () => [
    `host: db-${madeUpText('cloud', 26, capitals)}`,
    `pod/trading-db-${madeUpText('pod', 29, '0123456789abcdef')}`,
    'class="db-navigationmenucontainerwrapper"',
    `DATABENTO_API_KEY=db-${'x'.repeat(29)}`,
    `DATABENTO_API_KEY=db-${'YourDatabentoApiKeyGoesHere12'.slice(0, 29)}`,
    `db-${madeUpText('long', 40)}`,
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
  ],
};

function key(seed: string): string {
  return ['db', madeUpText(`databento ${seed}`, 29)].join('-');
}
