import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, realDisk, tell } from './a-host.ts';
import { dyingAt } from './a-place.ts';
import { envOf, madeUp, write } from './a-root.ts';
import { aTerminal, nobodyAsked, noTerminal, phraseOn, types } from './a-terminal.ts';
import { underFaults } from './fault-plan.ts';
import {
  aPullStage,
  aStore,
  feedKey,
  fromCommand,
  hookKey,
  newFeed,
  pullDue,
  withNewFeed,
} from './pulling.ts';
import { layDown, treeOf } from './tree.ts';

const without = { terminal: nobodyAsked };
const isRoot = process.getuid?.() === 0;
const oldFeed = madeUp('databento', 'paper feed 1');
const rulesOf = (told: { readonly findings: readonly { readonly rule: string }[] }) =>
  told.findings.map(({ rule }) => rule);

describe('pull of a safe profile', () => {
  test('changes the values that differ, and no byte beside them; nobody is asked', async () => {
    const { root, run, env } = await aPullStage(fromCommand, 'use paper');
    const commented = `# kept\n\n${env('paper').replace(`=${oldFeed}`, `='${oldFeed}'`)}# end`;
    write(root, envOf('paper'), commented, 0o600);
    const told = await run('pull paper', aStore(withNewFeed('paper')), without);
    expect(told).toMatchObject({ code: 0, outcome: 'done', changes: true, mode: 'pull' });
    expect(env('paper')).toBe(commented.replace(oldFeed, newFeed));
    expect(lstatSync(join(root, envOf('paper'))).mode & 0o7777).toBe(0o600);
    expect(rulesOf(told)).toEqual(['workers-stale', 'enrolment-due']);
    expect(told.keys).toMatchObject([
      { key: feedKey, what: 'changed' },
      { key: hookKey, what: 'same' },
      { key: 'POLICY_KILLSWITCH', what: 'kept', before: '"false"' },
    ]);
    expect(JSON.stringify(told)).not.toContain(newFeed);
  });

  test('is journalled with who, why, which keys and which bytes; no value among it', async () => {
    const { root, run } = await aPullStage(fromCommand, 'use paper');
    await run('pull paper --reason due', aStore(withNewFeed('paper')), without);
    const journal = readFileSync(join(root, 'Deployment/state/journal.jsonl'), 'utf8');
    const lines = journal.trim().split('\n').slice(-2);
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries).toMatchObject([{ kind: 'intent' }, { kind: 'done' }]);
    for (const entry of entries) {
      const note = `${feedKey} changed`;
      expect(entry).toMatchObject({ verb: 'pull', profile: 'paper', reason: 'due', note });
      expect(entry.files).toMatchObject([{ file: 'pine-trader.paper.env' }]);
    }
    expect(journal).not.toContain(newFeed);
  });

  test('again finds nothing to do and writes nothing', async () => {
    const { root, run } = await aPullStage(fromCommand, 'use paper');
    const store = aStore(withNewFeed('paper'));
    await run('pull paper', store, without);
    const before = treeOf(root);
    expect(await run('pull paper', store, without)).toMatchObject({
      code: 0,
      changes: false,
      head: null,
    });
    expect(treeOf(root)).toEqual(before);
  });

  test('makes a file that is not there, with mode and owner as declared', async () => {
    const { root, run, env } = await aPullStage(fromCommand);
    rmSync(join(root, envOf('paper')));
    const told = await run('pull paper', aStore(withNewFeed('paper')), without);
    expect(told).toMatchObject({ code: 0 });
    expect(env('paper')).toBe(withNewFeed('paper'));
    const { mode, uid } = lstatSync(join(root, envOf('paper')));
    expect([mode & 0o7777, uid]).toEqual([0o600, process.getuid?.()]);
  });

  test.skipIf(!isRoot)(
    `gives a new file to the declared owner, and leaves an old one to its own${isRoot ? '' : ' (skipped: needs root)'}`,
    async () => {
      const pine = 'owner: { user: 4242, group: 4243 }\n';
      const { root } = await aPullStage(`${pine}${fromCommand}`);
      const run = async (text: string) => {
        const host = aHost({ secretSources: aStore(text), ...without });
        const gidOf = async (group: string | number) => Number(group);
        await tell('pull paper', root, { ...host, accounts: { ...host.accounts, gidOf } });
      };
      const ids = () => {
        const { uid, gid, mode } = lstatSync(join(root, envOf('paper')));
        return [uid, gid, mode & 0o7777];
      };
      rmSync(join(root, envOf('paper')));
      await run('A_NOTE=1\n');
      expect(ids()).toEqual([4242, 4243, 0o600]);
      await run('A_NOTE=2\n');
      expect(ids()).toEqual([4242, 4243, 0o600]);
    },
  );

  test('has the secrets struck out of a log, and leaves the settings legible', async () => {
    const { run } = await aPullStage(fromCommand);
    const store = aStore(`${withNewFeed('paper')}POLICY_KILLSWITCH=true\nA_NOTE=x\n`);
    await run('pull paper --check', store, without);
    expect(store.masked).toEqual([newFeed, madeUp('traderspost', 'paper orders 1'), 'x']);
  });

  test('adds what is new at the end', async () => {
    const { run, env } = await aPullStage(fromCommand);
    const before = env('paper');
    await run('pull paper', aStore('PINE_NOTE=a\nPINE_MORE="b c"\n'), without);
    expect(env('paper')).toBe(`${before}PINE_NOTE=a\nPINE_MORE='b c'\n`);
  });
});

