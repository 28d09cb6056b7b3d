import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRoot } from '../scratch-homes.ts';
import { realDisk } from './a-host.ts';
import { envOf, envText, linkAt, madeUp, plainPlan, write } from './a-root.ts';
import { aTerminal, nobodyAsked, noTerminal, phraseOn, types } from './a-terminal.ts';
import { anAdoptStage } from './adopting.ts';
import { treeOf } from './tree.ts';

const nobody = { terminal: nobodyAsked };
const paper = 'pine-trader.paper.env';
const live = 'pine-trader.live.env';
const consent = 'Deployment/state/consent';
const strangeHook = `TRADERSPOST_WEBHOOK_URL=${madeUp('traderspost', 'nobody enrolled it')}\n`;

const entriesOf = (journal: string) =>
  journal
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const rulesOf = (told: { readonly findings: readonly { readonly rule: string }[] }) =>
  told.findings.map(({ rule }) => rule);

describe('adopt as a safe profile', () => {
  test('finds the profile by its keys, keeps every byte, and asks nobody', async () => {
    const { run, at, stands, root } = await anAdoptStage();
    const bytes = at(linkAt());
    const told = await run('adopt', nobody);
    expect(told).toMatchObject({
      code: 0,
      outcome: 'done',
      profile: 'paper',
      found: 'by its keys',
    });
    expect(told.links).toEqual([{ link: 'pine-trader.env', from: null, to: paper }]);
    expect([stands(), at(linkAt()), at(envOf('paper'))]).toEqual([paper, bytes, bytes]);
    expect(lstatSync(join(root, envOf('paper'))).mode & 0o7777).toBe(0o600);
    expect(await run('status --expect paper', nobody)).toMatchObject({ code: 0 });
  });

  test('is journalled with why and which bytes, and the journal says since when', async () => {
    const { run, at } = await anAdoptStage();
    await run('adopt paper --reason due', nobody);
    const journal = at('Deployment/state/journal.jsonl');
    const entries = entriesOf(journal).slice(-2);
    expect(entries).toMatchObject([{ kind: 'intent' }, { kind: 'done' }]);
    for (const entry of entries) {
      expect(entry).toMatchObject({ verb: 'adopt', profile: 'paper', tier: 'safe', reason: 'due' });
      expect(entry.files).toMatchObject([{ file: 'pine-trader.env' }, { file: paper }]);
    }
    const { links } = (await run('status', nobody)) as unknown as { links: { since: unknown }[] };
    expect(links[0]?.since).not.toBeNull();
  });

  test('a dry run says all of that and writes nothing', async () => {
    const { run, root } = await anAdoptStage();
    const before = treeOf(root);
    expect(await run('adopt --dry-run', nobody)).toMatchObject({
      code: 0,
      mode: 'dry-run',
      head: null,
    });
    expect(treeOf(root)).toEqual(before);
  });

  test('again finds a link and writes nothing', async () => {
    const { run, answer, root } = await anAdoptStage();
    await run('adopt', nobody);
    const before = treeOf(root);
    expect(await run('adopt', nobody)).toMatchObject({ code: 0, already: true, profile: 'paper' });
    expect(await run('adopt paper', nobody)).toMatchObject({ code: 0, already: true });
    expect(await answer('adopt live', nobody)).toBe('3 linked-already');
    expect(treeOf(root)).toEqual(before);
  });

  test('takes an env file that is there with the same bytes, and leaves it when undone', async () => {
    const { run, at, root, stands } = await anAdoptStage();
    write(root, envOf('paper'), at(linkAt()), 0o600);
    expect(await run('adopt', nobody)).toMatchObject({ code: 0 });
    expect(await run('adopt --undo', nobody)).toMatchObject({ code: 0 });
    expect([stands(), existsSync(join(root, envOf('paper')))]).toEqual(['plain', true]);
  });

  test('what nobody enrolled needs a name, and then keys --enroll is the next step', async () => {
    const { run, answer, root } = await anAdoptStage();
    write(root, linkAt(), `${strangeHook}POLICY_KILLSWITCH=false\n`, 0o600);
    expect(await answer('adopt', nobody)).toBe('3 profile-unclear');
    const told = await run('adopt paper', nobody);
    expect(told).toMatchObject({ code: 0, found: 'named' });
    expect(JSON.stringify(told.findings)).toContain('pine-env keys --enroll paper');
    expect((await run('keys --enroll paper')).code).toBe(0);
  });

  test('one strange key among known ones needs a name as well', async () => {
    const { answer, root } = await anAdoptStage();
    const feed = envText('paper').split('\n')[0];
    write(root, linkAt(), `${feed}\n${strangeHook}`, 0o600);
    expect(await answer('adopt', nobody)).toBe('3 profile-unclear');
  });

  test('says that others could read the file, and closes it', async () => {
    const { run, root } = await anAdoptStage();
    chmodSync(join(root, linkAt()), 0o644);
    expect(rulesOf(await run('adopt', nobody))).toContain('was-readable');
    expect(lstatSync(join(root, envOf('paper'))).mode & 0o7777).toBe(0o600);
  });

  test('several roles become links together; one that is a link already stays', async () => {
    const plan = { ...plainPlan, links: ['pine-trader', 'datahub'] };
    const { run, stands, root, at } = await anAdoptStage('paper', plan);
    const bytes = at(linkAt('datahub'));
    write(root, envOf('paper'), at(linkAt()), 0o600);
    rmSync(join(root, linkAt()));
    symlinkSync(paper, join(root, linkAt()));
    expect(await run('adopt', nobody)).toMatchObject({ code: 0, links: [{ link: 'datahub.env' }] });
    expect([stands(), stands('datahub')]).toEqual([paper, 'datahub.paper.env']);
    expect(at(linkAt('datahub'))).toBe(bytes);
  });
});

