import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromErrno } from '../../src/adapters/errno.ts';
import type { Disk } from '../../src/ports.ts';
import { aHost, realDisk, tell } from './a-host.ts';
import { envOf, envText, linkAt, plainPlan, rootAfter } from './a-root.ts';
import { consenting, noTerminal } from './a-terminal.ts';
import { diskThatFails } from './broken-disk.ts';
import { see } from './disk-judge.ts';
import { type Try, tryLive } from './going-live.ts';
import type { Tree } from './tree.ts';

const consent = 'Deployment/state/consent';

/** A disk whose `name` fails with ENOSPC at these calls of it (1 is the first). */
function failingAt(name: 'append' | 'writeNew', ...turns: readonly number[]): Disk {
  let turn = 0;
  const failing = (path: string, bytes: Uint8Array, birth: Parameters<Disk['append']>[2]) => {
    turn += 1;
    if (turns.includes(turn)) {
      throw fromErrno(Object.assign(new Error('planned'), { code: 'ENOSPC' }), path);
    }
    realDisk[name](path, bytes, birth);
  };
  return { ...realDisk, [name]: failing };
}

/** A disk on which something happens right after the link was renamed. */
function afterTheRename(happens: () => void): Disk {
  return {
    ...realDisk,
    rename: (from, to) => {
      realDisk.rename(from, to);
      if (to.endsWith(linkAt())) happens();
    },
  };
}

/** Taken back: the link is where it was, no consent is left, and the answer says undone. */
function expectTakenBack(attempt: Try, kinds: readonly string[]): void {
  expect(attempt.answer).toBe('6 taken-back');
  expect(attempt.told.outcome).toBe('undone');
  expect(attempt.after.get(linkAt())).toEqual(attempt.before.get(linkAt()));
  expect(attempt.after.has(consent)).toBe(false);
  expect(attempt.journalled.map(({ kind }) => kind)).toEqual(kinds);
}

const starts: readonly (readonly [string, () => Promise<Tree>])[] = [
  ['paper', () => rootAfter(plainPlan, 'use paper')],
  ['nothing', () => rootAfter(plainPlan)],
];

describe.each(starts)(
  'a switch to live from %s that cannot be completed is taken back',
  (_, start) => {
    const run = async (disk: (root: string) => Disk) =>
      tryLive((root) => ({ disk: disk(root), terminal: consenting }), await start());

    test('the done entry cannot be written', async () => {
      expectTakenBack(await run(() => failingAt('append', 2)), ['intent', 'undone']);
    });

    test('neither the done entry nor the one that says undone: the next change settles it', async () => {
      const attempt = await run(() => failingAt('append', 2, 3));
      expectTakenBack(attempt, ['intent']);
      const told = await tell('use paper', attempt.root, aHost());
      const { journal } = see(attempt.root, ['pine-trader.env'], 'trader-1');
      expect({ code: told.code, open: journal.open, broken: journal.broken }).toEqual({
        code: 0,
        open: [],
        broken: [],
      });
    });

    test('consent cannot be recorded', async () => {
      expectTakenBack(await run(() => failingAt('writeNew', 1)), ['intent', 'undone']);
    });

    test('the link cannot be made', async () => {
      const { disk } = diskThatFails('EROFS', ['symlink']);
      expectTakenBack(await run(() => disk), ['intent', 'undone']);
    });

    test('the env file is changed right after the rename', async () => {
      const disk = (root: string) =>
        afterTheRename(() => writeFileSync(join(root, envOf('live')), `${envText('live')}# x\n`));
      const attempt = await run(disk);
      expect(attempt.told.error?.message).toContain('was changed while it was being linked');
      expectTakenBack(attempt, ['intent', 'undone']);
    });

    test('the env file is replaced by the same bytes right after the rename', async () => {
      const disk = (root: string) =>
        afterTheRename(() => {
          rmSync(join(root, envOf('live')));
          writeFileSync(join(root, envOf('live')), envText('live'), { mode: 0o600 });
        });
      expectTakenBack(await run(disk), ['intent', 'undone']);
    });

    test('consent is taken away right after the rename', async () => {
      const disk = (root: string) => afterTheRename(() => rmSync(join(root, consent)));
      expectTakenBack(await run(disk), ['intent', 'undone']);
    });
  },
);

describe('what was taken back', () => {
  test('never leads to another live profile, only away from live', async () => {
    const plan = {
      ...plainPlan,
      profiles: [...plainPlan.profiles, { name: 'big', tier: 'live' } as const],
    };
    const start = await rootAfter(plan, 'use paper', 'use big');
    const disk = failingAt('append', 2);
    const attempt = await tryLive(() => ({ disk, terminal: consenting }), start);
    expect(attempt.answer).toBe('6 taken-back');
    expect(attempt.after.has(linkAt())).toBe(false);
    expect(attempt.after.has(consent)).toBe(false);
  });

  test('leaves alone what somebody else linked meanwhile', async () => {
    const disk = (root: string) =>
      afterTheRename(() => {
        symlinkSync('pine-trader.paper.env', join(root, 'Deployment/env/beside'));
        renameSync(join(root, 'Deployment/env/beside'), join(root, linkAt()));
      });
    const start = await rootAfter(plainPlan);
    const attempt = await tryLive((root) => ({ disk: disk(root), terminal: consenting }), start);
    expect(attempt.answer).toBe('6 taken-back');
    expect(attempt.after.get(linkAt())).toEqual({ kind: 'link', target: 'pine-trader.paper.env' });
  });

  test('when it cannot be taken back it says unknown, and the next change undoes it', async () => {
    const start = await rootAfter(plainPlan, 'use paper');
    let renamed = false;
    const readOnly = () => {
      if (renamed) throw fromErrno(Object.assign(new Error('planned'), { code: 'EROFS' }), 'env');
    };
    const disk: Disk = {
      ...realDisk,
      symlink: (target, path) => {
        readOnly();
        realDisk.symlink(target, path);
      },
      syncDirectory: (path) => {
        if (path.endsWith('env')) readOnly();
        realDisk.syncDirectory(path);
      },
      rename: (from, to) => {
        realDisk.rename(from, to);
        renamed ||= to.endsWith(linkAt());
      },
    };
    const attempt = await tryLive(() => ({ disk, terminal: consenting }), start);
    expect(attempt.answer).toBe('6 not-taken-back');
    expect(attempt.told.outcome).toBe('unknown');
    expect(attempt.after.get(linkAt())).toEqual({ kind: 'link', target: 'pine-trader.live.env' });
    const told = await tell('use live', attempt.root, aHost({ terminal: noTerminal }));
    const { links, journal } = see(attempt.root, ['pine-trader.env'], 'trader-1');
    expect(told.error?.rule).toBe('no-terminal');
    expect(links.get('pine-trader.env')).toBe('pine-trader.paper.env');
    expect(journal.lines.at(-1)).toMatchObject({ kind: 'recovered', how: 'undone' });
  });
});
