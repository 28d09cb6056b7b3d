import { Secret } from '../secret.ts';
import { good, type Judgement, no, unanswered } from './judgement.ts';
import { judgeOtherStatus } from './unanswered.ts';
import type { WebAnswered, WebQuestion } from './web-question.ts';

/** Where Databento answers, when the profile says nothing else. */
export const databentoBase = 'https://hist.databento.com/v0';

/** The one question asked of Databento: not billed, places nothing, takes up no session (facts: providers). */
export function askDatabento(key: string, base = databentoBase): WebQuestion {
  const url = `${base.replace(/\/+$/, '')}/metadata.list_datasets`;
  return { method: 'GET', url: Secret.of(url), user: Secret.of(key) };
}

/** By status alone: the bodies vary. */
export function judgeDatabento(answer: WebAnswered, host: string): Judgement {
  switch (answer.status) {
    case 200:
      return good('databento knows the key');
    case 401:
      return no(
        'preflight-bad-key',
        'databento does not know the key (401)',
        'compare it with the list of keys in the portal of databento',
      );
    case 402:
    case 403:
      return no(
        'preflight-account',
        `databento knows the key, but the account may not use it (${answer.status})`,
        'look at plan and billing in the portal of databento',
      );
    case 422:
      return unanswered(
        'preflight-unknown',
        'databento did not understand the question (422), which is a fault of pine-env: unknown',
        'report it as a bug of pine-env',
      );
    default:
      return judgeOtherStatus(answer, host);
  }
}
