import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

/** The checkout the tests run in. */
export const checkout = resolve(import.meta.dirname, '..');
const underTmp: string[] = [];

afterAll(() => {
  for (const path of underTmp) rmSync(path, { recursive: true, force: true });
});

/** What `npm ci && npm run build` leaves of a checkout, as far as the quickstart needs it. */
export function checkoutIn(parent: string): string {
  const path = join(parent, 'checkout');
  cpSync(join(checkout, 'dist'), join(path, 'dist'), { recursive: true });
  const examples = 'Deployment/examples';
  cpSync(join(checkout, examples), join(path, examples), { recursive: true });
  return path;
}

/** A directory under /tmp, where every parent is everybody's; gone when the test file has run. */
export function inTmp(): string {
  const path = mkdtempSync(join(tmpdir(), 'pine-env-quickstart-'));
  underTmp.push(path);
  return path;
}

interface How {
  readonly home: string;
  readonly uid?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly umask?: string;
}

/** Runs the quickstart of a checkout from `/`; what it says on both streams. */
export function quickstart(path: string, { home, uid, environment, umask = '022' }: How) {
  const script = join(path, 'Deployment/examples/quickstart.mjs');
  const ran = spawnSync(
    'sh',
    ['-c', `umask ${umask}; exec "$0" "$1" 2>&1`, process.execPath, script],
    {
      cwd: '/',
      env: { PATH: process.env.PATH, HOME: home, ...environment },
      encoding: 'utf8',
      ...(uid === undefined ? {} : { uid, gid: uid }),
    },
  );
  return { code: ran.status, said: ran.stdout };
}

/** What the sandbox's link names. */
export const linkIn = (root: string) => readlinkSync(join(root, 'Deployment/env/pine-trader.env'));

/** Each command as typed, with the code it left with. */
export function shown(said: string, root: string): readonly string[] {
  const words = said.replaceAll(` --root ${root}`, '').matchAll(/^(?:\$ pine-env |# exit )(.*)$/gm);
  return [...words].map(([, text]) => text ?? '');
}

/** What a whole run shows in a place that is safe. */
export const story = [
  'init --demo --quiet',
  '0: done',
  'status',
  '1: the answer is no: nothing is linked yet',
  'use paper',
  '0: done',
  'use live',
  '3: refused; paper is still linked',
  'status --expect paper',
  '0: yes: paper is linked, and it is sound',
];
