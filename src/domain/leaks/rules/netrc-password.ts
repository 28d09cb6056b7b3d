import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

/** Passwords in a `.netrc`. */
export const netrcPassword: LeakRule = {
  name: 'netrc-password',
  title: 'a password for curl, git or ftp',
  anchors: ['machine'],
  foldsCase: false,
  before: 2,
  reach: 340,
  pattern:
    /(?<![\w-])machine\s{1,4}[\w.-]{3,90}\s{1,8}login\s{1,4}[^\s]{1,90}\s{1,8}password\s{1,4}(?<secret>[^\s"'<>]{6,120})/dg,
  isReal: (secret) =>
    !looksMadeUp(secret) && !/^\W|^(?:my|your)?(?:password|secret|token)$/i.test(secret),
  remedy: 'change the password or token at the machine that it names',
  ok: () => [
    'machine api.pine.io login joe password <password>',
    'machine api.pine.io login joe password your_password',
    'the machine login password prompt',
  ],
  ng: () => [
    `machine git.pine.io\n  login joe\n  password ${madeUpText('netrc', 20)}\n`,
    `machine api.pine.io login joe password ${madeUpText('netrc 2', 12)}`,
  ],
};
