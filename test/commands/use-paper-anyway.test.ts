import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flockLock } from '../../src/adapters/flock.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { envOf, plainPlan, rootAfter, write } from './a-root.ts';
import { diskThatFails } from './broken-disk.ts';
import { cutShort } from './cut-short.ts';
import { type Seen, see } from './disk-judge.ts';
import { layDown, type Tree } from './tree.ts';

const journal = 'Deployment/state/journal.jsonl';

const hasFlock = existsSync('/usr/bin/flock');
const needsFlock = hasFlock ? '' : ' (skipped: needs flock(1))';

interface Outcome {
  readonly told: Told;
  readonly before: Seen;
  readonly after: Seen;
  readonly rules: readonly string[];
  readonly root: string;
}

/** `use paper` on a host that is live, where something is broken; nobody is at a terminal. */
async function usePaper(
  breakIt: (root: string) => Circumstances | undefined,
  start: Promise<Tree> = rootAfter(plainPlan, 'use live'),
): Promise<Outcome> {
  const root = scratch();
  layDown(await start, root);
  const circumstances = breakIt(root) ?? {};
  const look = () => see(root, ['pine-trader.env'], 'trader-1');
  const before = look();
  const told = await tell('use paper', root, aHost(circumstances));
  return { told, before, after: look(), rules: told.findings.map(({ rule }) => rule), root };
}

/** Paper is linked, no consent is left, no env file was touched. */
function expectPaper({ told, before, after }: Outcome): void {
  expect(told.error).toBeUndefined();
  expect(told.outcome).toBe('done');
  expect(after.links.get('pine-trader.env')).toBe('pine-trader.paper.env');
  expect(after.temporary).toEqual([]);
  expect(after.untouchable).toBe(before.untouchable);
}

/** ... and what failed is told by its rule and by exit 8. */
function expectToldOf(rule: string, outcome: Outcome): void {
  expectPaper(outcome);
  expect({ code: outcome.told.code, rules: outcome.rules }).toEqual({
    code: 8,
    rules: expect.arrayContaining([rule]),
  });
}

/** ... and it counts as done, with a finding and nothing more. */
function expectFinding(rule: string, outcome: Outcome): void {
  expectPaper(outcome);
  expect({ code: outcome.told.code, rules: outcome.rules }).toEqual({ code: 0, rules: [rule] });
  expect(outcome.after.journal.last.get('pine-trader.env')).toMatchObject({
    kind: 'done',
    profile: 'paper',
  });
}

describe('use paper relinks all the same, says what failed and exits 8', () => {
  test('without flock(1)', async () => {
    const outcome = await usePaper(() => ({ lock: flockLock(['/nonexistent/flock']) }));
    expectToldOf('lock-failed', outcome);
    expect(outcome.after.consent).toBe('none');
  });

  test.skipIf(!hasFlock)(
    `while another holds the lock, and waits no longer than a second${needsFlock}`,
    async () => {
      const from = performance.now();
      let held: { release(): void } | undefined;
      const outcome = await usePaper((root) => {
        held = flockLock().take(join(root, 'Deployment/state/lock'), 'a slow change', 0);
        return { lock: flockLock() };
      });
      held?.release();
      expectToldOf('lock-failed', outcome);
      expect(JSON.stringify(outcome.told.findings)).toContain('a slow change');
      expect(outcome.after.journalBytes).toBe(outcome.before.journalBytes);
      expect(outcome.after.consent).toBe('none');
      expect(performance.now() - from).toBeLessThan(5_000);
    },
  );

  test('on a full disk that takes no journal entry', async () => {
    const { disk, hits } = diskThatFails('ENOSPC', ['append']);
    expectToldOf('journal-failed', await usePaper(() => ({ disk })));
    expect(hits()).toBeGreaterThan(0);
  });

  test('with a journal that cannot be opened', async () => {
    const { disk, hits } = diskThatFails('EACCES', ['open', 'append'], 'journal.jsonl');
    expectToldOf('journal-failed', await usePaper(() => ({ disk })));
    expect(hits()).toBeGreaterThan(0);
  });

  test('with a directory in the place of the journal', async () => {
    const outcome = await usePaper((root) => {
      rmSync(join(root, journal));
      mkdirSync(join(root, journal));
    });
    expectToldOf('journal-failed', outcome);
    expect(outcome.after.consent).toBe('none');
  });

  test('with a journal whose last record was changed', async () => {
    const outcome = await usePaper((root) => {
      const text = readFileSync(join(root, journal), 'utf8');
      const at = text.lastIndexOf('"live"');
      writeFileSync(join(root, journal), `${text.slice(0, at)}"lire"${text.slice(at + 6)}`);
    });
    expectToldOf('journal-damaged', outcome);
    expect(outcome.after.journal.lines.at(-1)).toMatchObject({ kind: 'done', profile: 'paper' });
  });

  test('when an interrupted change cannot be settled', async () => {
    const start = cutShort(await rootAfter(plainPlan, 'use paper'), 'use live');
    const { disk } = diskThatFails('EIO', ['remove'], 'state/consent');
    const outcome = await usePaper(() => ({ disk }), start);
    expectToldOf('recovery-failed', outcome);
    expect(outcome.rules).toContain('consent-not-withdrawn');
    expect(outcome.before.journal.open).toHaveLength(1);
  });

  test('when consent cannot be taken back', async () => {
    const { disk } = diskThatFails('EIO', ['remove'], 'state/consent');
    expectToldOf('consent-not-withdrawn', await usePaper(() => ({ disk })));
  });

  test('when the directory cannot be synced after the rename', async () => {
    const { disk } = diskThatFails('EIO', ['syncDirectory'], 'Deployment/env');
    expectToldOf('not-durable', await usePaper(() => ({ disk })));
  });

  test('when no state directory can be made', async () => {
    const { disk, hits } = diskThatFails('EACCES', ['makeDirectory']);
    const outcome = await usePaper((root) => {
      rmSync(join(root, 'Deployment/state'), { recursive: true });
      return { disk };
    });
    expectToldOf('lock-failed', outcome);
    expect(hits()).toBe(1);
  });

  test('when nobody may write in the state directory', async () => {
    const { disk } = diskThatFails('EACCES', ['append', 'remove'], '');
    const outcome = await usePaper(() => ({ disk }));
    expectToldOf('journal-failed', outcome);
    expect(outcome.rules).toContain('consent-not-withdrawn');
  });

  test('when a file stands in the place of the state directory', async () => {
    const outcome = await usePaper((root) => {
      rmSync(join(root, 'Deployment/state'), { recursive: true });
      writeFileSync(join(root, 'Deployment/state'), '');
      return { lock: flockLock() };
    });
    expectToldOf('lock-failed', outcome);
  });
});

