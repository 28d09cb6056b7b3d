import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { leaks, search } from './canary.ts';
import { imprint } from './judge.ts';
import { commandOf, start } from './program.ts';
import { copyOf, must, sandbox } from './sandbox.ts';
import { freshLog, noStrace, readLog, tracingAll } from './strace.ts';
import { writes } from './strace-writes.ts';
import { consenting, noTerminals, play, playCommand } from './terminal.ts';

/** What only asks: it may open for writing what no file system keeps, and nothing else. */
const asking: readonly (readonly string[])[] = [
  ['status'],
  ['status', '--expect', 'paper', '--json'],
  ['status', '--expect', 'live'],
  ['list'],
  ['check'],
  ['check', 'live'],
  ['check', '--all', '--json'],
  ['keys'],
  ['keys', 'TRADERSPOST_WEBHOOK_URL'],
  ['history'],
  ['history', '--verify'],
  ['use', 'paper'],
  ['use', 'paper', '--dry-run'],
  ['use', 'live', '--dry-run'],
  ['rollback', '--dry-run'],
  ['--help'],
];

const roots = new Map<string, string>();

beforeAll(async () => {
  if (noStrace !== undefined) return;
  const sound = await sandbox();
  await must(['use', 'paper', '--root', sound]);
  const cut = copyOf(sound);
  const journal = join(cut, 'Deployment/state/journal.jsonl');
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  writeFileSync(journal, `${lines.slice(0, -1).join('\n')}\n`);
  symlinkSync(
    'pine-trader.live.env',
    join(cut, 'Deployment/env/.pine-trader.env.0123456789ab.tmp'),
  );
  const inGit = copyOf(sound);
  execFileSync('git', ['-C', inGit, 'init', '-q']);
  roots.set('a sound root', sound).set('a root with a change cut short', cut);
  roots.set('a root in a Git repository', inGit);
});

describe.skipIf(noStrace).concurrent(`what only asks ${noStrace ?? ''}`, () => {
  test.each(['a sound root', 'a root with a change cut short', 'a root in a Git repository'])(
    'writes nothing at all in %s',
    async (which) => {
      const root = roots.get(which) ?? '';
      const asked = which.includes('cut') ? asking.filter(([verb]) => verb !== 'use') : asking;
      const before = imprint(root);
      for (const args of asked) {
        const log = freshLog();
        await start([...tracingAll(log), ...commandOf([...args, '--root', root])]);
        expect([args.join(' '), ...writes(readLog(log))]).toEqual([args.join(' ')]);
      }
      expect(imprint(root)).toBe(before);
    },
    60_000,
  );

  test('the same look at a change sees its writes', async () => {
    const root = copyOf(roots.get('a sound root') ?? '');
    const log = freshLog();
    await start([...tracingAll(log), ...commandOf(['init', '--root', root])]);
    const seen = writes(readLog(log)).join('\n');
    expect(seen).toContain('/Deployment/state/lock');
    expect(seen).toContain('/Deployment/state/journal.jsonl');
  });
});

describe.skipIf(noStrace ?? noTerminals)(`a secret ${noStrace ?? noTerminals ?? ''}`, () => {
  test('is in no argument of a program that a change starts', async () => {
    const root = copyOf(roots.get('a root in a Git repository') ?? '');
    const log = freshLog();
    const traced = (args: readonly string[]) => [...tracingAll(log), ...commandOf(args)];
    const played = await playCommand(traced(['use', 'live', '--root', root]), consenting);
    expect(played).toMatchObject({ exit: 0, error: null });
    expect(readLog(log)).toMatch(/execve\("[^"]*flock"/);
    await start(traced(['use', 'paper', '--root', root]));
    expect(readLog(log)).toMatch(/execve\("[^"]*flock"/);
    expect(await play(['keys', '--root', root], [])).toMatchObject({ exit: 0 });
  });

  test('was found nowhere, and would have been: planted, it is found', async () => {
    const { found, searched } = leaks();
    console.log(`no secret in ${searched}`);
    expect(found).toEqual([]);
    const root = roots.get('a sound root') ?? '';
    const env = readFileSync(join(root, 'Deployment/env/pine-trader.live.env'), 'utf8');
    const webhook = /WEBHOOK_URL=(\S+)/.exec(env)?.[1] ?? '';
    search('planted', `error: cannot reach ${webhook.toUpperCase()}.`);
    search('planted tail', `...${webhook.slice(-16)} was refused`);
    search('harmless', `https://webhooks.traderspost.io/trading/webhook/${'0'.repeat(32)}`);
    expect(new Set(leaks().found)).toEqual(new Set(['planted', 'planted tail']));
  });
});
