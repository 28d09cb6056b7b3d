import { expect, test } from 'vitest';
import { bareEnvironment, commandOf, start } from '../faults/program.ts';
import { sandbox } from '../faults/sandbox.ts';
import { keysOf } from '../gate/a-worker.ts';

test('bytes that are no UTF-8 come to the command as they are, and a live key beside them does not', async () => {
  const root = await sandbox();
  const live = keysOf(root, 'live').TRADERSPOST_WEBHOOK_URL ?? '';
  const inherit = String.raw`X=$(printf 'a\377b') exec "$@"`;
  const show = 'printf %s "$X" | od -An -tx1; echo "${HOOK-none} $PINE_ENV_PROFILE"';
  const words = commandOf(['run', 'paper', '--root', root, '--', 'sh', '-c', show]);
  const ran = await start(['/bin/sh', '-c', inherit, 'sh', ...words], {
    env: { ...bareEnvironment, HOOK: live },
  });
  expect(ran).toMatchObject({ code: 0, out: ' 61 ff 62\nnone paper\n' });
  expect(ran.err).toContain('not handed on: HOOK (a key of live)');
});