describe('adopt as a live profile', () => {
  test('asks for the phrase, shows what becomes of the file, and records consent for the gate', async () => {
    const { run, at, stands } = await anAdoptStage('live');
    const bytes = at(linkAt());
    const said: string[] = [];
    const terminal = aTerminal((shown) => {
      said.push(...shown.said);
      return types(phraseOn(shown));
    });
    const told = await run('adopt', { terminal });
    expect(told).toMatchObject({ code: 0, profile: 'live', tier: 'live' });
    expect([stands(), at(linkAt())]).toEqual([live, bytes]);
    expect(said.join('\n')).toContain(`pine-trader.env: a plain file becomes ${live}`);
    expect(said.join('\n')).not.toContain(madeUp('databento', 'live feed 1'));
    expect(JSON.parse(at(consent))).toMatchObject({ profile: 'live', host: 'trader-1' });
    expect(await run('status --expect live')).toMatchObject({ code: 0 });
    expect((await run('use paper', nobody)).code).toBe(0);
  });

  test.each([
    ['no terminal', noTerminal, '3 no-terminal'],
    ['another line', aTerminal(() => types('live trader-1 yes')), '3 wrong-phrase'],
    ['nobody there', aTerminal(() => ({ kind: 'timeout' })), '3 no-answer'],
  ])('%s: nothing is changed', async (_, terminal, expected) => {
    const { answer, stands, root } = await anAdoptStage('live');
    expect(await answer('adopt', { terminal })).toBe(expected);
    expect(await answer('adopt live', { terminal })).toBe(expected);
    expect(stands()).toBe('plain');
    expect([existsSync(join(root, envOf('live'))), existsSync(join(root, consent))]).toEqual([
      false,
      false,
    ]);
  });

  test('bytes that change while the line is typed are not adopted', async () => {
    const { answer, root, stands, at } = await anAdoptStage('live');
    const terminal = aTerminal((shown) => {
      appendFileSync(join(root, linkAt()), '# one more\n');
      return types(phraseOn(shown));
    });
    expect(await answer('adopt', { terminal })).toBe('3 changed-since-consent');
    expect([stands(), at(linkAt()).endsWith('# one more\n')]).toEqual(['plain', true]);
    expect(existsSync(join(root, consent))).toBe(false);
  });

  test('what use live would refuse is refused, but for what needs the file in its place', async () => {
    const { answer, run, root } = await anAdoptStage('live');
    write(root, linkAt(), `${envText('live')}POLICY_KILLSWITCH=true  # note\n`, 0o600);
    expect(await answer('adopt live')).toBe('3 blocked-by-findings');
    write(
      root,
      linkAt(),
      `${envText('live').split('\n')[0]}\n${strangeHook}POLICY_KILLSWITCH=false\n`,
      0o600,
    );
    expect(await run('adopt live')).toMatchObject({ code: 0 });
    expect(await answer('use live')).toBe('3 blocked-by-findings');
    expect(await answer('keys --enroll live')).toBe('0 done');
    expect(await run('status --expect live')).toMatchObject({ code: 0 });
  });

  test('on a host that may not trade live it is refused', async () => {
    const { answer, root } = await anAdoptStage('live');
    appendFileSync(join(root, 'profiles/live.yaml'), 'guard: { hosts: [trader-9] }\n');
    expect(await answer('adopt')).toBe('3 blocked-by-findings');
  });
});

