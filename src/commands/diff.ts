import {
  compareProfiles,
  compareRunning,
  type DiffReport,
  diffReport,
} from '../domain/diff-report.ts';
import { shownName } from '../domain/names.ts';
import type { Registry } from '../domain/registry.ts';
import type { Root, World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { findRoot } from '../steps/find-root.ts';
import { viewOrFail } from '../steps/look.ts';
import { withRunning } from '../steps/look-at-running.ts';
import { sideOrFail, sidesOfUnit } from '../steps/look-at-sides.ts';
import { observeProfiles } from '../steps/observe.ts';
import { goodRegistry } from '../steps/read-config.ts';
import type { Command } from './command.ts';
import { diffText } from './diff-text.ts';

/** `diff`: key by key, by fingerprint; an error finding exits 1. */
export const diff: Command<DiffReport> = {
  verb: 'diff',
  options: {
    running: {
      type: 'string',
      value: 'UNIT',
      describe:
        'what its processes were started with, against what the file of one profile says now',
    },
  },
  notes: [
    'It exits 1 when the two agree in what must differ (a credential that is exclusive, under whatever name) or differ in what should agree: a required key that only one has, a setting that no expect: of theirs names, and with --running every line of the file and every credential.',
    'Files are read as systemd reads them. A secret is shown by its fingerprint only.',
  ],
  examples: [
    {
      line: 'pine-env diff paper live',
      about: 'do they differ in their keys, and in nothing else',
    },
    {
      line: 'pine-env diff --running pine-worker@ES.service paper',
      about: 'does it run with what the file says',
    },
  ],
  run: async (given, host) => {
    const root = findRoot(host, given.root);
    const unit = given.text('running');
    const [first, second] = given.words;
    if (first === undefined) return howMany(unit);
    if (unit !== undefined) {
      return second === undefined ? running(host, root, unit, first) : howMany(unit);
    }
    return second === undefined ? howMany(unit) : profiles(host, root, first, second);
  },
  text: diffText,
};

async function profiles(
  host: Host,
  root: Root,
  first: string,
  second: string,
): Promise<DiffReport> {
  if (first === second) refuseSame();
  const world = await observeProfiles(host, root);
  const registry = await goodRegistry(host, root.path);
  const both = [first, second].map((name) => viewOrFail(world, name).profile);
  const [here, there] = both.map((profile) => sideOrFail(world, profile));
  if (here === undefined || there === undefined) return howMany(undefined);
  const expected = new Set(both.flatMap(({ expect }) => [...expect.keys()]));
  return diffReport(root.path, [compareProfiles(registry, here, there, expected)]);
}

async function running(host: Host, root: Root, unit: string, name: string): Promise<DiffReport> {
  const seen = await observeProfiles(host, root);
  const registry: Registry = await goodRegistry(host, root.path);
  const file = sideOrFail(seen, viewOrFail(seen, name).profile);
  const world: World = await withRunning(host, seen, { askManager: false });
  const { sides, findings } = sidesOfUnit(world, shownUnit(unit));
  const judged = sides.map((side) => compareRunning(registry, file, side));
  return diffReport(root.path, judged, findings);
}

function shownUnit(unit: string): string {
  return /^[\w:.@*?\\-]{1,240}$/.test(unit) ? unit : shownName(unit);
}

function howMany(unit: string | undefined): never {
  return fail({
    kind: 'usage',
    rule: 'which-profiles',
    message:
      unit === undefined
        ? 'two profiles are compared'
        : 'a running unit is compared with one profile',
    remedy: unit === undefined ? 'pine-env diff paper live' : 'pine-env diff --running UNIT paper',
  });
}

function refuseSame(): never {
  return fail({
    kind: 'usage',
    rule: 'same-profile',
    message: 'that is one profile, twice',
    remedy: 'name two: pine-env diff paper live',
  });
}
