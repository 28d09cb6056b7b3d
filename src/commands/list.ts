import { allChecks, judge, profileChecks, viewOf } from '../domain/checks/index.ts';
import { isActive } from '../domain/env-link.ts';
import { exit } from '../domain/exit-code.ts';
import { type Report, schemaOf } from '../domain/report.ts';
import type { ProfileRead, World } from '../domain/world.ts';
import { type Paint, tierName } from '../render/paint.ts';
import { plain, table } from '../render/speech.ts';
import { findRoot } from '../steps/find-root.ts';
import { observeAll } from '../steps/observe.ts';
import type { Command } from './command.ts';

interface Listed {
  readonly profile: string;
  readonly tier: 'safe' | 'live' | null;
  readonly summary: string;
  readonly files: readonly string[];
  readonly active: boolean;
  /** `sound`, `N errors`, `from STORE` where no file is needed, or why its YAML cannot be used. */
  readonly state: string;
}

interface ListReport extends Report {
  readonly profiles: readonly Listed[];
}

/** `list`: every profile, its file, whether it could be used, and which one is active. */
export const list: Command<ListReport> = {
  verb: 'list',
  options: {},
  examples: [
    { line: 'pine-env list', about: 'all profiles; * marks the active one' },
    {
      line: "pine-env list --json | jq '.profiles[] | select(.active).profile'",
      about: 'its name, for a script',
    },
  ],
  run: async (given, host) => {
    const world = await observeAll(host, findRoot(host, given.root));
    return {
      schema: schemaOf('list'),
      root: world.root.path,
      outcome: 'done',
      exit: exit.done,
      findings: [],
      profiles: [...world.profiles].map(([name, read]) => listed(world, name, read)),
    };
  },
  text: (report, paint) => [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...table(report.profiles.map((profile) => row(profile, paint))),
    ...(report.profiles.length === 0 ? ['no profiles; make them: pine-env init'] : []),
  ],
};

function listed(world: World, name: string, read: ProfileRead): Listed {
  if (read.kind === 'bad') {
    const state = read.error.message;
    return { profile: name, tier: null, summary: '', files: [], active: false, state };
  }
  const { tier, summary, links } = read.profile;
  return {
    profile: name,
    tier,
    summary,
    files: links.map(({ file }) => file),
    active: isActive(world, read.profile),
    state: stateOf(world, name),
  };
}

function stateOf(world: World, name: string): string {
  const view = viewOf(world, name);
  if (view === undefined) return 'unknown';
  const errors = judge(isActive(world, view.profile) ? allChecks : profileChecks, view).filter(
    ({ severity }) => severity === 'error',
  ).length;
  const { source } = view.profile;
  const isThere = view.files.every(({ kind }) => kind !== 'absent');
  if (errors === 0) return isThere ? 'sound' : `from ${source?.kind}`;
  return errors === 1 ? '1 error' : `${errors} errors`;
}

function row(profile: Listed, paint: Paint): readonly string[] {
  const name =
    profile.tier === null ? plain(profile.profile) : tierName(paint, profile.profile, profile.tier);
  return [
    profile.active ? '*' : ' ',
    name,
    profile.tier ?? 'unusable',
    profile.files.join(' '),
    plain(profile.state),
  ];
}
