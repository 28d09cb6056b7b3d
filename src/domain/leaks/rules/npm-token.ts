import { hexDigits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

/** npm's access tokens: `npm_` and 36 more, and the uuids of old behind `_authToken`. */
export const npmToken: LeakRule = {
  name: 'npm-token',
  title: 'an npm token',
  anchors: ['npm_', '_authToken'],
  foldsCase: false,
  before: 6,
  reach: 120,
  pattern:
    /(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]|%[0-9A-F]{2})|_authToken["']?\s{0,3}[=:]\s{0,3}["']?)(?<secret>npm_[A-Za-z0-9]{36}|(?<=_authToken.{0,8})[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![A-Za-z0-9_])/dg,
  isReal: (secret) => looksRandom(secret.replace(/^npm_/, ''), 60),
  remedy:
    'npmjs.com > Access tokens: delete it, or npm token revoke; then look at what was published since',
  ok: () => [
    `npm_${'x'.repeat(36)}`,
    '//npm.pine.io/:_authToken=${NPM_TOKEN}',
    'npm_config_registry_and_another_long_name_x',
  ],
  ng: () => [
    `//npm.pine.io/:_authToken=npm_${madeUpText('npm', 36)}`,
    `NPM_TOKEN: npm_${madeUpText('npm 2', 36)}`,
    `//npm.pine.io/:_authToken=${madeUpText('npm 3', 8, hexDigits)}-${madeUpText('n', 4, hexDigits)}-4${madeUpText('m', 3, hexDigits)}-a${madeUpText('p', 3, hexDigits)}-${madeUpText('npm 4', 12, hexDigits)}`,
  ],
};
