import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { madeUp } from './a-root.ts';
import { nobodyAsked } from './a-terminal.ts';
import { aStore, feedKey, fromCommand, hookKey, sourcedTree } from './pulling.ts';
import { layDown } from './tree.ts';
import { givenTo, ownOf, told, underProfile } from './under-a-profile.ts';

const expects = 'expect: { POLICY_KILLSWITCH: { flag: explicit } }\n';
const line = 'run paper -- env';
const feed = madeUp('databento', 'paper feed 1');
const hook = madeUp('traderspost', 'paper orders 1');
const values = (flag: string, given = feed) =>
  [`${feedKey}=${given}`, `${hookKey}=${hook}`, flag, ''].join('\n');

async function ran(said: string) {
  const root = scratch();
  layDown(await sourcedTree(`${fromCommand}${expects}`, 'use paper'), root);
  const given = { secretSources: aStore(said), terminal: nobodyAsked };
  return underProfile(root, line, ownOf({}), given);
}

test('a command gets what the source gives, when that is what the profile expects', async () => {
  const outcome = await ran(values('POLICY_KILLSWITCH=true'));
  expect(told(outcome)).toBe('becomes env');
  expect(givenTo(outcome)).toMatchObject({ [feedKey]: feed, POLICY_KILLSWITCH: 'true' });
});

test.each([
  ['a switch that says nothing', values('POLICY_KILLSWITCH=maybe')],
  ['no switch at all', values('')],
  ['an empty secret', values('POLICY_KILLSWITCH=true', '')],
  ['a placeholder', values('POLICY_KILLSWITCH=true', 'your_key_here')],
])('%s from the source starts nothing', async (_what, said) => {
  const outcome = await ran(said);
  expect(told(outcome)).toBe('3 blocked-by-findings');
  expect(outcome.becomes).toBeUndefined();
});
