import { clockSkew } from '../domain/preflight/clock-skew.ts';
import { pauseBeforeRetry } from '../domain/preflight/retry.ts';
import type { WebAnswer, WebQuestion } from '../domain/preflight/web-question.ts';
import type { Host, Web } from '../ports.ts';

/** An answer, and how many seconds our clock is ahead where that is too much. */
export interface Asked {
  readonly answer: WebAnswer;
  readonly skew?: number;
}

/** Asks a provider one question, and once more where that can do no harm and may do good. */
export async function askProvider(host: Host, web: Web, question: WebQuestion): Promise<Asked> {
  const failure = await web.reach(question.url);
  if (failure !== undefined) return { answer: { kind: 'failed', failure } };
  const first = await web.ask(question);
  const pause = pauseBeforeRetry(question, first);
  if (pause === undefined) return timed(host, first);
  await host.clock.wait(pause);
  return timed(host, await web.ask(question));
}

function timed({ clock }: Host, answer: WebAnswer): Asked {
  const skew = clockSkew(answer, clock.now());
  return skew === undefined ? { answer } : { answer, skew };
}
