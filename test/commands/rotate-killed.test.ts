import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { type Case, cutShortEverywhere, rotationOf } from './rotate-campaign.ts';
import { faultsAtOnce, runAt } from './rotate-run.ts';
import { feedKey, hookKey, newFeed, newHook, oldValue } from './rotating.ts';
import { layDown } from './tree.ts';

const cases: readonly Case[] = [
  {
    name: 'a paper data key',
    before: ['use paper'],
    ...{
      line: `rotate ${feedKey} --profile paper`,
      profile: 'paper',
      key: feedKey,
      value: newFeed,
    },
  },
  {
    name: 'the live order webhook',
    before: ['use paper', 'use live'],
    ...{ line: `rotate ${hookKey} --profile live`, profile: 'live', key: hookKey, value: newHook },
  },
  {
    name: 'a live data key that is given up',
    before: ['use paper', 'use live'],
    prepare: newFeed,
    back: true,
    ...{
      line: `rotate ${feedKey} --profile live --abort`,
      profile: 'live',
      key: feedKey,
      value: oldValue(feedKey, 'live'),
    },
  },
  {
    name: 'the last word on a paper data key',
    before: ['use paper'],
    prepare: newFeed,
    ...{
      line: `rotate ${feedKey} --profile paper --revoked`,
      profile: 'paper',
      key: feedKey,
      value: '',
    },
  },
];

test.each(cases)(
  '$name: killed anywhere, the same command comes to the same end',
  { timeout: 300_000 },
  (one) => cutShortEverywhere(one),
);

test('the judge of these kills finds a value beside the env file, and one that nobody registered', async () => {
  const root = scratch();
  const [first] = cases;
  if (first === undefined) return;
  const rotation = await rotationOf(first, root);
  const clean = await runAt(root, rotation);
  const registry = clean.tree.get('profiles/keys.yaml');
  if (registry?.kind !== 'file') return;
  const stray = { kind: 'file', mode: 0o600, bytes: newFeed } as const;
  const emptied = { ...registry, bytes: registry.bytes.replaceAll(/hmac-sha256:\w+/g, 'x') };
  const tree = new Map([
    ...clean.tree,
    ['Deployment/env/x.bak', stray],
    ['profiles/keys.yaml', emptied],
  ]);
  layDown(tree, root);
  expect(faultsAtOnce(rotation, { ...clean, tree })).toEqual([
    'what stands in the env file is not registered',
    'a value in Deployment/env/x.bak',
  ]);
});
