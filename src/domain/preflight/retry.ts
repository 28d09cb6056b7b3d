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

/** `Retry-After` in seconds from `now`, whether it was written as seconds or as a date; undefined for neither. */
export function retryAfterSeconds(header: string, now: number): number | undefined {
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
