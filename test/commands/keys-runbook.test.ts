import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, tell } from './a-host.ts';
import { madeUp, plainPlan, rootAfter, write } from './a-root.ts';
import { layDown, treeOf } from './tree.ts';
import { say } from './what-runs.ts';

const checkout = resolve(import.meta.dirname, '../..');

async function aTree(): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  return root;
}

const later = () => {
  const host = aHost();
  return { ...host, clock: { ...host.clock, now: () => Date.UTC(2031, 0, 1) } };
};

/** Renders the page into a file of the root. */
async function rendered(root: string, format: 'md' | 'html'): Promise<string> {
  const { lines } = await say(`keys --runbook --format ${format}`, root, aHost());
  const file = join(root, `runbook.${format}`);
  write(root, `runbook.${format}`, `${lines.join('\n').replace(/\n+$/, '')}\n`);
  return file;
}

function edit(root: string, from: RegExp, to: string): void {
  const path = 'profiles/keys.yaml';
  write(root, path, readFileSync(join(root, path), 'utf8').replace(from, to));
}

test('the shipped page is what the shipped registry and profiles say', async () => {
  const file = join(checkout, 'Deployment/docs/runbook.md');
  expect(await tell(`keys --runbook --check ${file}`, checkout, aHost())).toMatchObject({
    code: 0,
    findings: [],
  });
});

describe.each(['md', 'html'] as const)('keys --runbook --format %s', (format) => {
  test('is the same on another day and another host, writes nothing, and names every key', async () => {
    const root = await aTree();
    const before = treeOf(root);
    const line = `keys --runbook --format ${format}`;
    const [today, then] = [await tell(line, root, aHost()), await tell(line, root, later())];
    expect(then.page).toEqual(today.page);
    expect(String(today.page)).toContain('DATABENTO_API_KEY');
    expect(String(today.page)).not.toContain(root);
    expect(treeOf(root)).toEqual(before);
  });

  test('is up to date until the registry is edited; then line and key are named', async () => {
    const root = await aTree();
    const file = await rendered(root, format);
    expect(await tell(`keys --runbook --check ${file}`, root, aHost())).toMatchObject({ code: 0 });
    edit(root, /purpose: Market data/, 'purpose: Prices');
    const told = await tell(`keys --check ${file}`, root, aHost());
    expect(told).toMatchObject({ code: 1, findings: [{ rule: 'runbook-outdated' }] });
    const [finding] = told.findings as unknown as readonly { where: string; message: string }[];
    expect(finding?.where).toMatch(/runbook\.\w+:\d+ DATABENTO_API_KEY$/);
    expect(finding?.message).toContain('1 line out of date; it should say: ');
    const at = Number(/:(\d+) /.exec(finding?.where ?? '')?.[1]);
    expect(readFileSync(file, 'utf8').split('\n')[at - 1]).toContain('Market data');
  });

  test('shows what people wrote as text, whatever it looks like', async () => {
    const root = await aTree();
    const nasty = '<img src=x onerror=alert(1)> | [a](javascript:b) `c` & "d"';
    edit(root, /purpose: Market data/, `purpose: '${nasty}'`);
    const page = String((await tell(`keys --runbook --format ${format}`, root, aHost())).page);
    expect(page).not.toContain('<img');
    if (format === 'md') expect(page).not.toContain('[a](');
  });
});

describe('keys --check', () => {
  test('says that a page is not there', async () => {
    const told = await tell('keys --check /nowhere/runbook.md', await aTree(), aHost());
    expect(told).toMatchObject({ code: 1, findings: [{ rule: 'runbook-missing' }] });
  });

  test('never quotes the file: it may be another one than was meant', async () => {
    const root = await aTree();
    const secret = madeUp('traderspost', 'paper orders 1');
    const told = await say('keys --check Deployment/env/pine-trader.paper.env', root, {
      ...aHost(),
      machine: { ...aHost().machine, workingDirectory: root },
    });
    expect(told.code).toBe(1);
    expect(told.lines.join('\n')).not.toContain(secret.slice(-12));
  });

  test.each([
    ['keys --runbook --format pdf', 'unknown-format'],
    ['keys --check /', 'not-a-page'],
  ])('%s is a usage error', async (line, rule) => {
    expect(await tell(line, await aTree(), aHost())).toMatchObject({ code: 2, error: { rule } });
  });
});
