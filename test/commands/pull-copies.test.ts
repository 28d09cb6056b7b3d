import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, realDisk, tell } from './a-host.ts';
import { dyingAt } from './a-place.ts';
import { envOf, linkAt, madeUp, write } from './a-root.ts';
import { aTerminal, consenting, nobodyAsked, noTerminal, phraseOn, types } from './a-terminal.ts';
import { goneToPaper } from './gone-to-paper.ts';
import { aStore, copyDue, feedKey, newFeed, withNewFeed } from './pulling.ts';
import { layDown } from './tree.ts';

const place = 'pine-trader.env';

/** A root in force by copy after these commands, with another data key in its store. */
async function stage(profile: 'paper' | 'live', ...before: readonly string[]) {
  const root = scratch();
  layDown(await copyDue(profile, ...before), root);
  const at = (path: string) => readFileSync(join(root, path), 'utf8');
  return {
    root,
    at,
    both: () => [at(envOf(profile)), at(linkAt())],
    run: (line: string, given: Circumstances = {}) => {
      const secretSources = aStore(withNewFeed(profile));
      return tell(line, root, aHost({ secretSources, terminal: nobodyAsked, ...given }));
    },
  };
}

const inPaper = () => stage('paper', 'use paper');
const inLive = () => stage('live', 'use paper', 'use live');

describe('pull of a live profile that is in force as a copy', () => {
  test.each([
    ['without a terminal', noTerminal, 'no-terminal'],
    ['with another line typed', aTerminal(() => types('yes')), 'wrong-phrase'],
  ])('%s changes neither the file nor its copy', async (_, terminal, rule) => {
    const { run, both } = await inLive();
    const before = both();
    const told = await run('pull live', { terminal });
    expect([told.code, told.error?.rule]).toEqual([3, rule]);
    expect(both()).toEqual(before);
  });

  test('is refused when the file would not bear what use live demands', async () => {
    const { run, both } = await inLive();
    const before = both();
    const lines = `${feedKey}=${madeUp('databento', 'enrolled nowhere')}\n`;
    const told = await run('pull live', { secretSources: aStore(lines) });
    expect([told.code, told.error?.rule]).toEqual([3, 'blocked-by-findings']);
    expect(both()).toEqual(before);
  });

  test('is refused when the place is moved while the phrase is typed', async () => {
    const { root, run, at } = await inLive();
    const terminal = aTerminal((shown) => {
      write(root, linkAt(), at(envOf('paper')), 0o600);
      return types(phraseOn(shown));
    });
    const told = await run('pull live', { terminal });
    expect([told.code, told.error?.rule]).toEqual([3, 'changed-since-consent']);
    expect([at(linkAt()), at(envOf('live')).includes(newFeed)]).toEqual([
      at(envOf('paper')),
      false,
    ]);
  });

  test('with the phrase makes the copy anew, and says so before and after', async () => {
    const { root, run, at } = await inLive();
    const seen: string[] = [];
    const terminal = aTerminal((shown) => {
      seen.push(...shown.said);
      return types(phraseOn(shown));
    });
    const told = await run('pull live', { terminal });
    expect(told).toMatchObject({ code: 0, changes: true, renewed: [linkAt()] });
    expect(seen.join('\n')).toContain(`${place} is a copy of it, and is made anew`);
    expect(at(linkAt())).toContain(newFeed);
    expect(at(linkAt())).toBe(at(envOf('live')));
    expect(lstatSync(join(root, linkAt())).mode & 0o7777).toBe(0o600);
    expect(await run('status --expect live')).toMatchObject({ code: 0, sound: true });
  });
});

describe('pull of a safe profile that is in force as a copy', () => {
  test('makes the copy anew, asks nobody, and moves nothing that rollback could see', async () => {
    const { run, at } = await inPaper();
    expect(await run('pull paper')).toMatchObject({ code: 0, renewed: [linkAt()] });
    expect(at(linkAt())).toContain(newFeed);
    expect(at(linkAt())).toBe(at(envOf('paper')));
    expect(await run('history --limit 1')).toMatchObject({
      entries: [{ kind: 'done', verb: 'pull', note: `${feedKey} changed` }],
    });
    expect((await run('use -')).error?.rule).toBe('no-such-state');
    expect(await run('pull paper --check')).toMatchObject({ code: 0, changes: false });
  });

  test.each(['pull paper --dry-run', 'pull paper --check'])('%s copies nothing', async (line) => {
    const { run, both } = await inPaper();
    const before = both();
    expect(await run(line)).toMatchObject({ changes: true, renewed: [] });
    expect(both()).toEqual(before);
  });

  test('is refused when it would put a value in force that is known to be live', async () => {
    const { root, run, both } = await inPaper();
    const text = `${both()[0]}HOOK=${madeUp('traderspost', 'live orders 1')}\n`;
    for (const path of [envOf('paper'), linkAt()]) write(root, path, text, 0o600);
    const told = await run('pull paper');
    expect([told.code, told.error?.rule]).toEqual([3, 'holds-a-live-key']);
    expect(both()).toEqual([text, text]);
  });

  test('leaves a file alone that is no copy of it, and says how it comes into force', async () => {
    const { root, run, at } = await inPaper();
    write(root, linkAt(), 'A=1\n', 0o600);
    const told = await run('pull paper');
    expect(told).toMatchObject({ code: 0, renewed: [] });
    const found = told.findings.find(({ rule }) => rule === 'copy-behind');
    expect(found?.remedy).toContain('if it should: pine-env use paper');
    expect(at(linkAt())).toBe('A=1\n');
  });

  test('has nothing to do with a place that holds another profile', async () => {
    const { run, at } = await stage('live', 'use paper');
    const told = await run('pull live', { terminal: consenting });
    expect(told).toMatchObject({ code: 0, changes: true, renewed: [] });
    expect(told.findings.map(({ rule }) => rule)).not.toContain('copy-behind');
    expect(at(linkAt())).toBe(at(envOf('paper')));
  });

  test('is told of a hand that changes the place meanwhile, and no recovery overwrites that', async () => {
    const { root, run, at } = await inPaper();
    const rename = (from: string, to: string) => {
      realDisk.rename(from, to);
      if (!to.endsWith('/pine-trader.paper.env')) return;
      writeFileSync(join(root, 'own'), 'A=1\n', { mode: 0o600 });
      realDisk.rename(join(root, 'own'), join(root, linkAt()));
    };
    const told = await run('pull paper', { disk: { ...realDisk, rename } });
    expect(told).toMatchObject({ code: 3, outcome: 'unknown', error: { rule: 'overtaken' } });
    await run('use live', { terminal: noTerminal });
    expect(at(linkAt())).toBe('A=1\n');
  });
});

