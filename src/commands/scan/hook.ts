import { exit } from '../../domain/exit-code.ts';
import type { Finding } from '../../domain/finding.ts';
import type { HookStep } from '../../domain/leaks/hook-plan.ts';
import { keptName } from '../../domain/leaks/hook-text.ts';
import { type Report, schemaOf } from '../../domain/report.ts';
import { fail } from '../../errors.ts';
import type { Host } from '../../ports.ts';
import type { Paint } from '../../render/paint.ts';
import { findingsLines, plain } from '../../render/speech.ts';
import { findRoot } from '../../steps/find-root.ts';
import { type HooksDone, installHooks, removeHooks } from '../../steps/install-hook.ts';
import type { Given } from '../command.ts';

interface HookReport extends Report, HooksDone {
  readonly part: 'hook';
}

/** `scan --install-hook` and `scan --remove-hook`: the hooks of the repository here, or around a path. */
export const hookPart = {
  run: async (given: Given, host: Host): Promise<HookReport> => {
    const [removes, installs] = [given.flag('remove-hook'), given.flag('install-hook')];
    if (removes === installs || given.words.length > 1) oneAtATime();
    const [word = '.'] = given.words;
    const at = word.startsWith('/') ? word : `${host.machine.workingDirectory}/${word}`;
    const done = removes
      ? await removeHooks(host, at)
      : await installHooks(host, at, given.flag('shared-hooks'), rootFor(given, host));
    return {
      schema: schemaOf('scan'),
      part: 'hook',
      root: null,
      outcome: 'done',
      exit: exit.done,
      findings: removes ? [] : inWorkTree(done),
      ...done,
    };
  },
  text: (report: HookReport, paint: Paint): readonly string[] => [
    paint.faint(`hooks of ${plain(report.repository)} in ${plain(report.directory)}`),
    ...report.hooks.map(({ hook, step }) => `${hook}: ${words[step](keptName(hook))}`),
    ...findingsLines(paint, report.findings),
    report.hooks.every(({ step }) => step === 'leave') ? 'nothing to do' : lastLine(report.hooks),
  ],
} as const;

/** Whoever commits later has neither these words nor this environment. */
function rootFor(given: Given, host: Host): string | undefined {
  const { rootVariable } = host.machine;
  if (given.root === undefined && !rootVariable) return undefined;
  return findRoot(host, given.root).path;
}

const words: Readonly<Record<HookStep, (kept: string) => string>> = {
  write: () => 'written',
  chain: (kept) => `written; what was there runs first, as ${kept}`,
  renew: () => 'written anew',
  leave: () => 'left as it is',
  remove: () => 'taken away',
  restore: () => 'taken away; what was there before is back',
};

function lastLine(hooks: HookReport['hooks']): string {
  const isGone = hooks.some(({ step }) => step === 'remove' || step === 'restore');
  return isGone ? 'done' : 'done; undo: pine-env scan --remove-hook';
}

/** Committed, the hook stops everybody who has no pine-env: that is the repository's to decide. */
function inWorkTree({ inWorkTree: isInside, directory }: HooksDone): readonly Finding[] {
  if (!isInside) return [];
  return [
    {
      rule: 'hooks-in-work-tree',
      severity: 'warning',
      where: directory,
      message:
        'core.hooksPath leads into the work tree: what is committed there runs for everybody',
      remedy: 'decide whether to commit it: git status',
    },
  ];
}

function oneAtATime(): never {
  return fail({
    kind: 'usage',
    rule: 'one-at-a-time',
    message: 'hooks are either installed or removed, in one repository',
    remedy: 'pine-env scan --install-hook',
  });
}
