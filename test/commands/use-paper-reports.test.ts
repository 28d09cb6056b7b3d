import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envOf, plainPlan, rootAfter, write } from './a-root.ts';
import { diskThatFails } from './broken-disk.ts';
import { expectFinding, expectPaper, expectToldOf, usePaper } from './using-paper.ts';

const journal = 'Deployment/state/journal.jsonl';

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

  test("nothing of the live profile's YAML that is gone: the journal knows the link as ours", async () => {
    const missing = (root: string): undefined => {
      rmSync(join(root, 'profiles/live.yaml'));
    };
    const outcome = await usePaper(missing);
    expectPaper(outcome);
    expect(outcome.after.consent).toBe('none');
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