test('of two places, one that holds no copy would go on with other values: nothing is written', async () => {
  const root = scratch();
  layDown(await copyDue('paper', 'use paper'), root);
  const profile = readFileSync(join(root, 'profiles/paper.yaml'), 'utf8');
  const second = '  pine-trader.env: pine-trader.paper.env\n';
  write(
    root,
    'profiles/paper.yaml',
    profile.replace(second, `${second}  worker.env: pine-trader.paper.env\n`),
  );
  write(root, linkAt('worker'), 'A=1\n', 0o600);
  const before = readFileSync(join(root, envOf('paper')), 'utf8');
  const secretSources = aStore(withNewFeed('paper'));
  const told = await tell('pull paper', root, aHost({ secretSources, terminal: nobodyAsked }));
  expect([told.code, told.error?.rule]).toEqual([3, 'copy-in-place']);
  expect(told.error?.remedy).toContain('pine-env use paper');
  expect(secretSources.runs).toEqual([]);
  expect(readFileSync(join(root, envOf('paper')), 'utf8')).toBe(before);
});

describe('a pull that was killed between the file and its copy', () => {
  test('is finished by whichever change comes next when it is safe', async () => {
    const { run, both } = await inPaper();
    await run('pull paper', { disk: dyingAt(place) });
    expect(new Set(both()).size).toBe(2);
    await run('use live', { terminal: noTerminal });
    expect(new Set(both()).size).toBe(1);
    expect(both()[1]).toContain(newFeed);
  });

  test('waits for a person when it is live: nothing else copies it', async () => {
    const { root, run, at } = await inLive();
    const old = at(linkAt());
    await run('pull live', { disk: dyingAt(place), terminal: consenting });
    expect([at(envOf('live')).includes(newFeed), at(linkAt())]).toEqual([true, old]);
    expect(await run('status')).toMatchObject({ code: 1, links: [{ state: 'unproven' }] });
    const again = await run('pull live', { terminal: noTerminal });
    expect(again).toMatchObject({ code: 0, changes: false });
    expect(again.findings).toContainEqual(expect.objectContaining({ rule: 'copy-behind' }));
    expect(await run('use live', { terminal: noTerminal })).toMatchObject({ code: 3 });
    expect(at(linkAt())).toBe(old);
    expect(existsSync(join(root, 'Deployment/state/consent'))).toBe(false);
    expect(await run('use live', { terminal: consenting })).toMatchObject({ code: 0 });
    expect(at(linkAt())).toBe(at(envOf('live')));
    expect(await run('status --expect live')).toMatchObject({ code: 0, sound: true });
  });

  test('before the file was written keeps file, copy and consent', async () => {
    const { run, both } = await inLive();
    const before = both();
    const disk = dyingAt('pine-trader.live.env');
    await run('pull live', { disk, terminal: consenting });
    await run('use paper --dry-run');
    await run('pull live', { terminal: noTerminal });
    expect(both()).toEqual(before);
    expect(await run('status --expect live')).toMatchObject({ code: 0, sound: true });
  });
});

describe('whoever goes to paper while a live pull copies has won', () => {
  test.each(['before', 'after'] as const)('in the moment %s the rename', async (when) => {
    const { root, run, at } = await inLive();
    const disk = goneToPaper(root, place, when);
    const told = await run('pull live', { disk, terminal: consenting });
    expect(told).toMatchObject({ code: 3, outcome: 'unknown', error: { rule: 'overtaken' } });
    const isThere = existsSync(join(root, linkAt()));
    expect(isThere ? at(linkAt()) : '').toBe(when === 'after' ? at(envOf('paper')) : '');
    expect(await run('use paper')).toMatchObject({ code: 0 });
    expect(at(linkAt())).toBe(at(envOf('paper')));
  });
});
