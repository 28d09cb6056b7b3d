import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { templatesIn } from '../../src/adapters/templates.ts';
import { scratch } from '../scratch.ts';

function tree(...paths: readonly string[]): string {
  const root = scratch();
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `in ${path}`);
  }
  return root;
}

const paths = (root: string) =>
  templatesIn(root)
    .all()
    .map(({ path }) => path);

describe('the templates', () => {
  test('are every file below profiles and Deployment, in order, with their bytes', () => {
    const root = tree(
      'Deployment/systemd/b.service',
      'profiles/paper.yaml',
      'profiles/schema/a.json',
    );
    expect(paths(root)).toEqual([
      'profiles/paper.yaml',
      'profiles/schema/a.json',
      'Deployment/systemd/b.service',
    ]);
    expect(Buffer.from(templatesIn(root).all()[0]?.bytes ?? []).toString()).toBe(
      'in profiles/paper.yaml',
    );
  });

  test('are no real env file, no link, no state: a checkout in use holds keys beside them', () => {
    const root = tree(
      'Deployment/env/pine-trader.env.example',
      'Deployment/env/pine-trader.live.env',
      'Deployment/env/pine-trader.live.env~',
      'Deployment/env/.pine-trader.live.env.swp',
      'Deployment/env/old/pine-trader.live.env',
      'Deployment/env/.gitignore',
      'Deployment/state/journal.jsonl',
      'Deployment/state/consent',
      'src/main.ts',
      'package.json',
    );
    symlinkSync('pine-trader.live.env', join(root, 'Deployment/env/pine-trader.env'));
    symlinkSync('pine-trader.live.env', join(root, 'Deployment/env/linked.env.example'));
    symlinkSync('/etc', join(root, 'Deployment/linked'));
    expect(paths(root)).toEqual(['Deployment/env/pine-trader.env.example']);
  });

  test('are none where there is nothing', () => {
    expect(paths(tree('README.md'))).toEqual([]);
  });
});
