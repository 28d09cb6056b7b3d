import { completionScript } from '../domain/completion/index.ts';
import { exit } from '../domain/exit-code.ts';
import { type Report, schemaOf } from '../domain/report.ts';
import type { TextShell } from '../domain/shell-init/text-shell.ts';
import type { Command } from './command.ts';
import { grammarOfAll } from './grammar.ts';
import { textShellAsked } from './text-shell-asked.ts';

interface CompletionReport extends Report {
  readonly shell: TextShell;
  readonly script: string;
}

/** `completion SHELL`: a script, made from what the verbs say of themselves; needs no root. */
export const completion: Command<CompletionReport> = {
  verb: 'completion',
  options: {},
  examples: [
    {
      line: 'pine-env completion bash > ~/.local/share/bash-completion/completions/pine-env',
      about: 'where bash-completion looks',
    },
    {
      line: 'pine-env completion fish > ~/.config/fish/completions/pine-env.fish',
      about: 'where fish looks',
    },
  ],
  run: async (given) => {
    const shell = textShellAsked(given, 'completion');
    const script = completionScript[shell](await grammarOfAll());
    return {
      schema: schemaOf('completion'),
      root: null,
      outcome: 'done',
      exit: exit.done,
      findings: [],
      shell,
      script,
    };
  },
  text: ({ script }) => [script.trimEnd()],
};
