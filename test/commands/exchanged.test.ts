import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Disk } from '../../src/ports.ts';
import { realDisk } from './a-host.ts';
import { aPullStage, aStore, fromCommand, withNewFeed } from './pulling.ts';
import { aStage, feedKey, newFeed } from './rotating.ts';

/** A disk on which somebody puts a link to live in the place of a file of this name, before or after its rename. */
function exchanging(name: string, when: 'before' | 'after'): Disk {
  const exchange = (path: string) => {
    rmSync(path);
    symlinkSync('pine-trader.live.env', path);
  };
  const rename = (from: string, to: string) => {
    const isIt = to.endsWith(`/${name}`);
    if (isIt && when === 'before') exchange(from);
    realDisk.rename(from, to);
    if (isIt && when === 'after') exchange(to);
  };
  return { ...realDisk, rename };
}

const file = 'pine-trader.paper.env';
const kinds = (root: string) =>
  readFileSync(join(root, 'Deployment/state/journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).kind);

const moments = ['before', 'after'] as const;

test.each(moments)(
  'an env file that is exchanged %s its rename: no rotation is done',
  async (when) => {
    const { root, run } = await aStage('use paper');
    const line = `rotate ${feedKey} --profile paper --no-restart`;
    const told = await run(line, newFeed, { disk: exchanging(file, when) });
    expect(told).toMatchObject({ code: 4, outcome: 'unknown', error: { rule: 'exchanged' } });
    expect(kinds(root).at(-1)).not.toBe('done');
  },
);

test.each(moments)('an env file that is exchanged %s its rename: no pull is done', async (when) => {
  const { root, run } = await aPullStage(fromCommand, 'use paper');
  const disk = exchanging(file, when);
  const told = await run('pull paper', aStore(withNewFeed('paper')), { disk });
  expect(told).toMatchObject({ code: 4, outcome: 'unknown', error: { rule: 'exchanged' } });
  expect(kinds(root).at(-1)).not.toBe('done');
});
