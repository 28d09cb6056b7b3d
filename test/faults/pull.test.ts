import { spawnSync } from 'node:child_process';
import { appendFileSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { madeUp } from '../commands/a-root.ts';
import { guardValue } from './canary.ts';
import { bareEnvironment, commandOf } from './program.ts';
import { copyOf, must, sandbox } from './sandbox.ts';
import { consenting, noTerminals, play } from './terminal.ts';

const key = 'DATABENTO_API_KEY';
const pulled = madeUp('databento', 'from a store');
const roots = { base: '' };

beforeAll(async () => {
  roots.base = await sandbox();
  await must(['use', 'paper', '--root', roots.base]);
});

/** A root whose profiles get this line from a store. */
function withStore(line: string): string {
  const root = copyOf(roots.base);
  const store = join(root, 'Deployment/state/the-store');
  writeFileSync(store, line, { mode: 0o600 });
  for (const name of ['paper', 'live']) {
    const source = `source: { kind: command, command: [cat, ${store}] }\n`;
    appendFileSync(join(root, `profiles/${name}.yaml`), source);
  }
  return root;
}

const envText = (root: string, profile: string) =>
  readFileSync(join(root, `Deployment/env/pine-trader.${profile}.env`), 'utf8');

describe.skipIf(noTerminals)(`pull of a live profile at a terminal ${noTerminals ?? ''}`, () => {
  test('shows what changes by fingerprint, takes the phrase, and writes; no value is shown', async () => {
    guardValue(pulled);
    const root = withStore(`${key}=${pulled}\n`);
    const played = await play(['pull', 'live', '--root', root], consenting);
    expect(played).toMatchObject({ exit: 0, sane: true, error: null });
    expect(played.shown).toMatch(/LIVE: REAL MONEY/);
    expect(played.shown).toMatch(
      /DATABENTO_API_KEY [0-9a-f]{8} \(registered: live\) -> [0-9a-f]{8}/,
    );
    expect(envText(root, 'live')).toContain(`${key}=${pulled}\n`);
  });
});

describe('on a GitHub Actions runner', () => {
  const ran = (root: string, stderr: 'pipe' | number, extra: Record<string, string>) => {
    const [file = '', ...args] = commandOf(['pull', 'paper', '--check', '--json', '--root', root]);
    const env = { ...bareEnvironment, ...extra };
    return spawnSync(file, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', stderr] });
  };
  const root = () => withStore(`${key}=${pulled}\nPOLICY_KILLSWITCH=false\n`);

  test('the runner is told what to strike out, on stderr; stdout is one document without it', () => {
    const { stdout, stderr } = ran(root(), 'pipe', { GITHUB_ACTIONS: 'true' });
    expect(stderr).toBe(`::add-mask::${pulled}\n`);
    expect(JSON.parse(stdout)).toMatchObject({ exit: 1, changes: true });
    expect(stdout).not.toContain(pulled);
  });

  test('nothing goes into a file, and nothing anywhere else', () => {
    const log = join(root(), 'Deployment/state/log');
    const told = ran(root(), openSync(log, 'w'), { GITHUB_ACTIONS: 'true' });
    expect([JSON.parse(told.stdout).exit, readFileSync(log, 'utf8')]).toEqual([1, '']);
    expect(ran(root(), 'pipe', {}).stderr).toBe('');
  });
});