describe('what writes nothing', () => {
  test.each([
    ['pull paper --dry-run', 0],
    ['pull paper --check', 1],
  ])('%s says what differs by fingerprint: exit %i', async (line, code) => {
    const { root, run } = await aPullStage(fromCommand, 'use paper');
    const before = treeOf(root);
    const told = await run(line, aStore(withNewFeed('paper')), without);
    expect(told).toMatchObject({ code, outcome: 'done', changes: true });
    expect(treeOf(root)).toEqual(before);
    const [first] = told.keys as readonly { before: string; after: string }[];
    expect(first?.before).toMatch(/^[0-9a-f]{8} \(registered: paper\)$/);
    expect(first?.after).toMatch(/^[0-9a-f]{8} \(not registered\)$/);
  });

  test('--check is 0 where file and source agree, whatever else the file holds', async () => {
    const { run, env } = await aPullStage(fromCommand, 'use paper');
    const lines = env('paper').replace('POLICY_KILLSWITCH=false\n', '');
    expect(await run('pull paper --check', aStore(lines), without)).toMatchObject({ code: 0 });
  });

  test.each(['pull paper', 'pull paper --check'])(
    '%s of a profile without a source is refused',
    async (line) => {
      const { root, run } = await aPullStage('');
      const before = treeOf(root);
      const told = await run(line, aStore(''), without);
      expect([told.code, told.error?.rule]).toEqual([5, 'no-source']);
      expect(treeOf(root)).toEqual(before);
    },
  );
});

describe('what is refused', () => {
  test('a value known to be live, from the source of a safe profile, under any name', async () => {
    const { root, run } = await aPullStage(fromCommand, 'use paper');
    const before = treeOf(root);
    const live = madeUp('traderspost', 'live orders 1').toUpperCase().replace('HTTPS', 'https');
    for (const line of ['pull paper', 'pull paper --check', 'pull paper --dry-run']) {
      const told = await run(line, aStore(`SOME_NOTE=${live}\n`), without);
      expect([told.code, told.error?.rule]).toEqual([3, 'source-holds-a-live-key']);
      expect(JSON.stringify(told)).not.toContain(live);
    }
    expect(treeOf(root)).toEqual(before);
  });

  test('a file with a mode that others may read, and a registry nobody can read', async () => {
    const { root, run } = await aPullStage(fromCommand, 'use paper');
    const store = aStore(withNewFeed('paper'));
    write(root, envOf('paper'), 'A=1\n', 0o644);
    expect((await run('pull paper', store)).error?.rule).toBe('env-file-mode');
    write(root, 'profiles/keys.yaml', 'keys: [');
    write(root, envOf('paper'), 'A=1\n', 0o600);
    expect(await run('pull paper', store)).toMatchObject({ code: 5 });
    expect(store.runs).toEqual([]);
  });

  test('the env file of a live profile, by whatever safe profile declares it', async () => {
    const { root, run } = await aPullStage(fromCommand, 'use paper');
    const path = 'profiles/paper.yaml';
    const text = readFileSync(join(root, path), 'utf8');
    write(root, path, text.replace('pine-trader.paper.env', 'pine-trader.live.env'));
    const store = aStore(withNewFeed('paper'));
    const told = await run('pull paper', store, without);
    expect([told.code, told.error?.rule]).toEqual([3, 'file-of-a-live-profile']);
    expect(store.runs).toEqual([]);
  });

  test('a live profile on a host that may not trade live', async () => {
    const { run } = await aPullStage(`guard: { hosts: [trader-2] }\n${fromCommand}`);
    const store = aStore(withNewFeed('live'));
    for (const line of ['pull live', 'pull live --check']) {
      const told = await run(line, store, without);
      expect([told.code, told.error?.rule]).toEqual([3, 'host-not-allowed']);
    }
    expect(store.runs).toEqual([]);
    expect(await run('pull paper', aStore(withNewFeed('paper')), without)).toMatchObject({
      code: 0,
    });
  });

  test('a value that the declared loaders would not read alike', async () => {
    const { root, run, env } = await aPullStage(
      `loaders: [docker]\n${fromCommand.replace('}', ', format: json }')}`,
    );
    const before = env('paper');
    const told = await run('pull paper', aStore(JSON.stringify({ A_NOTE: 'two\nlines' })), without);
    expect([told.code, told.error?.rule]).toEqual([3, 'value-not-writable']);
    expect(env('paper')).toBe(before);
    expect(existsSync(join(root, 'Deployment/state/lock'))).toBe(false);
  });

  test('a file that somebody changes between the look and the write', async () => {
    const { root, run, env } = await aPullStage(fromCommand, 'use paper');
    const meddling = aStore(() => {
      write(root, envOf('paper'), 'A=1\n', 0o600);
      return { kind: 'said', stdout: new TextEncoder().encode(withNewFeed('paper')) };
    });
    const told = await run('pull paper', meddling, without);
    expect([told.code, told.error?.rule]).toEqual([3, 'changed-since-consent']);
    expect(env('paper')).toBe('A=1\n');
  });
});

