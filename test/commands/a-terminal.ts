import type { Answer, Terminal } from '../../src/ports.ts';

/** What a person at the terminal has seen so far, and at which question he is (0 is the first). */
export interface Shown {
  readonly said: readonly string[];
  readonly turn: number;
}

/** A person: sees what is shown, answers. */
export type Person = (shown: Shown) => Answer | Promise<Answer>;

/** A terminal with this person at it; counts what is opened and not closed again. */
export function aTerminal(person: Person): Terminal & { readonly open: Terminal['open'] } {
  return {
    open: () => {
      const said: string[] = [];
      let turn = 0;
      return {
        say: (line) => void said.push(line),
        ask: async () => person({ said, turn: turn++ }),
        askHidden: async (prompt) => person({ said: [...said, prompt], turn: turn++ }),
        close: () => undefined,
      };
    },
  };
}

/** The phrase, read from the screen as a person reads it. */
export function phraseOn({ said }: Shown): string {
  const at = said.findIndex((line) => line.startsWith('To go on, type this line'));
  return said[at + 1]?.trim() ?? '';
}

/** An answer. */
export function types(text: string): Answer {
  return { kind: 'answered', text };
}

/** Somebody who types what is asked for. */
export const consenting = aTerminal((shown) => types(phraseOn(shown)));

/** A terminal with nobody at it. */
export const silent = aTerminal(() => ({ kind: 'timeout' }));

/** A process without a controlling terminal. */
export const noTerminal: Terminal = { open: () => undefined };

/** A test that must never come to a question. */
export const nobodyAsked = aTerminal(() => {
  throw new Error('the terminal was asked');
});
