import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';

const checkout = resolve(import.meta.dirname, '../..');
const { replaceTemplates } = await import(join(checkout, 'src/build/templates.mjs'));

function lay(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path);
  }
}

function filesBelow(root: string): readonly string[] {
  const names = readdirSync(root, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

const shipped = [
  'Deployment/README.md',
  'Deployment/env/pine-trader.env.example',
  'Deployment/systemd/pine-worker@.service',
  'profiles/keys.yaml',
  'profiles/paper.yaml',
  'profiles/schema/profile.json',
];
const secret = [
  'Deployment/env/pine-trader.live.env',
  'Deployment/env/pine-trader.paper.env',
  'Deployment/env/.pine-trader.live.env.swp',
  'Deployment/state/journal.jsonl',
  'Deployment/state/consent',
];

test('what is shipped is copied, and no real env file, link or state of a checkout in use', () => {
  const root = scratch();
  lay(root, [...shipped, ...secret]);
  symlinkSync('pine-trader.live.env', join(root, 'Deployment/env/pine-trader.env'));
  symlinkSync('pine-trader.live.env', join(root, 'Deployment/env/sly.env.example'));
  replaceTemplates(root, join(root, 'dist/templates'));
  expect(filesBelow(join(root, 'dist/templates'))).toEqual(shipped);
});

test('a template that is gone from the checkout is gone from the program', () => {
  const root = scratch();
  lay(root, ['profiles/paper.yaml', 'dist/templates/profiles/old.yaml']);
  replaceTemplates(root, join(root, 'dist/templates'));
  expect(filesBelow(join(root, 'dist/templates'))).toEqual(['profiles/paper.yaml']);
  expect(readdirSync(join(root, 'dist'))).toEqual(['templates']);
});

test('a checkout with nothing to ship has no templates', () => {
  const root = scratch();
  replaceTemplates(root, join(root, 'templates'));
  expect(existsSync(join(root, 'templates'))).toBe(false);
});
