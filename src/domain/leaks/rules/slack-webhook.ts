import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { capitals, madeUpText } from '../made-up-text.ts';
import { slash } from '../pattern-pieces.ts';

/** Slack's incoming webhooks, workflow triggers included. */
export const slackWebhook: LeakRule = {
  name: 'slack-webhook',
  title: 'a Slack webhook',
  anchors: ['hooks.slack', 'services/t', 'services\\/t'],
  foldsCase: true,
  before: 48,
  reach: 200,
  pattern: new RegExp(
    String.raw`(?:hooks\.slack(?:-gov)?\.com${slash}{1,2}(?:services|workflows|triggers)|(?<![\w.-])services(?=${slash}T0[A-Z0-9]{6,12}${slash}B0[A-Z0-9]{6,12}${slash}[A-Za-z0-9]{24}(?![A-Za-z0-9])))${slash}(?<secret>[TE][A-Za-z0-9]{6,14}${slash}[A-Za-z0-9]{6,20}${slash}(?:[A-Za-z0-9]{6,20}${slash})?[A-Za-z0-9]{16,48})(?![A-Za-z0-9])`,
    'dgi',
  ),
  isReal: (secret) => /^[A-Z0-9]{5}/.test(secret) && looksRandom(secret.slice(-16), 24),
  remedy: 'api.slack.com/apps > the app > Incoming Webhooks: remove it and add another',
  ok: () => [
    `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`,
    'https://hooks.slack.com/services/YOUR/WEBHOOK/URL',
    'https://hooks.slack.com/services/...',
    'import { feed } from "src/services/t0trading/b0books/abcdefghijklmnopqrstuvwx"',
    'https://hooks.slack.com/services/${SLACK_PATH}',
  ],
  ng: () => [
    `https://hooks.slack.com/services/${path('a')}`,
    `"https:\\/\\/hooks.slack.com\\/services\\/${path('b').replaceAll('/', '\\/')}"`,
    `POST /services/${path('d')} HTTP/1.1`,
    `SLACK_URL=https://hooks.slack.com/services/${path('c')}`,
  ],
};

function path(seed: string): string {
  const ids = ['T0', 'B0'].map(
    (kind) => `${kind}${madeUpText(`slack ${kind} ${seed}`, 8, capitals)}`,
  );
  return [...ids, madeUpText(`slack hook ${seed}`, 24)].join('/');
}
