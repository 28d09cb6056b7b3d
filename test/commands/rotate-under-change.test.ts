import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Disk } from '../../src/ports.ts';
import { realDisk } from './a-host.ts';
import { envOf } from './a-root.ts';
import { aStage, feedKey, newFeed } from './rotating.ts';

/** A disk on which somebody comes right after the first rename to a name that ends like this. */
function comingAfter(ending: string, come: () => void): Disk {
  let isOver = false;
  const rename = (from: string, to: string) => {
    realDisk.rename(from, to);
    if (isOver || !to.endsWith(ending)) return;
    isOver = true;
    come();
  };
  return { ...realDisk, rename };
}

const steps = { 'the record': '.json', 'the registry': 'keys.yaml' } as const;

test.each([
  ['paper', 'live', 'the record'],
  ['paper', 'live', 'the registry'],
  ['live', 'paper', 'the record'],
  ['live', 'paper', 'the registry'],
] as const)(
  '%s is rotated, and its profile names the file of %s once %s is written: that file keeps its bytes',
  async (profile, other, step) => {
    const { root, run, env } = await aStage('use paper');
    const path = join(root, `profiles/${profile}.yaml`);
    const disk = comingAfter(steps[step], () => {
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replaceAll(`.${profile}.env`, `.${other}.env`));
    });
    const before = [env('paper'), env('live')];
    const told = await run(`rotate ${feedKey} --profile ${profile}`, newFeed, { disk });
    expect(told).toMatchObject({ code: 3, outcome: 'unknown' });
    expect(told.error?.rule).toBe('changed-since-consent');
    expect([env('paper'), env('live')]).toEqual(before);
  },
);

test('an edit of the env file in the middle of a rotation stays', async () => {
  const { root, run, env } = await aStage('use paper');
  const path = join(root, envOf('paper'));
  const edited = `${env('paper')}# edited\n`;
  const disk = comingAfter('keys.yaml', () => writeFileSync(path, edited));
  const told = await run(`rotate ${feedKey} --profile paper`, newFeed, { disk });
  expect(told).toMatchObject({ code: 3, error: { rule: 'changed-since-consent' } });
  expect(env('paper')).toBe(edited);
  expect(await run(`rotate ${feedKey} --profile paper`, newFeed)).toMatchObject({ code: 0 });
  expect(env('paper')).toContain('# edited');
});

test('an env file that is exchanged right after a rotation is told, with exit 1', async () => {
  const { root, run } = await aStage('use paper');
  const come = () => copyFileSync(join(root, envOf('live')), join(root, envOf('paper')));
  const told = await run(`rotate ${feedKey} --profile paper`, newFeed, { onAnnounce: come });
  expect(told).toMatchObject({ code: 1, outcome: 'done' });
  expect(told.findings).toContainEqual(expect.objectContaining({ rule: 'changed-afterwards' }));
});
