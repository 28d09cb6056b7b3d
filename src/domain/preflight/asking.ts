import type { View } from '../checks/check.ts';
import { providers } from '../providers/index.ts';
import { urlFrom } from './asked-hosts.ts';
import type { AskedProvider } from './asked-provider.ts';
import { askDatabento, judgeDatabento } from './databento.ts';
import { askDiscord, judgeDiscord } from './discord.ts';
import type { Judgement } from './judgement.ts';
import type { Subject } from './subject.ts';
import { askTraderspost, judgeTraderspost } from './traderspost.ts';
import { judgeFailure } from './unanswered.ts';
import type { WebAnswer, WebAnswered, WebQuestion } from './web-question.ts';

/** How one provider is asked about a credential that `whyNotSent` lets go. */
interface Asking {
  question(view: View, subject: Subject, at: number): WebQuestion;
  judge(answer: WebAnswered, host: string, core: string): Judgement;
}

/** One entry for each provider; a missing one does not compile. */
const askings: Readonly<Record<AskedProvider, Asking>> = {
  databento: {
    question: ({ profile }, { value }) =>
      askDatabento(value.reveal().trim(), profile.providers?.databento?.base),
    judge: judgeDatabento,
  },
  discord: {
    question: (_, subject) =>
      askDiscord(coreOf(subject), urlFrom(subject.value.reveal())?.origin ?? ''),
    judge: judgeDiscord,
  },
  traderspost: {
    question: (_, { value }, at) => askTraderspost(value.reveal().trim(), at),
    judge: judgeTraderspost,
  },
};

/** What to ask a subject's provider; `at` is milliseconds since 1970. */
export function questionAbout(view: View, subject: Subject, at: number): WebQuestion {
  return askings[subject.provider].question(view, subject, at);
}

/** The host of a question, with its port where that is not the usual one: allow-listed, so no secret. */
export function hostOf({ url }: WebQuestion): string {
  return urlFrom(url.reveal())?.host ?? '';
}

/** What an answer, or none, says of a subject. */
export function judgeAnswer(subject: Subject, answer: WebAnswer, host: string): Judgement {
  if (answer.kind === 'failed') return judgeFailure(answer.failure, host);
  return askings[subject.provider].judge(answer, host, coreOf(subject));
}

function coreOf({ provider, value }: Subject): string {
  return providers[provider].cores(value.reveal())[0] ?? '';
}
