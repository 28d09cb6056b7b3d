import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flockLock } from '../../src/adapters/flock.ts';
import { plainPlan, rootAfter } from './a-root.ts';
import { diskThatFails } from './broken-disk.ts';
import { cutShort } from './cut-short.ts';
import { expectToldOf, usePaper } from './using-paper.ts';

const journal = 'Deployment/state/journal.jsonl';
const hasFlock = existsSync('/usr/bin/flock');
const needsFlock = hasFlock ? '' : ' (skipped: needs flock(1))';

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
