import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aStage } from './rotating.ts';

test('a change that only settled another one tells the new head of the journal', async () => {
  const { root, run } = await aStage('use paper', 'use live');
  const path = join(root, 'Deployment/state/journal.jsonl');
  const lines = () => readFileSync(path, 'utf8').trimEnd().split('\n');
  // As a kill leaves it between the relink and its last line.
  writeFileSync(path, `${lines().slice(0, -1).join('\n')}\n`);
  const told = await run('use paper');
  const last = JSON.parse(lines().at(-1) ?? '');
  expect(last).toMatchObject({ kind: 'recovered', how: 'undone' });
  expect(told).toMatchObject({ outcome: 'done', head: last.hash });
});
