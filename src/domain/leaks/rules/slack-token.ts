import { digits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

/** Slack's tokens of bots, users, apps, configurations and browsers. */
export const slackToken: LeakRule = {
  name: 'slack-token',
  title: 'a Slack token',
  anchors: [
    'xoxb-',
    'xoxp-',
    'xoxa-',
    'xoxr-',
    'xoxs-',
    'xoxo-',
    'xoxc-',
    'xoxd-',
    'xoxe-',
    'xoxe.',
    'xapp-',
  ],
  foldsCase: false,
  before: 10,
  reach: 300,
  pattern:
    /(?:(?<![\w.-])|(?<=\\[nrt]))(?<secret>(?:xoxe\.)?(?:xox[abcdeoprs]|xapp)-[A-Za-z0-9%+/=-]{20,250})/dg,
  isReal: (secret) => /\d/.test(secret) && looksRandom(secret.replace(/^(?:xoxe\.)?x\w+-/, ''), 60),
  remedy:
    'api.slack.com/apps > the app > OAuth & Permissions: revoke the token, or reinstall the app',
  ok: () => [
    'xoxb-your-bot-token-goes-here',
    `xoxb-${'x'.repeat(12)}-${'x'.repeat(24)}`,
    'xoxb-[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*',
  ],
  ng: () => [
    `SLACK_BOT_TOKEN=${token('xoxb', 'a')}`,
    `"token":"${token('xoxp', 'b')}"`,
    `app_token: xapp-1-A0${madeUpText('xapp', 9)}-${madeUpText('xapp id', 13, digits)}-${madeUpText('xapp hex', 64, '0123456789abcdef')}`,
  ],
};

function token(kind: string, seed: string): string {
  const numbers = [1, 2].map((at) => madeUpText(`slack ${seed} ${at}`, 12, '123456789'));
  return [kind, ...numbers, madeUpText(`slack ${seed}`, 24)].join('-');
}