describe('a pull that was killed', () => {
  test.each([
    ['before its rename', 'rename', 'nothing-happened', false],
    ['behind its rename', 'syncDirectory', 'finished', true],
  ] as const)('%s is told by the bytes that stand there', async (_, call, how, isNew) => {
    const { root, run, env } = await aPullStage(fromCommand, 'use paper');
    const store = aStore(withNewFeed('paper'));
    const counted = underFaults(realDisk);
    const start = treeOf(root);
    await run('pull paper', store, { disk: counted.disk, seed: 'killed' });
    const wanted = (one: { name: string; path: string }) =>
      one.name === call && one.path.includes('Deployment/env');
    const at = counted.calls.findIndex(wanted) + 1;
    layDown(start, root);
    const dying = underFaults(realDisk, { at, how: 'killed', errno: 'EIO' });
    await run('pull paper', store, { disk: dying.disk, seed: 'killed' });
    expect([dying.hit(), env('paper').includes(newFeed)]).toEqual([true, isNew]);
    expect(await run('use paper', store)).toMatchObject({ code: 0 });
    const journal = readFileSync(join(root, 'Deployment/state/journal.jsonl'), 'utf8');
    const recovered = journal.split('\n').find((line) => line.includes('"kind":"recovered"'));
    expect(JSON.parse(recovered ?? '{}')).toMatchObject({ how, profile: 'paper' });
    expect(env('paper').includes(newFeed)).toBe(isNew);
  });
});

test('a pull that was killed is told by its bytes, also where its profile is broken by now', async () => {
  const { root, run, env } = await aPullStage(fromCommand, 'use paper');
  const disk = dyingAt('pine-trader.paper.env', 'after');
  await run('pull paper', aStore(withNewFeed('paper')), { disk });
  expect(env('paper')).toContain(newFeed);
  write(root, 'profiles/paper.yaml', 'tier: [');
  await run('pull live', aStore(''), { terminal: noTerminal });
  const journal = readFileSync(join(root, 'Deployment/state/journal.jsonl'), 'utf8');
  expect(journal).toMatch(/"kind":"recovered".*"how":"finished"/);
});

describe('pull of a live profile', () => {
  const stage = async (...before: readonly string[]) => {
    const root = scratch();
    layDown(await pullDue('live', ...before), root);
    const secretSources = aStore(withNewFeed('live'));
    const run = (line: string, terminal = nobodyAsked) =>
      tell(line, root, aHost({ secretSources, terminal }));
    return { root, run, env: () => readFileSync(join(root, envOf('live')), 'utf8') };
  };

  test('wants the phrase, shows fingerprints first, and renews consent where it is linked', async () => {
    const { run, env } = await stage('use live');
    const seen: string[] = [];
    const person = aTerminal((shown) => {
      seen.push(...shown.said);
      return types(phraseOn(shown));
    });
    expect(await run('pull live', person)).toMatchObject({ code: 0, changes: true });
    expect(env()).toContain(newFeed);
    expect(seen.join('\n')).toMatch(/DATABENTO_API_KEY [0-9a-f]{8} .* -> [0-9a-f]{8}/);
    expect(seen.join('\n')).not.toContain(newFeed);
    expect(await run('status --expect live')).toMatchObject({ code: 0 });
  });

  test.each([
    ['without a terminal', noTerminal, 'no-terminal'],
    ['with another line typed', aTerminal(() => types('yes')), 'wrong-phrase'],
  ])('%s changes nothing', async (_, terminal, rule) => {
    const { run, env } = await stage('use paper');
    const before = env();
    const told = await run('pull live', terminal);
    expect([told.code, told.error?.rule]).toEqual([3, rule]);
    expect(env()).toBe(before);
  });

  test('that is linked is refused when the file would not bear what use live demands', async () => {
    const { root, env } = await stage('use live');
    const before = env();
    const secretSources = aStore(`${feedKey}=${madeUp('databento', 'enrolled nowhere')}\n`);
    const told = await tell('pull live', root, aHost({ secretSources, terminal: nobodyAsked }));
    expect([told.code, told.error?.rule]).toEqual([3, 'blocked-by-findings']);
    expect(told.findings).toContainEqual(expect.objectContaining({ rule: 'key-unregistered' }));
    expect(env()).toBe(before);
  });

  test('--check asks nobody', async () => {
    const { run } = await stage('use live');
    expect(await run('pull live --check')).toMatchObject({ code: 1 });
  });
});
