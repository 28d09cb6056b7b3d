import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

/**
 * GitHub's tokens: `ghp_`, `gho_`, `ghu_`, `ghs_`, `ghr_` and `github_pat_`. Their checksum is not asked for:
 * it is not promised for every kind, and a token wrongly let through costs more than an alarm.
 */
export const githubToken: LeakRule = {
  name: 'github-token',
  title: 'a GitHub token',
  anchors: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  foldsCase: false,
  before: 6,
  reach: 300,
  pattern:
    /(?:(?<![A-Za-z0-9_])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})(?![A-Za-z0-9_])/dg,
  isReal: (secret) => looksRandom(secret.replace(/^.*?_(?:pat_)?/, ''), 60),
  remedy:
    'GitHub > Settings > Developer settings: delete the token; check its last use in the security log',
  ok: () => [
    `ghp_${'x'.repeat(36)}`,
    'ghp_[A-Za-z0-9]{36}',
    `ghp_${['16C7e42F292c6912', 'E7710c838347Ae178B4a'].join('')}`,
    `ghp_${'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'}`,
  ],
  ng: () => [
    `GITHUB_TOKEN=${token('ghp_', 36)}`,
    `https://x-access-token:${token('ghs_', 36)}@github.com/pine/pine.git`,
    `Authorization: token ${token('gho_', 36)}`,
    `"${token('github_pat_', 22)}_${madeUpText('pat', 59)}"`,
    `refresh=${token('ghr_', 76)}&user=${'ghu'}`,
  ],
};

function token(prefix: string, count: number): string {
  return [prefix, madeUpText(`github ${prefix}`, count)].join('');
}
