import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from './scratch.ts';

const checkout = resolve(import.meta.dirname, '..');

function closingLineOf(source: string): { readonly line: string; readonly code: number | null } {
  const room = scratch();
  writeFileSync(join(room, 'planted.test.ts'), source);
  writeFileSync(join(room, 'vitest.config.mjs'), 'export default { test: { globals: true } };');
  const reporters = ['default', join(checkout, 'test/closing-line-reporter.ts')];
  const ran = spawnSync(
    process.execPath,
    [
      join(checkout, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--root', room],
      ...reporters.map((reporter) => `--reporter=${reporter}`),
    ],
    { cwd: room, encoding: 'utf8' },
  );
  const last = ran.stdout.trimEnd().split('\n').at(-1);
  return { line: last ?? '', code: ran.status };
}

const good = "test('good', () => {});";

test.each([
  ['all is well', good, '1 passed, 0 failed, 0 skipped', 0],
  [
    'one fails, two are left out',
    `${good} test('bad', () => { throw new Error('x'); }); test.skip('s', () => {}); test.todo('t');`,
    '1 passed, 1 failed, 2 skipped',
    1,
  ],
  [
    'a file breaks before its tests',
    `${good} throw new Error('x');`,
    '0 passed, 1 failed, 0 skipped',
    1,
  ],
  [
    'an error escapes',
    "test('good', async () => { setTimeout(() => { throw new Error('x'); }); await new Promise((r) => setTimeout(r, 50)); });",
    '1 passed, 1 failed, 0 skipped',
    1,
  ],
])('the closing line tells when %s', (_, source, line, code) => {
  expect(closingLineOf(source)).toEqual({ line, code });
});
