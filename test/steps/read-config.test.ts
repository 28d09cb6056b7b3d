import { expect, test } from 'vitest';
import { largestProfile } from '../../src/domain/limits.ts';
import { aHost, tell } from '../commands/a-host.ts';
import { aRoot, plainPlan, profileText, write } from '../commands/a-root.ts';

test('a profile that is larger than any profile is not read, whatever stands in it', async () => {
  const root = await aRoot();
  const paper = profileText({ name: 'paper', tier: 'safe' }, plainPlan);
  write(root, 'profiles/paper.yaml', paper + '#'.repeat(largestProfile - paper.length));
  expect((await tell('check paper', root, aHost())).error).toBeUndefined();
  write(root, 'profiles/paper.yaml', paper + '#'.repeat(largestProfile - paper.length + 1));
  expect(await tell('use paper', root, aHost())).toMatchObject({
    code: 4,
    error: { rule: 'config-too-large' },
  });
});
