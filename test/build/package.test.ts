import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { yamlConfig } from '../../src/adapters/yaml-config.ts';
import { scratch } from '../scratch.ts';

const checkout = resolve(import.meta.dirname, '../..');
const manifest = readFileSync(join(checkout, 'package.json'), 'utf8');
const { version } = JSON.parse(manifest);
const clone = scratch();

/** What a clone would hold, before anything was built. */
function layDown(): void {
  const listed = execFileSync('git', ['-C', checkout, 'ls-files', '-z'], { encoding: 'utf8' });
  for (const path of listed.split('\0').filter((one) => /^(?!test\/)./.test(one))) {
    if (existsSync(join(checkout, path))) cpSync(join(checkout, path), join(clone, path));
  }
  symlinkSync(join(checkout, 'node_modules'), join(clone, 'node_modules'));
}

beforeAll(layDown);

describe('npm pack in a fresh clone', () => {
  test('builds the program, and says the name of the package and nothing else', () => {
    const ran = spawnSync('npm', ['pack'], { cwd: clone, encoding: 'utf8' });
    // The pre-commit framework takes every byte of stdout for the name.
    expect(ran.stdout).toBe(`pine-env-${version}.tgz\n`);
    execFileSync('tar', ['-xzf', ran.stdout.trim()], { cwd: clone });
    const man = join('package', JSON.parse(manifest).man);
    expect(readFileSync(join(clone, man), 'utf8')).toContain(`"pine\\-env ${version}"`);
    const script = join(clone, 'package/dist/pine-env.cjs');
    const asked = spawnSync(process.execPath, [script, '--version'], { encoding: 'utf8' });
    expect(asked.stdout).toBe(`${version}\n`);
  });
});

test('the hook of the pre-commit framework starts the program that the package has', () => {
  const name = '.pre-commit-hooks.yaml';
  const { value } = yamlConfig().parse(readFileSync(join(checkout, name), 'utf8'), name);
  expect(value).toMatchObject([
    { language: 'node', entry: 'pine-env scan --staged', pass_filenames: false, always_run: true },
  ]);
  const { bin } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  expect(Object.keys(bin)).toEqual(['pine-env']);
});
