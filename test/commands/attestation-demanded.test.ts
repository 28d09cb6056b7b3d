import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Told } from './a-host.ts';
import { envOf, envText, must, write } from './a-root.ts';
import { linked, rootWith, run } from './journal-root.ts';
import { attestPaper } from './registry-roots.ts';

const attestLive = attestPaper.replace('paper', 'live');

/** A root on paper whose registry wants the webhook attested. */
async function demanding(...lines: readonly string[]): Promise<string> {
  const root = await rootWith('use paper');
  const text = readFileSync(join(root, 'profiles/keys.yaml'), 'utf8');
  const demand = 'purpose: Orders\n    attest: true # who feeds whom\n';
  write(root, 'profiles/keys.yaml', text.replace('purpose: Orders\n', demand));
  for (const line of lines) await must(root, line);
  return root;
}

const rules = ({ findings }: Told) =>
  findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);

test('use live refuses without a word on its accounts, and goes on with one', async () => {
  const root = await demanding();
  const told = await run(root, 'use live');
  expect(told).toMatchObject({ code: 3, error: { rule: 'blocked-by-findings' } });
  expect(rules(told)).toEqual(['attestation-missing']);
  await must(root, attestLive);
  await must(root, 'use live');
  expect(linked(root)).toBe('pine-trader.live.env');
});

test('use paper reports it, and links all the same', async () => {
  const root = await demanding(attestLive, 'use live');
  const told = await run(root, 'use paper');
  expect(told).toMatchObject({ code: 0, outcome: 'done' });
  expect(rules(told)).toEqual(['attestation-missing']);
  expect(linked(root)).toBe('pine-trader.paper.env');
});

test.each(['status', 'status --expect paper', 'check paper'])(
  '%s says no until somebody has looked',
  async (line) => {
    const root = await demanding();
    expect(await run(root, line)).toMatchObject({ code: 1 });
    expect(rules(await run(root, line))).toEqual(['attestation-missing']);
    await must(root, attestPaper);
    expect(await run(root, line)).toMatchObject({ code: 0 });
  },
);

test('another value needs another look: the old word is not said of it', async () => {
  const root = await demanding(attestPaper);
  write(root, envOf('paper'), envText('paper', 2), 0o600);
  await must(root, 'keys --enroll paper');
  expect(rules(await run(root, 'status'))).toEqual(['attestation-expired']);
  await must(root, attestPaper);
  expect(await run(root, 'status')).toMatchObject({ code: 0 });
  expect(readFileSync(join(root, 'profiles/keys.yaml'), 'utf8')).toContain('# who feeds whom\n');
});
