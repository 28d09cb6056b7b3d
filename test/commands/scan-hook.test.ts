import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Given } from '../../src/commands/command.ts';
import { hookPart } from '../../src/commands/scan/hook.ts';
import { asksForHook } from '../../src/commands/scan/options.ts';
import { paintWith } from '../../src/render/paint.ts';
import { hookHost, must, put, unhooked } from '../hooks/a-hooked-repository.ts';

function given(words: readonly string[], ...flags: readonly string[]): Given {
  return {
    root: undefined,
    words,
    command: undefined,
    text: () => undefined,
    texts: () => undefined,
    number: () => undefined,
    flag: (name) => flags.includes(name),
  };
}

const host = hookHost();
const lines = async (words: Given) => {
  const report = await hookPart.run(words, host);
  return { report, text: hookPart.text(report, paintWith(false)).join('\n') };
};

test('the report tells which hooks were written where, and how to undo it', async () => {
  const at = unhooked();
  put(at, '.git/hooks/pre-push', '#!/bin/sh\n', 0o755);
  const { report, text } = await lines(given([at], 'install-hook'));
  expect(report).toMatchObject({ schema: 'pine-env/scan@1', outcome: 'done', exit: 0, root: null });
  expect(text).toBe(
    [
      `hooks of ${at} in ${at}/.git/hooks`,
      'pre-commit: written',
      'pre-push: written; what was there runs first, as pre-push.before-pine-env',
      'done; undo: pine-env scan --remove-hook',
    ].join('\n'),
  );
  expect((await lines(given([at], 'install-hook'))).text).toContain('nothing to do');
  const gone = await lines(given([at], 'remove-hook'));
  expect(gone.text).toContain('pre-push: taken away; what was there before is back\ndone');
});

test('hooks that would be committed are warned of', async () => {
  const at = unhooked();
  must(at, 'config', 'core.hooksPath', 'hooks');
  const { report } = await lines(given([at], 'install-hook'));
  expect(report.findings).toMatchObject([{ rule: 'hooks-in-work-tree', severity: 'warning' }]);
  expect((await lines(given([at], 'remove-hook'))).report.findings).toEqual([]);
});

test.each([
  ['both at once', given(['/'], 'install-hook', 'remove-hook')],
  ['neither', given(['/'], 'shared-hooks')],
  ['two repositories', given(['/a', '/b'], 'install-hook')],
])('%s is not understood', async (_about, words) => {
  await expect(hookPart.run(words, host)).rejects.toMatchObject({
    facts: { kind: 'usage', rule: 'one-at-a-time' },
  });
  expect(asksForHook(words)).toBe(true);
});

test('whoever commits later looks for the keys of the root that was named at installation', async () => {
  const at = unhooked();
  const root = rootOf(at);
  await hookPart.run({ ...given([at], 'install-hook'), root }, host);
  expect(readFileSync(`${at}/.git/hooks/pre-commit`, 'utf8')).toContain(`\nroot='${root}'\n`);
  expect((await lines(given([at], 'install-hook'))).text).not.toContain('nothing to do');
});

/** Enough of a root to be one. */
function rootOf(at: string): string {
  const root = `${at}/trading`;
  for (const part of ['profiles', 'Deployment'])
    mkdirSync(`${root}/${part}`, { recursive: true, mode: 0o755 });
  return realpathSync(root);
}
