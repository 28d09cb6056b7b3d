import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { searchTree } from '../../faults/canary.ts';
import { standing } from '../../faults/judge.ts';
import { copyOf } from '../../faults/sandbox.ts';
import { scratch } from '../../scratch.ts';
import type { OwnCall } from '../tracing/own-calls.ts';
import { unmount } from './devices.ts';
import { faultsOfEnding, goingOn } from './judge-ending.ts';
import type { Operation } from './operations.ts';
import { traceOperation } from './run-operation.ts';
import { claimIn, howFar, type Legal } from './verdict.ts';

/** Trouble that the kernel itself makes, from one call on. */
export interface Trouble {
  readonly name: string;
  /** The errno that some later call must have met for it to count as hit, as the kernel answers it. */
  readonly result: number;
  /** A copy of a root where this can be done. */
  readonly place: (base: string) => string;
  /** The shell command that begins it. */
  readonly begin: (root: string) => string;
  readonly end: (root: string) => void;
}

const run = (...words: readonly string[]) =>
  execFileSync(words[0] ?? '', words.slice(1), { stdio: 'pipe' });

/** A tmpfs that a file fills to its last page: what is written across a page's end is cut short. */
export const fullDisk: Trouble = {
  name: 'tmpfs full from a call on',
  result: -28,
  place: (base) => {
    const at = join(scratch(), 'at');
    run('mkdir', '-m', '755', at);
    run('mount', '-t', 'tmpfs', '-o', 'size=1m,mode=755', 'tmpfs', at);
    run('cp', '-a', base, join(at, 'root'));
    return join(at, 'root');
  },
  begin: (root) =>
    `dd if=/dev/zero of=${join(root, '../filler')} bs=4k status=none 2>/dev/null; true`,
  end: (root) => rmSync(join(root, '../filler'), { force: true }),
};

const guarded = ['Deployment/env', 'profiles'];

/** The directories of the links, env files and profiles become read-only; the state's does not. */
export const readOnly: Trouble = {
  name: 'read-only from a call on',
  result: -30,
  place: (base) => {
    const root = copyOf(base);
    for (const name of guarded) run('mount', '--bind', join(root, name), join(root, name));
    return root;
  },
  begin: (root) =>
    guarded
      .map((name) => `mount -o remount,ro,bind ${join(root, name)} 2>/dev/null; true`)
      .join('; '),
  end: (root) => {
    for (const name of guarded) unmount(join(root, name));
  },
};

/** Runs an operation that meets a trouble at a call, and what comes after it. */
export async function troubled(
  operation: Operation,
  legal: Legal,
  trouble: Trouble,
  call: OwnCall,
) {
  const root = trouble.place(operation.base);
  const before = standing(root);
  const fault = { how: 'stop', number: call.number, hook: trouble.begin(root) } as const;
  const ended = await traceOperation(operation, root, fault, { json: true });
  trouble.end(root);
  searchTree(root);
  const outcome = `${claimIn(ended)?.outcome} (exit ${ended.code}), disk ${howFar(root, legal)}`;
  const atOnce = faultsOfEnding(root, before, legal, ended);
  const later = await goingOn(operation, root, legal);
  if (trouble === fullDisk) unmount(join(root, '..'));
  const isHit = ended.calls.some(({ result }) => result === trouble.result);
  const bad = [...atOnce, ...later].map((one) => `from ${call.what} (${call.again}): ${one}`);
  return { isHit, outcome, bad, seconds: ended.seconds };
}
