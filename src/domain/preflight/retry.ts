import type { WebAnswer, WebQuestion } from './web-question.ts';

const pause = 500;
const longestPause = 5000;

/**
 * How many milliseconds to wait before asking the same once more; undefined: not again. Only what
 * changes nothing is asked twice, and a wrong key never, since providers count bad answers.
 */
export function pauseBeforeRetry({ method }: WebQuestion, answer: WebAnswer): number | undefined {
  if (method !== 'GET') return undefined;
  if (answer.kind === 'failed') return answer.failure.kind === 'reset' ? pause : undefined;
  if (answer.status < 500) return undefined;
  const wanted = answer.retryAfter === undefined ? pause : answer.retryAfter * 1000;
  return wanted <= longestPause ? wanted : undefined;
}
