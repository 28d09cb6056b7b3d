import { isPhrase, nonceFrom, phraseFor } from '../domain/consent.ts';
import { fail } from '../errors.ts';
import type { Host, OpenTerminal } from '../ports.ts';

const tries = 3;
const secondsToAnswer = 60;

/** What the terminal shows before it asks: facts, in the order they matter. */
export interface Question {
  readonly profile: string;
  readonly lines: readonly string[];
}

/**
 * A human's yes, typed at the controlling terminal, never stdin: the profile, the host and a fresh
 * nonce. Throws `no-terminal`, `wrong-phrase`, `no-answer`: nothing has changed then.
 */
export async function askConsent(host: Host, question: Question): Promise<void> {
  const terminal = (await host.terminal()).open() ?? noTerminal(question.profile);
  const phrase = phraseFor(question.profile, host.machine.host, nonceFrom(host.random.bytes(8)));
  try {
    for (const line of question.lines) terminal.say(line);
    terminal.say(`To go on, type this line within ${secondsToAnswer} seconds:`);
    terminal.say(`    ${phrase}`);
    await askThrice(terminal, phrase, host.clock.now() + secondsToAnswer * 1000, host);
  } finally {
    terminal.close();
  }
}

async function askThrice(
  terminal: OpenTerminal,
  phrase: string,
  deadline: number,
  { clock }: Host,
): Promise<void> {
  for (let left = tries; left > 0; left--) {
    const seconds = (deadline - clock.now()) / 1000;
    const answer = seconds > 0 ? await terminal.ask('> ', seconds) : { kind: 'timeout' as const };
    if (answer.kind !== 'answered') noAnswer();
    else if (isPhrase(answer.text, phrase)) return;
    else if (left > 1) terminal.say(`That is not the line. ${left - 1} more.`);
  }
  fail({
    kind: 'refused',
    rule: 'wrong-phrase',
    message: 'the line was not typed as shown; nothing was changed',
    remedy: 'see what stands: pine-env status',
  });
}

function noTerminal(profile: string): never {
  return fail({
    kind: 'refused',
    rule: 'no-terminal',
    message: `${profile} needs a person at a terminal, and this process has none; nothing was changed`,
    remedy: 'log in to the host and type the command yourself',
  });
}

function noAnswer(): never {
  return fail({
    kind: 'refused',
    rule: 'no-answer',
    message: 'nobody typed the line in time; nothing was changed',
    remedy: 'see what stands: pine-env status',
  });
}
