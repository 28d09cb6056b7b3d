import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gitHooks } from '../../src/adapters/git-hooks.ts';
import type { HookProgram } from '../../src/ports.ts';
import { installHooks, removeHooks } from '../../src/steps/install-hook.ts';
import { aHost } from '../commands/a-host.ts';
import { madeUp } from '../commands/a-root.ts';
import { scratch } from '../scratch.ts';

/** What no hook may let through. */
export const canary = madeUp('databento', 'a key for the hooks');

/** What a graphical client hands to git: no login shell ever ran. */
export const bareEnvironment = {
  PATH: '/usr/bin:/bin',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_ALLOW_PROTOCOL: 'file',
};

export interface Ran {
  readonly code: number;
  readonly said: string;
}

/** Runs git as somebody with a graphical client would. */
export function git(at: string, ...args: readonly string[]): Ran {
  return gitIn(bareEnvironment, at, ...args);
}

/** The same in another environment. */
export function gitIn(
  env: Readonly<Record<string, string>>,
  at: string,
  ...args: readonly string[]
): Ran {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  const some = ['-c', 'init.defaultBranch=main', '-c', 'protocol.file.allow=always'];
  const ran = spawnSync('git', [...who, ...some, '-C', at, ...args], { encoding: 'utf8', env });
  return { code: ran.status ?? -1, said: `${ran.stdout}${ran.stderr}` };
}

/** As `git`, for what must go well. */
export function must(at: string, ...args: readonly string[]): string {
  const { code, said } = git(at, ...args);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${said}`);
  return said.trim();
}

/** Writes a file of a repository. */
export function put(at: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(at, path)), { recursive: true });
  writeFileSync(join(at, path), text);
  chmodSync(join(at, path), mode);
}

const built = resolve(import.meta.dirname, '../../dist/pine-env.cjs');

function canScan(): boolean {
  if (!existsSync(built)) return false;
  return spawnSync(process.execPath, [built, 'scan', '--help']).status === 0;
}

/** The real program where the build has a scan; else a shell script that looks for the canary alone. */
export const program: HookProgram = canScan()
  ? { node: process.execPath, script: built }
  : { node: '/bin/sh', script: standIn() };

function standIn(): string {
  const file = join(scratch(), 'pine-env');
  const lines = [
    '#!/bin/sh',
    'set -eu',
    '[ "$1" = scan ] && shift',
    `holds() { LC_ALL=C grep -aqF -e '${canary}'; }`,
    'if [ "$1" = --staged ]; then',
    "  if git diff --cached --text --no-renames | grep -a '^+' | holds; then",
    '    echo leak >&2; exit 1',
    '  fi',
    '  exit 0',
    'fi',
    'since= until=',
    'while [ $# -gt 0 ]; do',
    '  case $1 in --since) since=$2 ;; --until) until="$until $2" ;; *) exit 2 ;; esac',
    '  shift 2',
    'done',
    'case $since in *"*") since="--glob=$since" ;; *[!0]*) ;; *) since= ;; esac',
    'for oid in $(git rev-list --objects $until --not $since | cut -d" " -f1) $until; do',
    '  if git cat-file -p "$oid" | holds; then echo leak >&2; exit 1; fi',
    'done',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o755 });
  return file;
}

/** A machine whose hooks start this program. */
export function hookHost(
  what: HookProgram = program,
  environment: Readonly<Record<string, string>> = bareEnvironment,
) {
  return aHost({ gitHooks: gitHooks(what, environment) });
}

export const install = (at: string, mayShare = false) => installHooks(hookHost(), at, mayShare);
export const remove = (at: string) => removeHooks(hookHost(), at);

/** A repository with one commit and the hooks installed. */
export async function hooked(): Promise<string> {
  const at = unhooked();
  await install(at);
  return at;
}

/** The same before the hooks. */
export function unhooked(): string {
  const at = scratch();
  must(at, 'init', '-q');
  put(at, 'README', 'hello\n');
  must(at, 'add', '.');
  must(at, 'commit', '-qm', 'first');
  return at;
}

/** How many commits the branch here has. */
export function commits(at: string): number {
  return Number(must(at, 'rev-list', '--count', 'HEAD'));
}

/** True when this program is on the machine. */
export function has(name: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
