import { expect, test } from 'vitest';
import { diskThatFails } from './broken-disk.ts';
import { aStage, feedKey, newFeed } from './rotating.ts';

const line = `rotate ${feedKey} --profile paper --no-restart`;

test.each([
  ['the record is there, but not durable', 'syncDirectory', 'Deployment/state'],
  ['the record is there, and the journal takes no line', 'append', 'journal.jsonl'],
] as const)('%s: nobody says that nothing was done, and it goes on', async (_, call, ending) => {
  const { run, env } = await aStage('use paper');
  const { disk, hits } = diskThatFails('EIO', [call], ending);
  const told = await run(line, newFeed, { disk });
  expect(hits()).toBeGreaterThan(0);
  expect(told).toMatchObject({ code: 4, outcome: 'unknown', error: { rule: 'disk-failed' } });
  expect(env('paper')).not.toContain(newFeed);
  expect(await run(line, newFeed)).toMatchObject({ code: 0, outcome: 'done' });
  expect(env('paper')).toContain(newFeed);
});

test('a record that could not be written is nothing done', async () => {
  const { run } = await aStage('use paper');
  const { disk } = diskThatFails('ENOSPC', ['rename'], `rotation-${feedKey}-paper.json`);
  const told = await run(line, newFeed, { disk });
  expect(told).toMatchObject({ code: 4, outcome: 'not-done', error: { rule: 'disk-full' } });
});
