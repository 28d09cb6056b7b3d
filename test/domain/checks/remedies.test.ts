import { expect, test } from 'vitest';
import type { Check } from '../../../src/domain/checks/check.ts';
import { directoryWritable } from '../../../src/domain/checks/directory-writable.ts';
import { envFileMissing } from '../../../src/domain/checks/env-file-missing.ts';
import { judge, viewOf } from '../../../src/domain/checks/index.ts';
import { journalChecks } from '../../../src/domain/checks/journal-checks.ts';
import { aWorld, fileFacts, paperFile, type Setup } from '../a-world.ts';
import { body } from '../journal-samples.ts';

function remedyOf(check: Check, setup: Setup): string | undefined {
  const view = viewOf(aWorld(setup), 'paper');
  return view && judge([check], view)[0]?.remedy;
}

test('a directory that is everybody’s on purpose is not to be shut', () => {
  const at = (mode: number) => remedyOf(directoryWritable, { directories: { '/t': { mode } } });
  expect(at(0o1777)).toBe('move the root to a place of your own');
  expect(at(0o777)).toContain('chmod go-w /t');
});

test('an adoption that was cut short is settled by adopt: where its plain file stands, a switch refuses', () => {
  const entry = { ...body('intent', 1, { profile: 'paper', tier: 'safe' }), v: 1, seq: 2 } as const;
  const open = { ...entry, prev: '', hash: '' };
  const remedy = (verb: string) =>
    remedyOf(journalChecks[0] as Check, { journal: { open: { ...open, verb }, damaged: 0 } });
  expect(remedy('adopt')).toBe('the next change finishes it: pine-env adopt');
  expect(remedy('use')).toBe('the next change finishes it: pine-env use paper');
});

test('where a plain file holds the keys, no example is to be put beside it', () => {
  const files = { [paperFile]: { kind: 'absent', file: paperFile } } as const;
  const link = { link: 'pine-trader.env', facts: fileFacts({}) };
  const plain = remedyOf(envFileMissing, { files, links: { 'pine-trader.env': link } });
  expect(plain).toContain('pine-env adopt');
  expect(remedyOf(envFileMissing, { files })).toContain('pine-trader.env.example');
});
