import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { envOf, madeUp } from './a-root.ts';
import { aStage, feedKey, generations } from './rotating.ts';

test.each([
  ['before it was written', true],
  ['after it was written', false],
])(
  'an enrolment cut short %s is settled, and the same command goes on at once',
  async (_, isLost) => {
    const { root, run, registry, env } = await aStage('use paper');
    const file = join(root, envOf('paper'));
    const value = madeUp('databento', 'by hand');
    writeFileSync(file, env('paper').replace(/^DATABENTO_API_KEY=.*$/m, `${feedKey}=${value}`));
    const before = registry();
    expect(await run('keys --enroll paper')).toMatchObject({ code: 0 });
    const after = registry();
    const journal = join(root, 'Deployment/state/journal.jsonl');
    const lines = () => readFileSync(journal, 'utf8').trimEnd().split('\n');
    writeFileSync(journal, `${lines().slice(0, -1).join('\n')}\n`);
    if (isLost) writeFileSync(join(root, 'profiles/keys.yaml'), before);
    expect(await run('keys --enroll paper')).toMatchObject({ code: 0, outcome: 'done' });
    expect(generations(registry(), feedKey, 'paper')).toEqual(generations(after, feedKey, 'paper'));
    const how = isLost ? 'nothing-happened' : 'finished';
    expect(lines().map((line) => JSON.parse(line).how)).toContain(how);
  },
);
