import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { envOf, must, write } from './a-root.ts';
import { noTerminal } from './a-terminal.ts';
import { entries, rootWith, run } from './journal-root.ts';
import { attestPaper, retirementDue, retirePaper } from './registry-roots.ts';
import { layDown, type Tree } from './tree.ts';

const registryOf = (root: string) => readFileSync(join(root, 'profiles/keys.yaml'), 'utf8');
const printsIn = (text: string) => text.match(/(?:hmac-sha256:|salt: ")[0-9a-f]{32,}/g) ?? [];

/** The text without what a new salt changes. */
const apart = (text: string) =>
  text.replaceAll(/hmac-sha256:[0-9a-f]{32}/g, 'F').replace(/salt: .*/, 'S');

async function laid(tree: Promise<Tree>): Promise<string> {
  const root = scratch();
  layDown(await tree, root);
  return root;
}

test('a new salt enrols every value again, and nothing else in the file moves', async () => {
  const root = await rootWith('use live');
  write(root, 'profiles/keys.yaml', `# people's words\n${registryOf(root)}# and more\n`);
  const before = registryOf(root);
  expect(await run(root, 'keys --new-salt')).toMatchObject({ code: 0, forgotten: [] });
  const now = registryOf(root);
  expect(apart(now)).toBe(apart(before));
  expect(printsIn(before)).toHaveLength(9);
  expect(new Set([...printsIn(before), ...printsIn(now)]).size).toBe(18);
  expect((await entries(root))[0]).toMatchObject({ verb: 'keys-new-salt', kind: 'done' });
  for (const line of ['status --expect live', 'check --all', 'use paper', 'use live']) {
    expect(await run(root, line)).toMatchObject({ code: 0 });
  }
  for (const name of ['paper', 'live']) {
    expect(await run(root, `keys --enroll ${name}`)).toMatchObject({ code: 0, head: null });
  }
});

test('a value that is nowhere any more stands in the way, until somebody names it', async () => {
  const root = await laid(retirementDue());
  await must(root, `${retirePaper}`);
  const before = registryOf(root);
  const told = await run(root, 'keys --new-salt', { terminal: noTerminal });
  expect(told).toMatchObject({ code: 3, error: { rule: 'fingerprints-would-be-lost' } });
  const [data = '', hook = '', ...others] = told.error?.message.match(/(?<=, )[0-9a-f]{8}/g) ?? [];
  expect(told.error?.message).toContain(`TRADERSPOST_WEBHOOK_URL of paper, revoked, ${hook}`);
  expect(told.error?.message).toContain(`DATABENTO_API_KEY of paper, previous, ${data}`);
  expect(others).toEqual([]);
  expect(await run(root, `keys --new-salt --forget ${hook}`)).toMatchObject({ code: 3 });
  expect(registryOf(root)).toBe(before);
  const done = await run(root, `keys --new-salt --forget ${hook} --forget ${data}`);
  expect(done).toMatchObject({ code: 0, forgotten: [{ was: data }, { was: hook }] });
  expect(registryOf(root)).not.toMatch(/revoked|previous/);
  expect(await run(root, 'check --all')).toMatchObject({ code: 0 });
});

test('what is in force is never forgotten: its value is somewhere', async () => {
  const root = await rootWith('use paper');
  rmSync(join(root, envOf('live')));
  const told = await run(root, 'keys --new-salt');
  expect(told).toMatchObject({ code: 3, error: { rule: 'value-not-here' } });
  const found = told.error?.message.match(/(?<=live, current, )[0-9a-f]{8}/g) ?? [];
  expect(found).toHaveLength(2);
  const named = found.map((digits) => `--forget ${digits}`).join(' ');
  const again = await run(root, `keys --new-salt ${named}`);
  expect(again.error?.rule).toBe('value-not-here');
});

test('what was attested is dropped, since it was said of other fingerprints', async () => {
  const root = await rootWith('use paper', attestPaper);
  const dropped = [{ key: 'TRADERSPOST_WEBHOOK_URL', profile: 'paper' }];
  expect(await run(root, 'keys --new-salt')).toMatchObject({ code: 0, attestations: dropped });
  expect(registryOf(root)).not.toContain('SIM-1');
  await must(root, attestPaper);
});

test.each([
  ['--forget 12345678', '2 bad-option'],
  ['--forget 1234', '2 bad-option'],
  ['--profile paper', '2 bad-option'],
  ['--enroll paper', '2 bad-option'],
  ['paper', '2 too-many-words'],
])('keys --new-salt %s is refused', async (more, expected) => {
  const root = await rootWith();
  const { code, error } = await run(root, `keys --new-salt ${more}`, { terminal: noTerminal });
  expect(`${code} ${error?.rule}`).toBe(expected);
});

test('it wants a person, every profile readable, and no rotation under way', async () => {
  const root = await rootWith();
  const refusal = async () => {
    const { code, error } = await run(root, 'keys --new-salt', { terminal: noTerminal });
    return `${code} ${error?.rule}`;
  };
  expect(await refusal()).toBe('3 no-terminal');
  write(root, 'Deployment/state/rotation-A-paper.json', '{}');
  expect(await refusal()).toBe('3 rotation-open');
  rmSync(join(root, 'Deployment/state/rotation-A-paper.json'));
  write(root, 'profiles/live.yaml', 'tier: nonsense\n');
  expect(await refusal()).toMatch(/^5 /);
  write(root, 'profiles/live.yaml', readFileSync(join(root, 'profiles/paper.yaml'), 'utf8'));
  expect(await refusal()).toMatch(/^5 /);
});
