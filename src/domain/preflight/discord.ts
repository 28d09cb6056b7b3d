import { Secret } from '../secret.ts';
import { fieldsOf } from './body-fields.ts';
import { good, type Judgement, no } from './judgement.ts';
import { shownText } from './shown-text.ts';
import { judgeOtherStatus } from './unanswered.ts';
import type { WebAnswered, WebQuestion } from './web-question.ts';

/** GET on the webhook itself: posts nothing. `core` is id and token; suffixes and queries are left out. */
export function askDiscord(core: string, origin: string): WebQuestion {
  return { method: 'GET', url: Secret.of(`${origin}/api/webhooks/${core}`) };
}

/** By status; of the body only name and channel are shown, since it holds the token. */
export function judgeDiscord(answer: WebAnswered, host: string, core: string): Judgement {
  switch (answer.status) {
    case 200:
      return good(`discord knows the webhook${described(answer, core)}`);
    case 401:
      return no(
        'preflight-bad-key',
        'discord knows the webhook, but not this token (401)',
        'copy the webhook again: server settings, integrations, webhooks',
      );
    case 404:
      return no(
        'preflight-gone',
        'discord has no such webhook (404): it was deleted',
        'make a new one: server settings, integrations, webhooks',
      );
    default:
      return judgeOtherStatus(answer, host);
  }
}

function described({ body }: WebAnswered, core: string): string {
  const { name, channel_id: channel } = fieldsOf(body);
  const shown = [
    typeof name === 'string' ? `name ${shownText(name, core)}` : undefined,
    typeof channel === 'string' && /^\d{17,20}$/.test(channel) ? `channel ${channel}` : undefined,
  ].filter((part) => part !== undefined);
  return shown.length === 0 ? '' : `: ${shown.join(', ')}`;
}
