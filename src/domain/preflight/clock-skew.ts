import type { WebAnswer } from './web-question.ts';

const tolerated = 60;

/** How many seconds our clock is ahead of the one that answered, when that is more than a minute. */
export function clockSkew(answer: WebAnswer, now: number): number | undefined {
  if (answer.kind === 'failed' || answer.date === undefined) return undefined;
  const seconds = Math.round((now - answer.date) / 1000);
  return Math.abs(seconds) > tolerated ? seconds : undefined;
}
