import type { SwitchReport } from '../domain/switch-report.ts';
import { findRoot } from '../steps/find-root.ts';
import { profileAfter, profileBefore } from '../steps/profile-before.ts';
import { switchTo } from '../steps/switch-to.ts';
import type { Command } from './command.ts';
import { switchText } from './switch-text.ts';

/** `rollback`: restores links, never bytes; to live it meets the same guard as `use live`. */
export const rollback: Command<SwitchReport> = {
  verb: 'rollback',
  options: {
    to: { type: 'number', value: 'N', describe: 'the state after entry N of `pine-env history`' },
    'dry-run': { type: 'boolean', describe: 'print the plan, change nothing' },
    restart: {
      type: 'boolean',
      describe: 'also restart the units, and prove that they run what is linked',
    },
    reason: { type: 'string', value: 'TEXT', describe: 'why, for the journal' },
  },
  examples: [
    { line: 'pine-env rollback', about: 'undo the last change of the links' },
    { line: 'pine-env rollback --to 12', about: 'as it stood after entry 12' },
  ],
  run: async (given, host) => {
    const root = findRoot(host, given.root);
    const [to, reason] = [given.number('to'), given.text('reason')];
    return switchTo(host, root, {
      verb: 'rollback',
      profile:
        to === undefined ? await profileBefore(host, root) : await profileAfter(host, root, to),
      dryRun: given.flag('dry-run'),
      restart: given.flag('restart'),
      ...(reason === undefined ? {} : { reason }),
    });
  },
  text: switchText,
};
