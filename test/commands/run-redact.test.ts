import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/cli.ts';
import { scratch } from '../scratch.ts';
import { madeUp, plainPlan, rootAfter } from './a-root.ts';
import { layDown } from './tree.ts';
import { ownOf, underProfile } from './under-a-profile.ts';

const plain = ownOf({ PATH: '/usr/bin' });

async function aRoot(): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  return root;
}

const hiddenBy = ({ becomes }: Outcome) =>
  becomes?.hides?.map(({ name, text }) => `${name} ${text.reveal()}`);

test('hidden are the keys of the profile and of every other that can be read, and no setting', async () => {
  const hidden = hiddenBy(await underProfile(await aRoot(), 'run paper --redact -- worker', plain));
  expect(hidden).toEqual(
    expect.arrayContaining([
      `DATABENTO_API_KEY ${madeUp('databento', 'paper feed 1')}`,
      `TRADERSPOST_WEBHOOK_URL ${madeUp('traderspost', 'paper orders 1')}`,
      `TRADERSPOST_WEBHOOK_URL ${madeUp('traderspost', 'live orders 1')}`,
      `TRADERSPOST_WEBHOOK_URL ${madeUp('traderspost', 'live orders 1').split('/').at(-1)}`,
    ]),
  );
  expect(hidden?.filter((one) => one.startsWith('POLICY'))).toEqual([]);
});

test('what the command does not get is hidden as well', async () => {
  const line = 'run paper --redact --only DATABENTO_API_KEY -- worker';
  const hidden = hiddenBy(await underProfile(await aRoot(), line, plain));
  expect(hidden).toContain(`TRADERSPOST_WEBHOOK_URL ${madeUp('traderspost', 'paper orders 1')}`);
});

test('without --redact nothing is hidden', async () => {
  expect(hiddenBy(await underProfile(await aRoot(), 'run paper -- worker', plain))).toBe(undefined);
});

test('a key that anybody could guess is named instead', async () => {
  const root = await aRoot();
  const registry = join(root, 'profiles/keys.yaml');
  const text = readFileSync(registry, 'utf8');
  writeFileSync(
    registry,
    text.replace(
      /^keys:.*$/m,
      'keys:\n  DB_PASSWORD: { secret: true, purpose: A test, sharing: shared }',
    ),
  );
  appendFileSync(join(root, 'Deployment/env/pine-trader.paper.env'), 'DB_PASSWORD=hunter2\n');
  const outcome = await underProfile(root, 'run paper --redact -- worker', plain);
  expect(outcome.err).toBe(
    'pine-env: warning not-redacted  what the command prints: too short or too easy to guess to be hidden: DB_PASSWORD\n',
  );
});