describe('adopt refuses, and writes nothing', () => {
  const put =
    (text: string, mode = 0o600) =>
    (root: string) =>
      write(root, linkAt(), text, mode);
  const oneKeyOfEach = [envText('paper').split('\n')[0], envText('live').split('\n')[1], ''].join(
    '\n',
  );
  const again = (root: string, make: (path: string) => void) => {
    rmSync(join(root, linkAt()), { recursive: true });
    make(join(root, linkAt()));
  };
  const profileLine = (line: string) => (root: string) =>
    appendFileSync(join(root, 'profiles/paper.yaml'), `${line}\n`);

  const cases: readonly (readonly [string, string, string, (root: string) => void])[] = [
    ['a file with live keys as paper', 'adopt paper', '3 holds-a-live-key', put(envText('live'))],
    ['keys of two environments', 'adopt', '3 mixed', put(oneKeyOfEach)],
    ['the same by name', 'adopt paper', '3 holds-a-live-key', put(oneKeyOfEach)],
    ['the same as live', 'adopt live', '3 of-another-profile', put(oneKeyOfEach)],
    ['paper keys as live', 'adopt live', '3 of-another-profile', put(envText('paper'))],
    ['an empty file', 'adopt paper', '4 env-file-empty', put('')],
    ['a large one', 'adopt paper', '4 env-file-too-large', put(`#${'x'.repeat(70_000)}\n`)],
    [
      'one that others may write',
      'adopt',
      '4 plain-file-writable',
      (root) => chmodSync(join(root, linkAt()), 0o660),
    ],
    [
      'one with two names',
      'adopt',
      '4 plain-file-hard-linked',
      (root) => linkSync(join(root, linkAt()), join(root, 'other')),
    ],
    [
      'another file in its place',
      'adopt',
      '4 env-file-differs',
      (root) => write(root, envOf('paper'), 'A=1\n', 0o600),
    ],
    [
      'an open one in its place',
      'adopt',
      '4 env-file-mode',
      (root) => write(root, envOf('paper'), readFileSync(join(root, linkAt()), 'utf8'), 0o644),
    ],
    [
      'a link in its place',
      'adopt',
      '4 env-file-is-link',
      (root) => symlinkSync('x.env', join(root, envOf('paper'))),
    ],
    ['a directory', 'adopt', '4 link-not-a-link', (root) => again(root, (path) => mkdirSync(path))],
    [
      'a foreign link',
      'adopt',
      '4 link-foreign',
      (root) => again(root, (path) => symlinkSync('/etc/hosts', path)),
    ],
    ['nothing', 'adopt', '4 nothing-to-adopt', (root) => again(root, () => undefined)],
    [
      'a directory that others may write',
      'adopt',
      '4 directory-writable',
      (root) => chmodSync(join(root, 'Deployment/env'), 0o777),
    ],
    ['an unknown profile', 'adopt nosuch', '5 unknown-profile', () => undefined],
    ['a profile that cannot be read', 'adopt', '5 unknown-field', profileLine('nosuch: 1')],
    [
      'no registry',
      'adopt paper',
      '5 registry-missing',
      (root) => rmSync(join(root, 'profiles/keys.yaml')),
    ],
    [
      'a copy',
      'adopt',
      '3 activation-copy',
      (root) =>
        write(
          root,
          'profiles/paper.yaml',
          readFileSync(join(root, 'profiles/paper.yaml'), 'utf8').replace(
            'activation: link',
            'activation: copy',
          ),
        ),
    ],
    [
      'a file that live declares, too',
      'adopt paper',
      '3 file-of-a-live-profile',
      (root) => {
        write(root, linkAt(), `${strangeHook}`, 0o600);
        const path = 'profiles/live.yaml';
        write(root, path, readFileSync(join(root, path), 'utf8').replace(live, paper));
      },
    ],
    ['an undo of nothing', 'adopt --undo', '3 nothing-adopted', () => undefined],
  ];

  test.each(cases)('%s: %s', async (_, line, expected, prepare) => {
    const { answer, root } = await anAdoptStage();
    prepare(root);
    const before = treeOf(root);
    expect(await answer(line)).toBe(expected);
    expect(treeOf(root)).toEqual(before);
  });

  test.skipIf(!isRoot)('a file of an account that could not read it afterwards', async () => {
    const { answer, root } = await anAdoptStage();
    chownSync(join(root, linkAt()), 1234, 1234);
    expect(await answer('adopt')).toBe('4 plain-file-owner');
    chownSync(join(root, linkAt()), 0, 1234);
    chmodSync(join(root, linkAt()), 0o640);
    expect(await answer('adopt')).toBe('4 plain-file-owner');
  });

  test('a pasted value where a profile is named is not shown, and stands nowhere', async () => {
    const { run, root } = await anAdoptStage();
    const pasted = madeUp('databento', 'pasted');
    for (const line of [`adopt ${pasted}`, `adopt --undo ${pasted}`]) {
      const told = await run(line, nobody);
      expect(told.code).not.toBe(0);
      expect(JSON.stringify(told)).not.toContain(pasted);
    }
    expect(JSON.stringify([...treeOf(root)])).not.toContain(pasted);
  });

  test('a link of another role that leads to another profile', async () => {
    const plan = { ...plainPlan, links: ['pine-trader', 'datahub'] };
    const { answer, root } = await anAdoptStage('paper', plan);
    rmSync(join(root, linkAt('datahub')));
    symlinkSync('datahub.live.env', join(root, linkAt('datahub')));
    expect(await answer('adopt')).toBe('3 links-elsewhere');
  });

  test('a file that is edited at the last moment: the edit stays', async () => {
    const { answer, root, at, stands } = await anAdoptStage();
    const symlink = (target: string, path: string) => realDisk.symlink(target, path);
    const writeNew: typeof realDisk.writeNew = (path, bytes, birth) => {
      realDisk.writeNew(path, bytes, birth);
      if (path.includes('paper.env')) appendFileSync(join(root, linkAt()), '# edit\n');
    };
    expect(await answer('adopt', { disk: { ...realDisk, symlink, writeNew } })).toBe(
      '3 changed-since-consent',
    );
    expect([stands(), at(linkAt()).endsWith('# edit\n')]).toEqual(['plain', true]);
    expect(existsSync(join(root, envOf('paper')))).toBe(false);
  });
});

