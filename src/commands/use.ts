import type { SwitchReport } from '../domain/switch-report.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { findRoot } from '../steps/find-root.ts';
import { profileBefore } from '../steps/profile-before.ts';
import { switchTo } from '../steps/switch-to.ts';
import type { Command, Given } from './command.ts';
import { switchText } from './switch-text.ts';

/** `use PROFILE`: the panic button towards safe, the guard towards live. */
export const use: Command<SwitchReport> = {
  verb: 'use',
  options: {
    'dry-run': { type: 'boolean', describe: 'print the plan, change nothing' },
    restart: {
      type: 'boolean',
      describe: 'also restart the units, and prove that they run what is linked',
    },
    reason: { type: 'string', value: 'TEXT', describe: 'why, for the journal' },
  },
  examples: [
    { line: 'pine-env use paper', about: 'stop sending real orders: no questions asked' },
    { line: 'pine-env use live --reason "release 4.2"', about: 'trade with real money' },
  ],
  run: async (given, host) => {
    const root = findRoot(host, given.root);
    const reason = given.text('reason');
    return switchTo(host, root, {
      verb: 'use',
      profile: await wantedProfile(given, host, root),
      dryRun: given.flag('dry-run'),
      restart: given.flag('restart'),
      ...(reason === undefined ? {} : { reason }),
    });
  },
  text: switchText,
};

async function wantedProfile(
  given: Given,
  host: Host,
  root: ReturnType<typeof findRoot>,
): Promise<string> {
  const [name] = given.words;
  if (name === '-') return profileBefore(host, root);
  return name ?? noName();
}

function noName(): never {
  return fail({
    kind: 'usage',
    rule: 'no-profile',
    message: 'which profile?',
    remedy: 'pine-env list',
  });
}
