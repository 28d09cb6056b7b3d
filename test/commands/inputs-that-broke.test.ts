import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { textsOf } from '../campaign/inputs/a-case.ts';
import { corpus } from '../campaign/inputs/corpus.ts';
import type { Prepared } from '../campaign/inputs/fuzz.ts';
import { runHere } from '../campaign/inputs/in-process.ts';
import { faultsOf, lookAround } from '../campaign/inputs/judge-run.ts';
import { aStageDirectory, prepareRoots } from '../campaign/inputs/prepare.ts';
import { piecesOf } from '../campaign/secret-pieces.ts';
import { layDown, type Thing } from './tree.ts';

const at: { prepared?: Prepared } = {};

beforeAll(async () => {
  at.prepared = await prepareRoots();
}, 180_000);

const limit = { timeout: 120_000 };

test.each(corpus({}).map(([about], index) => [about, index] as const))(
  'no harm comes of %s',
  limit,
  async (_about, index) => {
    const { trees, secrets } = at.prepared ?? expect.fail();
    const one = corpus(textsOf(trees.paper))[index]?.[1] ?? expect.fail();
    const tree = new Map<string, Thing>(trees[one.base]);
    for (const [path, bytes] of Object.entries(one.files ?? {})) {
      tree.set(path, { kind: 'file', mode: path.startsWith('profiles') ? 0o644 : 0o600, bytes });
    }
    const directory = aStageDirectory();
    layDown(tree, join(directory, 'root'));
    const before = lookAround(directory);
    const shown = await runHere(one, { directory });
    const around = [before, lookAround(directory)] as const;
    expect(faultsOf(one, shown, around, piecesOf(secrets, 12))).toEqual([]);
    expect(shown.seconds).toBeLessThan(20);
  },
);
