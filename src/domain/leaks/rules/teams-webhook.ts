import { hexDigits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { slash } from '../pattern-pieces.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Microsoft Teams' incoming webhooks, whatever their host. */
export const teamsWebhook: LeakRule = {
  name: 'teams-webhook',
  title: 'a Microsoft Teams webhook',
  anchors: ['incomingwebhook'],
  foldsCase: true,
  before: 90,
  reach: 210,
  pattern: new RegExp(
    `(?<secret>${uuid}(?:@|%40)${uuid}${slash}incomingwebhook${slash}[0-9a-f]{32}(?:${slash}${uuid})?)(?![0-9a-f])`,
    'dgi',
  ),
  isReal: (secret) => looksRandom(secret.slice(0, 36), 60),
  remedy: 'Teams > the channel > Connectors > Incoming Webhook: remove it and add another',
  ok: () => [
    'https://pine.webhook.office.com/webhookb2/{guid}@{guid}/IncomingWebhook/{id}/{guid}',
    `https://pine.webhook.office.com/webhookb2/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}/IncomingWebhook/x`,
  ],
  ng: () => [
    `https://pine.webhook.office.com/webhookb2/${path('a')}`,
    `POST /webhookb2/${path('b').replace('@', '%40')} HTTP/1.1`,
    `"https:\\/\\/pine.webhook.office.com\\/webhookb2\\/${path('c').replaceAll('/', '\\/')}"`,
  ],
};

function path(seed: string): string {
  const hex = (part: string, count: number) =>
    madeUpText(`teams ${part} ${seed}`, count, hexDigits);
  const id = (part: string) =>
    `${hex(part, 8)}-${hex(`${part} b`, 4)}-4a1b-8c2d-${hex(`${part} c`, 12)}`;
  return [`${id('one')}@${id('two')}`, 'IncomingWebhook', hex('hook', 32), id('three')].join('/');
}
