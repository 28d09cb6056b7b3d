import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli.ts';
import { scratch } from '../scratch.ts';
import { aHost, tell } from './a-host.ts';
import { madeUp, plainPlan, rootAfter } from './a-root.ts';
import { aTerminal, noTerminal, silent, types } from './a-terminal.ts';
import { layDown, treeOf } from './tree.ts';

const orders = madeUp('traderspost', 'live orders 1');
const place = { key: 'TRADERSPOST_WEBHOOK_URL', environment: 'live', generation: 'current' };

async function aTree(): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  return root;
}

describe('keys --find', () => {
  test('tells whose a piped value is, and writes nothing', async () => {
    const root = await aTree();
    const before = treeOf(root);
    const told = await tell('keys --find', root, aHost({ pasted: `export A='${orders}'\n` }));
    expect(told).toMatchObject({ code: 0, ours: true, places: [place] });
    expect(treeOf(root)).toEqual(before);
  });

  test('asks at the terminal where stdin is one', async () => {
    const terminal = aTerminal(() => types(orders));
    const told = await tell('keys --find', await aTree(), aHost({ terminal }));
    expect(told).toMatchObject({ code: 0, places: [place] });
  });

  test('says not ours with exit 1', async () => {
    const pasted = madeUp('traderspost', 'a stranger');
    const told = await tell('keys --find', await aTree(), aHost({ pasted }));
    expect(told).toMatchObject({ code: 1, outcome: 'done', ours: false, places: [], sameEnd: [] });
  });

  test("says not ours of a webhook's password alone, and whose end that is", async () => {
    const pasted = orders.split('/').at(-1) ?? '';
    const told = await tell('keys --find', await aTree(), aHost({ pasted }));
    expect(told).toMatchObject({ code: 1, ours: false, places: [], sameEnd: [place] });
  });

  test('takes as many lines for either answer, and none of them holds the value', async () => {
    const root = await aTree();
    const part = orders.split('/').at(-1) ?? '';
    const answers = [orders, madeUp('opaque', 'a stranger'), part].map(async (pasted) => {
      const manner = { mayColour: async () => false, version: 'test' };
      const told = await run(['keys', '--find', '--root', root], () => aHost({ pasted }), manner);
      expect(told.out).not.toContain(pasted.slice(-12));
      return told.out.split('\n').length;
    });
    expect(new Set(await Promise.all(answers)).size).toBe(1);
  });

  test.each([
    ['nothing is piped in', { pasted: ' \n' }, 'no-value'],
    ['nobody answers', { terminal: silent }, 'no-value'],
    ['there is no terminal', { terminal: noTerminal }, 'no-value'],
    ['more than 64 KiB come', { pasted: 'x'.repeat(70_000) }, 'value-too-large'],
  ])('is a usage error when %s', async (_when, circumstances, rule) => {
    const told = await tell('keys --find', await aTree(), aHost(circumstances));
    expect(told).toMatchObject({ code: 2, error: { rule } });
  });

  test.each(['keys --find VALUE', 'keys VALUE --find', 'keys --find=VALUE'])(
    'refuses a value in the command line and does not repeat it: %s',
    async (line) => {
      const argv = line.replace('VALUE', orders);
      const told = await tell(argv, await aTree(), aHost({ pasted: orders }));
      expect(told.code).toBe(2);
      expect(JSON.stringify(told)).not.toContain(orders.slice(-12));
    },
  );

  test('does nothing when it is asked for something else as well', async () => {
    const told = await tell('keys --find --enroll live', await aTree(), aHost({ pasted: orders }));
    expect(told).toMatchObject({ code: 2, error: { rule: 'one-at-a-time' } });
  });
});
