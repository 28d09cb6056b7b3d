import { completionScript } from '../domain/completion/index.ts';
import { exit } from '../domain/exit-code.ts';
import { type Report, schemaOf } from '../domain/report.ts';
import { initText } from '../domain/shell-init/index.ts';
import type { TextShell } from '../domain/shell-init/text-shell.ts';
import { keysKnownHere } from '../steps/keys-known-here.ts';
import type { Command } from './command.ts';
import { grammarOfAll } from './grammar.ts';
import { textShellAsked } from './text-shell-asked.ts';

interface InitReport extends Report {
  readonly shell: TextShell;
  readonly script: string;
}

/** `shell-init SHELL`: the text for a start-up file: completion, the segment in the prompt, `pine_forget`. */
export const shellInit: Command<InitReport> = {
  verb: 'shell-init',
  options: {},
  examples: [
    { line: 'pine-env shell-init bash', about: 'in ~/.bashrc: eval "$(pine-env shell-init bash)"' },
    {
      line: 'pine-env shell-init fish --root ~/pine | source',
      about: 'in config.fish, for one root wherever one stands',
    },
  ],
  notes: [
    'The segment says where the links lead, (-> paper) or [-> LIVE] on red, without starting a process; whether that is sound, pine-env status says. pine_forget unsets every registered key in this shell.',
  ],
  run: async (given, host) => {
    const shell = textShellAsked(given, 'shell-init');
    const { root, keys } = await keysKnownHere(host, given.root);
    const facts = { keys, ...(root === undefined ? {} : { root }) };
    const script = `${completionScript[shell](await grammarOfAll())}${initText[shell](facts)}`;
    return {
      schema: schemaOf('shell-init'),
      root: root ?? null,
      outcome: 'done',
      exit: exit.done,
      findings: [],
      shell,
      script,
    };
  },
  text: ({ script }) => [script.trimEnd()],
};
