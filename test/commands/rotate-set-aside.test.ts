import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { realDisk } from './a-host.ts';
import { envOf, madeUp } from './a-root.ts';
import { noTerminal } from './a-terminal.ts';
import { diskThatFails } from './broken-disk.ts';
import { killed } from './fault-plan.ts';
import { aStage, feedKey, generations, newFeed, oldValue } from './rotating.ts';
import { treeOf } from './tree.ts';

const line = (profile: string) => `rotate ${feedKey} --profile ${profile}`;
const record = (profile: string) => `Deployment/state/rotation-${feedKey}-${profile}.json`;
const ways = { paper: ['use paper'], live: ['use paper', 'use live'] } as const;

/** Where a rotation stood still: the value was registered, or stored, or is current. */
type Stood = 'enrolled' | 'stored' | 'promoted';

/** A rotation that was killed when it stood so, and its record is half. */
async function halfRecord(profile: 'paper' | 'live', stood: Stood = 'promoted') {
  const stage = await aStage(...ways[profile]);
  const [last, nth] = {
    enrolled: [`${profile}.env`, 1],
    stored: ['keys.yaml', 2],
    promoted: ['', 9],
  }[stood] as [string, number];
  let seen = 0;
  const rename = (from: string, to: string) => {
    if (last !== '' && to.endsWith(last)) seen += 1;
    if (seen >= nth) throw killed;
    realDisk.rename(from, to);
  };
  const disk = { ...realDisk, rename };
  await stage.run(`${line(profile)} --no-restart`, newFeed, { disk });
  writeFileSync(join(stage.root, record(profile)), '{"v":1');
  return stage;
}

/** All but the journal, the record and the lock. */
function still(root: string): string {
  const own = /^Deployment\/state\/(?:journal|lock|.*rotation-)/;
  return JSON.stringify([...treeOf(root)].filter(([name]) => !own.test(name)));
}

function asides(root: string): readonly string[] {
  return readdirSync(join(root, 'Deployment/state')).filter((name) => name.startsWith('set-aside'));
}

const alone = { terminal: noTerminal };

describe.each(['paper', 'live'] as const)('a half record of %s, given up', (profile) => {
  test.each([
    ['enrolled', 'the new value was never stored', `pine-env ${line(profile)}`],
    ['stored', 'stored, and not current yet', `pine-env keys --enroll ${profile}`],
    ['promoted', 'what stands there is current', 'pine-env status'],
  ] as const)('when it was %s: says what is known, and changes nothing', async (stood, ...says) => {
    const [meaning, remedy] = says;
    const { root, run, systemd } = await halfRecord(profile, stood);
    const was = still(root);
    const told = await run(`${line(profile)} --abort --reason lost`, '', alone);
    expect(told).toMatchObject({ code: 0, outcome: 'done' });
    expect(told.remedy).toContain(`${remedy} --root`);
    const known = (told.known as readonly string[]).join('\n');
    expect(known).toContain(meaning);
    expect(known).toMatch(/the env file of \w+ holds [0-9a-f]{8}: \w+/);
    expect(known).toMatch(/journal, 20.*->/);
    expect(JSON.stringify(told)).not.toContain(newFeed);
    expect(still(root)).toBe(was);
    expect(asides(root)).toHaveLength(1);
    expect(await run('rotate --status')).toMatchObject({ open: [] });
    expect(systemd.did).toEqual([]);
  });

  test('and what it names as the next step ends it', async () => {
    const { run, registry } = await halfRecord(profile, 'stored');
    await run(`${line(profile)} --abort`);
    expect(await run(`keys --enroll ${profile}`)).toMatchObject({ code: 0 });
    expect(generations(registry(), feedKey, profile)).toEqual(['previous', 'current']);
  });
});

test('a value that nobody knows is told as one, and the next step is to look', async () => {
  const { root, run, env } = await halfRecord('paper');
  const path = join(root, envOf('paper'));
  writeFileSync(path, env('paper').replace(newFeed, madeUp('databento', 'third')));
  const told = await run(`${line('paper')} --abort`, '', alone);
  expect(told.code).toBe(0);
  expect(told.remedy).toContain('pine-env check paper');
  expect((told.known as readonly string[])[0]).toContain('not registered for it');
});

test('without a readable registry it is set aside all the same', async () => {
  const { root, run } = await halfRecord('paper');
  writeFileSync(join(root, 'profiles/keys.yaml'), 'keys: [');
  const told = await run(`${line('paper')} --abort`, '', alone);
  expect(told.code).toBe(0);
  expect(told.remedy).toContain('pine-env check paper');
  expect(told.known).toContain('the registry cannot be read');
  expect(asides(root)).toHaveLength(1);
});

test('a record that can be read is not set aside, and none is no record', async () => {
  const { root, run } = await aStage('use paper');
  const none = await run(`${line('paper')} --abort`);
  expect(none).toMatchObject({ code: 3, error: { rule: 'no-rotation' } });
  await run(`${line('paper')} --no-restart`, newFeed);
  const told = await run(`${line('paper')} --abort`, oldValue(feedKey, 'paper'));
  expect(told).toMatchObject({ code: 0, ending: 'over' });
  expect(asides(root)).toEqual([]);
});

test('a disk that fails leaves it where it was, and says so', async () => {
  const { root, run } = await halfRecord('paper');
  const { disk } = diskThatFails('EIO', ['rename'], `rotation-${feedKey}-paper.json`);
  const told = await run(`${line('paper')} --abort`, '', { ...alone, disk });
  expect(told).toMatchObject({ code: 4, outcome: 'unknown' });
  expect(asides(root)).toEqual([]);
  expect(await run(`${line('paper')} --abort`, '', alone)).toMatchObject({ code: 0 });
});

test('says it in lines that an operator can read', async () => {
  const { root } = await halfRecord('paper');
  const { run } = await import('../../src/cli.ts');
  const { aHost } = await import('./a-host.ts');
  const words = [...`${line('paper')} --abort`.split(' '), '--root', root];
  const manner = { mayColour: async () => false, version: 'test' };
  const { out, code } = await run(words, () => aHost({}), manner);
  expect(code).toBe(0);
  expect(out).toContain(
    'the record is set aside; nothing else was changed\n  Deployment/state/set-aside-',
  );
  expect(out.trim().split('\n').at(-1)).toContain('-> pine-env status');
});
