import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUp } from '../../commands/a-root.ts';
import { guard, guardValue } from '../../faults/canary.ts';
import { copyOf, must, sandbox } from '../../faults/sandbox.ts';
import { consenting, play, type Step } from '../../faults/terminal.ts';
import { scratch } from '../../scratch.ts';
import { runOperation, snapshots } from './run-operation.ts';

/** One command that changes something, and the root it starts from. */
export interface Operation {
  readonly name: string;
  readonly base: string;
  /** Without `--root`. */
  readonly args: readonly string[];
  /** What stands on its stdin; a pipe then. */
  readonly input?: string;
  /** What a person at a terminal of its own does; no terminal without it. */
  readonly steps?: readonly Step[];
  /** The env file behind the link once it is done. */
  readonly linked: 'paper' | 'live';
  /** A command that is typed again until it is done, before `use paper` is. */
  readonly goesOn: boolean;
}

const key = 'DATABENTO_API_KEY';
const envFile = (root: string, profile: string) =>
  join(root, `Deployment/env/pine-trader.${profile}.env`);

/** Every changing operation, each with a root of its own; needs the built program and a terminal. */
export async function operations(): Promise<readonly Operation[]> {
  const nothing = await sandbox();
  const paper = copyOf(nothing);
  await must(['use', 'paper', '--root', paper]);
  const live = copyOf(paper);
  const armed = await play(['use', 'live', '--root', live], consenting);
  if (armed.exit !== 0) throw new Error(`use live: exit ${armed.exit}: ${armed.shown}`);
  const rotate = rotation(paper);
  const turned = copyOf(paper);
  const ran = await runOperation(rotate, turned);
  if (ran.code !== 0) throw new Error(`rotate: exit ${ran.code}: ${ran.err}`);
  const toPaper = { args: ['use', 'paper'], linked: 'paper', goesOn: false } as const;
  const toLive: Operation = {
    ...{ name: 'use live', base: paper, args: ['use', 'live'], steps: consenting },
    linked: 'live',
    goesOn: false,
  };
  const revoked = ['rotate', key, '--profile', 'paper', '--revoked'];
  return [
    { ...toPaper, name: 'use paper', base: live },
    { ...toPaper, name: 'use paper, the first time', base: nothing },
    toLive,
    { ...toPaper, name: 'rollback', base: live, args: ['rollback'] },
    rotate,
    { ...rotate, name: 'rotate --revoked', base: turned, args: revoked },
    enrolment(paper),
    pull(paper),
    adoption(nothing),
    { ...toPaper, name: 'recovery of use live', base: await cutShort(toLive) },
  ];
}

function rotation(base: string): Operation {
  const value = madeUp('databento', 'rotated');
  guardValue(value);
  return {
    ...{ name: 'rotate', base, args: ['rotate', key, '--profile', 'paper'] },
    ...{ input: `${value}\n`, linked: 'paper', goesOn: true },
  };
}

/** A key that was put into the file by hand, and is to be registered. */
function enrolment(paper: string): Operation {
  const base = copyOf(paper);
  const text = readFileSync(envFile(base, 'paper'), 'utf8');
  const line = `${key}=${madeUp('databento', 'by hand')}`;
  writeFileSync(envFile(base, 'paper'), text.replace(/^DATABENTO_API_KEY=.*$/m, line));
  guard(base);
  const args = ['keys', '--enroll', 'paper'];
  return { name: 'keys --enroll', base, args, linked: 'paper', goesOn: true };
}

/** A store outside of the root has another value. */
function pull(paper: string): Operation {
  const base = copyOf(paper);
  const store = join(scratch(), 'store');
  const value = madeUp('databento', 'from a store');
  guardValue(value);
  writeFileSync(store, `${key}=${value}\n`, { mode: 0o600 });
  const source = `source: { kind: command, command: [cat, ${store}] }\n`;
  appendFileSync(join(base, 'profiles/paper.yaml'), source);
  return { name: 'pull', base, args: ['pull', 'paper'], linked: 'paper', goesOn: true };
}

/** A plain file with the paper keys stands in the link's place. */
function adoption(nothing: string): Operation {
  const base = copyOf(nothing);
  renameSync(envFile(base, 'paper'), join(base, 'Deployment/env/pine-trader.env'));
  return { name: 'adopt', base, args: ['adopt'], linked: 'paper', goesOn: true };
}

/** What a change to live leaves that is cut off right after its relink. */
async function cutShort(toLive: Operation): Promise<string> {
  const { calls, states } = await snapshots(toLive);
  const relink = calls.findIndex(
    ({ name, what }) => name === 'rename' && /\/pine-trader\.env$/.test(what),
  );
  const after = calls.slice(relink + 1).find(({ changes }) => changes)?.number;
  const state = states.find(({ number }) => number === after)?.root;
  if (state === undefined) throw new Error('use live never relinked');
  return state;
}
