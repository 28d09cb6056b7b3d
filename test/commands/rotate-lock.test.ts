import { expect, test } from 'vitest';
import { aHost, aLock, tell } from './a-host.ts';
import { aSystemd } from './a-systemd.ts';
import { aTerminal, phraseOn, types } from './a-terminal.ts';
import { aStage, hookKey, newHook, worker } from './rotating.ts';

const line = `rotate ${hookKey} --profile live`;

test('no lock is held while somebody is asked, nor while units restart', async () => {
  const { root } = await aStage('use paper', 'use live');
  const lock = aLock();
  const held: number[] = [];
  const terminal = aTerminal((shown) => {
    held.push(lock.held.size);
    return types(shown.said.at(-1)?.includes('(not shown)') ? newHook : phraseOn(shown));
  });
  const before = () => void held.push(lock.held.size);
  const { boot, unitControl, processes } = aSystemd(root, { units: [worker], before });
  boot(worker);
  const told = await tell(line, root, aHost({ lock, terminal, unitControl, processes }));
  expect(told).toMatchObject({ code: 0, ending: 'over' });
  expect(held).toEqual([0, 0, 0]);
  expect(lock.held.size).toBe(0);
});

test('who goes to paper while somebody is asked wins: nothing is stored', async () => {
  const { root, env } = await aStage('use paper', 'use live');
  const before = env('live');
  const terminal = aTerminal(async (shown) => {
    if (shown.said.at(-1)?.includes('(not shown)')) return types(newHook);
    await tell('use paper', root, aHost());
    return types(phraseOn(shown));
  });
  const told = await tell(line, root, aHost({ terminal }));
  expect(told).toMatchObject({ code: 3, error: { rule: 'changed-since-consent' } });
  expect(env('live')).toBe(before);
});
