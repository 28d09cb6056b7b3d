import { exit } from '../domain/exit-code.ts';
import { shownName } from '../domain/names.ts';
import { type Report, schemaOf } from '../domain/report.ts';
import { type NamedOwner, type Ownership, parseOwner } from '../domain/root-plan.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { plain } from '../render/speech.ts';
import { entryOf, stampFor, takeLock } from '../steps/change.ts';
import { findRoot, placeForRoot } from '../steps/find-root.ts';
import { openJournal } from '../steps/keep-journal.ts';
import { makeDemo } from '../steps/make-demo.ts';
import { makeRoot } from '../steps/make-root.ts';
import type { Command } from './command.ts';
import { placeForOwnRoot } from './own-root.ts';

interface InitReport extends Report {
  readonly made: readonly string[];
  readonly kept: readonly string[];
  /** The env files with made-up values. */
  readonly demo: readonly string[];
  readonly head: string;
  /** A root of one person's. */
  readonly own: boolean;
}

/** `init`: makes the tree of a root from templates; never overwrites. */
export const init: Command<InitReport> = {
  verb: 'init',
  options: {
    owner: {
      type: 'string',
      value: 'USER[:GROUP]',
      describe: 'the service account that owns the env files (required under sudo)',
    },
    user: {
      type: 'boolean',
      describe: 'a root of your own, in ~/.config/pine-env, for a laptop or a shared server',
    },
    demo: { type: 'boolean', describe: 'also make env files with made-up keys, and enrol them' },
  },
  examples: [
    { line: 'sudo pine-env init --owner pine:pine', about: 'a server: /opt/pine' },
    {
      line: 'pine-env init --demo --root ~/sandbox',
      about: 'somewhere to play, with made-up keys',
    },
  ],
  run: async (given, host) => {
    const isOwn = given.flag('user');
    const place = isOwn ? placeForOwnRoot(host, given) : placeForRoot(host, given.root);
    const named = isOwn ? undefined : namedOwner(given.text('owner'), host);
    const ownership = { ...(await ownershipOf(host, named)), isOwn };
    const { made, kept } = await makeRoot(host, place, ownership, named);
    const root = findRoot(host, place);
    const lock = await host.lock();
    const held = takeLock(host, lock, root, 'init', 0);
    try {
      const demo = given.flag('demo') ? await makeDemo(host, root) : [];
      const note = `${made.length} made, ${kept.length} kept${demo.length > 0 ? ', demo' : ''}`;
      const entry = entryOf(host, stampFor(host, 'init'), { kind: 'noted', note });
      const { hash } = openJournal(host, root.path).append(entry);
      return {
        schema: schemaOf('init'),
        root: root.path,
        outcome: 'done',
        exit: exit.done,
        findings: [],
        made,
        kept,
        demo,
        head: hash,
        own: isOwn,
      };
    } finally {
      held.release();
    }
  },
  text: (report, paint) => [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...report.made.map((path) => `made  ${plain(path)}`),
    ...report.demo.map(
      (file) => `made  ${plain(file)}${file.endsWith('.env') ? ' (made-up keys)' : ''}`,
    ),
    report.kept.length === 0
      ? 'done'
      : `done; ${report.kept.length} were there already and were kept`,
    ...nextSteps(report),
  ],
};

function nextSteps({ root, demo, own }: InitReport): readonly string[] {
  const where = `--root ${plain(root ?? '')}`;
  if (demo.length > 0) {
    return [own ? 'next: pine-env run paper -- COMMAND' : `next: pine-env use paper ${where}`];
  }
  return [
    'next, for each profile:',
    '  1. fill in Deployment/env/pine-trader.paper.env, mode 0600; see *.env.example',
    `  2. pine-env check paper ${where}`,
    `  3. pine-env keys --enroll paper ${where}`,
    own ? '  4. pine-env run paper -- COMMAND' : `  4. pine-env use paper ${where}`,
  ];
}

function namedOwner(text: string | undefined, { accounts }: Host): NamedOwner | undefined {
  if (text === undefined) {
    if (accounts.uid === 0 && accounts.sudoUser !== undefined) ownerNeeded(accounts.sudoUser);
    return undefined;
  }
  return parseOwner(text) ?? badOwner();
}

async function ownershipOf(host: Host, named: NamedOwner | undefined): Promise<Ownership> {
  const { accounts } = host;
  const runner = { uid: accounts.uid, gid: accounts.gid };
  if (named === undefined) return { runner, service: runner };
  const user = await accounts.user(named.user);
  const uid = user?.uid ?? (typeof named.user === 'number' ? named.user : undefined);
  const gid = named.group === undefined ? user?.gid : await accounts.gidOf(named.group);
  if (uid === undefined || gid === undefined) return unknownOwner(named);
  return { runner, service: { uid, gid } };
}

function ownerNeeded(sudoUser: string): never {
  return fail({
    kind: 'usage',
    rule: 'owner-needed',
    message: 'under sudo, say whose the env files are: the account the worker runs as',
    remedy: `sudo pine-env init --owner pine:pine (or ${plain(sudoUser)}, for a root of your own)`,
  });
}

function badOwner(): never {
  return fail({
    kind: 'usage',
    rule: 'bad-owner',
    message: 'the owner is written as user or user:group',
    remedy: 'pine-env init --owner pine:pine',
  });
}

function unknownOwner({ user, group }: NamedOwner): never {
  const [name, ...more] = [user, group].flatMap((word) => (word === undefined ? [] : shown(word)));
  return fail({
    kind: 'bad-config',
    rule: 'unknown-user',
    message: `this host has no account ${[name, ...more].join(':')}`,
    remedy: `look for it: getent passwd ${name}`,
  });
}

function shown(word: string | number): string {
  return typeof word === 'number' ? String(word) : shownName(word);
}
