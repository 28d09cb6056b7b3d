import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, tell } from './a-host.ts';
import { envOf } from './a-root.ts';
import { consenting } from './a-terminal.ts';
import { fromCommand, sourcedTree } from './pulling.ts';
import { layDown, treeOf } from './tree.ts';

async function withoutFile(profile: string, source = fromCommand) {
  const root = scratch();
  layDown(await sourcedTree(source), root);
  rmSync(join(root, envOf(profile)));
  return { root, run: (line: string) => tell(line, root, aHost({ terminal: consenting })) };
}

describe('a profile with a source and no env file', () => {
  test.each(['check paper', 'check --all'])(
    'is sound for %s, which says how to write it',
    async (line) => {
      const { run } = await withoutFile('paper');
      const told = await run(line);
      expect(told.code).toBe(0);
      expect(told.findings).toContainEqual(
        expect.objectContaining({
          rule: 'env-file-missing',
          severity: 'info',
          remedy: expect.stringContaining('pine-env pull paper'),
        }),
      );
    },
  );

  test('is listed by its source', async () => {
    const { run } = await withoutFile('paper');
    const { profiles } = await run('list');
    expect(profiles).toContainEqual(
      expect.objectContaining({ profile: 'paper', state: 'from command' }),
    );
  });

  test.each([
    ['paper', 'env-file-missing', 4],
    ['live', 'blocked-by-findings', 3],
  ])('cannot be linked: %s', async (profile, rule, code) => {
    const { root, run } = await withoutFile(profile);
    const before = treeOf(root).get('Deployment/env/pine-trader.env');
    const told = await run(`use ${profile}`);
    expect([told.code, told.error?.rule]).toEqual([code, rule]);
    expect(treeOf(root).get('Deployment/env/pine-trader.env')).toEqual(before);
  });

  test('is an error like any other when it is linked', async () => {
    const { root, run } = await withoutFile('live');
    await run('use paper');
    rmSync(join(root, envOf('paper')));
    expect(await run('check paper')).toMatchObject({ code: 1 });
    expect(await run('status')).toMatchObject({ code: 1 });
  });

  test('is an error where there is no source', async () => {
    const { run } = await withoutFile('paper', '');
    expect(await run('check paper')).toMatchObject({ code: 1 });
  });
});