describe('the way back', () => {
  test('adopt --undo puts the plain file back with the bytes as they are now', async () => {
    const { run, at, root, stands } = await anAdoptStage();
    await run('adopt', nobody);
    appendFileSync(join(root, envOf('paper')), '# edited since\n');
    const bytes = at(envOf('paper'));
    const told = await run('adopt --undo --reason not-yet', nobody);
    expect(told).toMatchObject({ code: 0, mode: 'undo', findings: [{ rule: 'plain-again' }] });
    expect([stands(), at(linkAt()), existsSync(join(root, envOf('paper')))]).toEqual([
      'plain',
      bytes,
      false,
    ]);
    expect(entriesOf(at('Deployment/state/journal.jsonl')).at(-1)).toMatchObject({
      ...{ verb: 'adopt', kind: 'done', reason: 'not-yet' },
      links: [{ link: 'pine-trader.env', from: paper, to: null }],
    });
    expect(await run('adopt', nobody)).toMatchObject({ code: 0 });
    expect(at(linkAt())).toBe(bytes);
  });

  test('of a live profile only with a person; then no consent is left', async () => {
    const { run, answer, stands, root } = await anAdoptStage('live');
    await run('adopt');
    expect(await answer('adopt --undo', { terminal: noTerminal })).toBe('3 no-terminal');
    expect(stands()).toBe(live);
    expect(await answer('adopt --undo')).toBe('0 done');
    expect([stands(), existsSync(join(root, consent))]).toEqual(['plain', false]);
  });

  test('when another profile is linked by now, no bytes are put in its place', async () => {
    const { run, answer, stands } = await anAdoptStage();
    await run('adopt', nobody);
    await run('use live');
    expect(await answer('adopt --undo')).toBe('3 moved-since');
    expect(stands()).toBe(live);
  });

  test('rollback knows no link before, and names the way back; after other changes it goes on', async () => {
    const { run, answer, stands } = await anAdoptStage();
    await run('adopt', nobody);
    expect(await answer('rollback', nobody)).toBe('3 adopted');
    await run('use live');
    expect(await answer('rollback', nobody)).toBe('0 done');
    expect(stands()).toBe(paper);
  });

  test('use says how a plain file becomes a link', async () => {
    const { run, root } = await anAdoptStage();
    write(root, envOf('paper'), envText('paper'), 0o600);
    const told = await run('use paper', nobody);
    expect(told).toMatchObject({ code: 4, error: { rule: 'link-not-a-link' } });
    expect(JSON.stringify(told.error)).toContain('pine-env adopt');
  });
});