describe('use paper is done, exit 0, and reports', () => {
  test('a registry that is missing', async () => {
    const missing = (root: string): undefined => {
      rmSync(join(root, 'profiles/keys.yaml'));
      return undefined;
    };
    expectFinding('registry-unusable', await usePaper(missing));
  });

  test('a registry that is no YAML', async () => {
    const broken = (root: string): undefined => {
      write(root, 'profiles/keys.yaml', 'keys: [');
    };
    expectFinding('registry-unusable', await usePaper(broken));
  });

  test('a registry that others may write', async () => {
    const open = (root: string): undefined => {
      write(
        root,
        'profiles/keys.yaml',
        readFileSync(join(root, 'profiles/keys.yaml'), 'utf8'),
        0o666,
      );
    };
    expectFinding('registry-unusable', await usePaper(open));
  });

  test("the live profile's YAML, broken", async () => {
    const broken = (root: string): undefined => {
      write(root, 'profiles/live.yaml', 'profile: live\ntier: lively\n');
    };
    expectFinding('profile-unusable', await usePaper(broken));
  });

  test('nothing of a live env file that is gone', async () => {
    const outcome = await usePaper((root) => {
      rmSync(join(root, envOf('live')));
    });
    expectPaper(outcome);
    expect({ code: outcome.told.code, rules: outcome.rules }).toEqual({ code: 0, rules: [] });
  });

  test('nothing of a live env file that cannot be read', async () => {
    const { disk, hits } = diskThatFails('EACCES', ['open'], 'pine-trader.live.env');
    const outcome = await usePaper(() => ({ disk }));
    expectPaper(outcome);
    expect({ code: outcome.told.code, rules: outcome.rules }).toEqual({ code: 0, rules: [] });
    expect(hits()).toBeGreaterThan(0);
  });

  test('a state directory that is missing is made', async () => {
    const outcome = await usePaper((root) => {
      rmSync(join(root, 'Deployment/state'), { recursive: true });
    });
    expectPaper(outcome);
    expect(outcome.told.code).toBe(0);
    expect(statSync(join(outcome.root, 'Deployment/state')).mode & 0o7777).toBe(0o750);
    expect(outcome.after.journal.lines.map(({ kind }) => kind)).toEqual([
      'genesis',
      'intent',
      'done',
    ]);
  });

  test('a journal whose last write was torn, and names the torn bytes', async () => {
    const outcome = await usePaper((root) => {
      const bytes = readFileSync(join(root, journal));
      writeFileSync(join(root, journal), bytes.subarray(0, bytes.length - 100));
    });
    expectPaper(outcome);
    expect(outcome.told.code).toBe(0);
    expect(outcome.after.journal).toMatchObject({ broken: [], tornTail: false, open: [] });
    expect(outcome.after.journal.lines.some(({ torn }) => torn !== undefined)).toBe(true);
  });
});

test('use paper needs no lock, no journal and no terminal when paper is linked already', async () => {
  const outcome = await usePaper(
    () => ({
      lock: {
        take: () => {
          throw new Error('the lock was taken');
        },
      },
    }),
    rootAfter(plainPlan, 'use paper'),
  );
  expect(outcome.told).toMatchObject({ code: 0, already: true });
  expect(outcome.after.journalBytes).toBe(outcome.before.journalBytes);
});

test('when paper is linked already and the journal cannot be read, that is told and exit 8', async () => {
  const { disk } = diskThatFails('EIO', ['open'], 'journal.jsonl');
  expectToldOf(
    'journal-failed',
    await usePaper(() => ({ disk }), rootAfter(plainPlan, 'use paper')),
  );
});

test('when paper is linked already, consent that lies about is taken back', async () => {
  const half = (root: string): undefined => {
    write(root, 'Deployment/state/consent', '{"v":1', 0o640);
  };
  const outcome = await usePaper(half, rootAfter(plainPlan, 'use paper'));
  expectPaper(outcome);
  expect({ code: outcome.told.code, consent: outcome.after.consent }).toEqual({
    code: 0,
    consent: 'none',
  });
});
