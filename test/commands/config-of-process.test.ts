import { lutimesSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { aProcess } from '../domain/running/a-process.ts';
import { scratch } from '../scratch.ts';
import { aHost, tell } from './a-host.ts';
import { envText, madeUp, plainPlan, rootAfter, write } from './a-root.ts';
import { layDown, type Tree } from './tree.ts';
import { managerOf, tableOf } from './what-runs.ts';

let tree: Tree;
beforeAll(async () => {
  tree = await rootAfter(plainPlan, 'use paper');
});

/** What status says of a worker with this config that was started so long ago, or so long after. */
async function judged(root: string, config: string, secondsAgo: number) {
  const startedAt = Date.now() - secondsAgo * 1000;
  const text = `${envText('paper')}PINE_RUNTIME_CONFIG=${config}\n`;
  const processes = tableOf([aProcess(text, { startedAt })]);
  const told = await tell('status', root, aHost({ processes, unitControl: managerOf([]) }));
  const [process] = told.processes as readonly { state: string; why: string | null }[];
  return { code: told.code, state: process?.state, why: process?.why };
}

function withConfigs(): string {
  const root = scratch();
  layDown(tree, root);
  mkdirSync(join(root, 'one'));
  mkdirSync(join(root, 'two'));
  write(root, 'one/config.json', '{}');
  const hook = madeUp('traderspost', 'live orders 1');
  write(root, 'two/config.json', JSON.stringify({ traderspost_webhook: hook }));
  return root;
}

describe('the config that a running worker names itself', () => {
  test.each([
    ['proves nothing else when it is older and says nothing', 'one/config.json', -5, 'matches'],
    ['makes it mixed when it has a live webhook', 'two/config.json', -5, 'mixed'],
    ['makes it unproven when it is newer', 'one/config.json', 5, 'unproven'],
    ['makes it unproven when it is not there', 'three.json', -5, 'unproven'],
  ] as const)('%s', async (_about, config, secondsAgo, state) => {
    const root = withConfigs();
    const told = await judged(root, join(root, config), secondsAgo);
    expect([told.code, told.state]).toEqual([state === 'matches' ? 0 : 1, state]);
  });

  test('makes it unproven when a link on the way was turned since, though the file is older', async () => {
    const root = withConfigs();
    const link = join(root, 'current');
    symlinkSync('one', link);
    const config = join(link, 'config.json');
    expect((await judged(root, config, -5)).state).toBe('matches');
    await new Promise((come) => setTimeout(come, 60));
    rmSync(link);
    symlinkSync('one', link);
    lutimesSync(link, 1, 1);
    const told = await judged(root, config, 0.03);
    expect(told.why).toMatch(/is newer than the process$/);
  });

  test('makes it unproven when nobody knows from where its path counts', async () => {
    const told = await judged(withConfigs(), 'one/config.json', -5);
    expect([told.code, told.state]).toEqual([1, 'unproven']);
  });
});
