import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** API tokens of PyPI and its test index. */
export const pypiToken: LeakRule = {
  name: 'pypi-token',
  title: 'a PyPI token',
  anchors: ['pypi-AgE'],
  foldsCase: false,
  before: 6,
  reach: 600,
  pattern: /(?:(?<![\w-])|(?<=\\[nrt]))(?<secret>pypi-AgE[\w-]{50,500})/dg,
  isReal: (secret) => looksRandom(secret.slice(-48), 60),
  remedy:
    'pypi.org > Account settings > API tokens: remove it; then look at what was uploaded since',
  ok: () => [
    `pypi-AgEIcHlwaS5vcmc${'x'.repeat(60)}`,
    'pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,1000}',
    'pypi-AgEIcHlwaS5vcmc...',
  ],
  ng: () => [
    `password = ${token('IcHlwaS5vcmc')}`,
    `TWINE_PASSWORD=${token('NdGVzdC5weXBpLm9yZw')}`,
  ],
};

function token(site: string): string {
  return ['pypi-AgE', site, madeUpText(`pypi ${site}`, 140, urlCharacters)].join('');
}
