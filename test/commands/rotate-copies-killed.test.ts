import { expect, test } from 'vitest';
import { aHost, tell } from './a-host.ts';
import { envOf, linkAt, plainPlan } from './a-root.ts';
import { noTerminal } from './a-terminal.ts';
import { type Also, type Case, cutShortEverywhere } from './rotate-campaign.ts';
import { feedKey, hookKey, newFeed, newHook, oldValue, piped } from './rotating.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

const plan = { ...plainPlan, activation: 'copy' } as const;

const cases: readonly Case[] = [
  {
    ...{ name: 'a paper data key, in place as a copy', plan, before: ['use paper'] },
    line: `rotate ${feedKey} --profile paper`,
    ...{ profile: 'paper', key: feedKey, value: newFeed },
  },
  {
    ...{ name: 'the live order webhook, in place as a copy', plan },
    before: ['use paper', 'use live'],
    line: `rotate ${hookKey} --profile live`,
    ...{ profile: 'live', key: hookKey, value: newHook },
  },
  {
    ...{ name: 'a live data key in place as a copy, given up', plan },
    before: ['use paper', 'use live'],
    line: `rotate ${feedKey} --profile live --abort`,
    ...{ profile: 'live', key: feedKey, value: oldValue(feedKey, 'live') },
    ...{ prepare: newFeed, back: true },
  },
];

const bytesAt = (tree: Tree, path: string) => {
  const thing = tree.get(path);
  return thing?.kind === 'file' ? thing.bytes : '';
};

/** What `status` says of the place is what stands there, nobody's absence moves live, and paper is a way out. */
const alsoTrue: Also = async (root, { profile, line, value }, left) => {
  const faults: string[] = [];
  const stood = bytesAt(left.tree, linkAt());
  layDown(left.tree, root);
  const status = await tell('status', root, aHost({ terminal: noTerminal }));
  const [told] = status.links as readonly { readonly state: string }[];
  const isFile = stood === bytesAt(left.tree, envOf(profile));
  if (told?.state !== (isFile ? 'linked' : 'unproven')) faults.push(`status: ${told?.state}`);

  const alone = aHost({ terminal: noTerminal, valueSources: piped(value), seed: 'alone' });
  const nobody = await tell(line, root, alone);
  const now = bytesAt(treeOf(root), linkAt());
  if (profile === 'live' && now !== stood) faults.push('nobody agreed, and live was copied');
  if (nobody.outcome === 'done' && now !== bytesAt(treeOf(root), envOf(profile)))
    faults.push('done without anybody, and the copy is not the file');

  layDown(left.tree, root);
  const paper = await tell('use paper', root, aHost({ terminal: noTerminal, seed: 'paper' }));
  const after = treeOf(root);
  const isPaper = bytesAt(after, linkAt()) === bytesAt(after, envOf('paper'));
  if (paper.code !== 0 || !isPaper) faults.push(`use paper: ${paper.code}`);
  if (after.has('Deployment/state/consent')) faults.push('paper, and consent lies there');
  return faults;
};

test.each(cases)(
  '$name: killed anywhere, the place is old or new, and told truly',
  { timeout: 400_000 },
  async (one) => {
    await cutShortEverywhere(one, alsoTrue);
    expect(one.plan).toBe(plan);
  },
);
