import { Secret } from '../secret.ts';
import { fieldsOf } from './body-fields.ts';
import { type Judgement, no, unanswered } from './judgement.ts';
import { probeBody } from './probe-body.ts';
import { judgeOtherStatus } from './unanswered.ts';
import type { WebAnswered, WebQuestion } from './web-question.ts';

/** The probe: the webhook itself, never rewritten, with a body that can be no order. */
export function askTraderspost(webhook: string, at: number): WebQuestion {
  return { method: 'POST', url: Secret.of(webhook), body: probeBody(at) };
}

/** No more certain than it is: whether the password is looked at before the body, nobody documents. */
export function judgeTraderspost(answer: WebAnswered, host: string): Judgement {
  const { status } = answer;
  if (status >= 200 && status < 300) return accepted(status);
  if (status === 404) {
    return no(
      'preflight-gone',
      'traderspost has no webhook with this uuid (404)',
      'copy the URL again from the settings of the strategy',
    );
  }
  if (status === 400) return judgeRefusal(answer);
  return judgeOtherStatus(answer, host);
}

/** The body was none that can be accepted, so what accepted it is not what the documentation describes. */
function accepted(status: number): Judgement {
  return no(
    'preflight-accepted',
    `UNEXPECTED: the probe was accepted (${status}), though it holds no order; an order may have been taken`,
    'look now at the signals of the strategy and the orders of every account it feeds',
  );
}

function judgeRefusal(answer: WebAnswered): Judgement {
  const { messageCode } = fieldsOf(answer.body);
  switch (messageCode) {
    case 'invalid-password':
      return no(
        'preflight-bad-key',
        'traderspost knows the uuid, but not this password (400 invalid-password)',
        'copy the URL again from the settings of the strategy',
      );
    case 'invalid-payload':
    case 'empty-json':
      return probably(messageCode);
    case 'not-trading-view':
    case 'invalid-ip-address':
      return no(
        'preflight-barred',
        `the webhook is there, but takes nothing from this host (400 ${messageCode})`,
        'look at the allowed senders in the settings of the strategy',
      );
    default:
      return unanswered(
        'preflight-unknown',
        'traderspost refused the probe (400) for a reason that is not documented: unknown',
        'look at the signals of the strategy',
      );
  }
}

function probably(code: string): Judgement {
  return {
    rule: 'preflight-probably-good',
    severity: 'info',
    message: `the webhook is there and refused the probe as no order (400 ${code}); the password is probably right, but nobody documents that it is looked at first`,
    remedy: 'only a real signal would prove more',
    answered: true,
  };
}
