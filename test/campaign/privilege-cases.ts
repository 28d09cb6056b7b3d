/* The ways in which an attacker may reach into a run of somebody else. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AttackerRoom } from './attacker-room.ts';

const path = '/usr/local/bin:/usr/bin:/bin';

/** One way in. */
export interface Way {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** No `--root`: which root is found is the question, and it must be none of the attacker's. */
  readonly bare?: true;
  /** On a root that is a git repository with an attacker's config. */
  readonly inGit?: true;
}

/** Every way, for this attacker. */
export function waysOf(of: AttackerRoom): readonly Way[] {
  const { bin, modules, home, cwd, evil, room } = of;
  const hook = join(bin, 'hook');
  const git = {
    ...{ GIT_CONFIG_GLOBAL: join(room, 'git-config'), GIT_CONFIG_SYSTEM: join(room, 'git-config') },
    ...{ GIT_EXEC_PATH: bin, GIT_EXTERNAL_DIFF: hook, GIT_PAGER: hook, GIT_EDITOR: hook },
    ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: hook },
    ...{
      GIT_SSH_COMMAND: hook,
      GIT_ASKPASS: hook,
      GIT_TEMPLATE_DIR: room,
      GIT_PROXY_COMMAND: hook,
    },
  };
  return [
    { name: 'NODE_PATH with his modules', env: { NODE_PATH: modules } },
    { name: 'his programs first in PATH', env: { PATH: `${bin}:${path}` } },
    {
      name: 'his HOME and XDG_CONFIG_HOME',
      env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
    },
    {
      name: 'his HOME, and no root named',
      env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
      bare: true,
    },
    { name: 'his directory with a package, .env and modules', cwd },
    { name: 'his directory, which is a root, and none named', cwd, bare: true },
    { name: 'PINE_ENV_ROOT is his', env: { PINE_ENV_ROOT: cwd }, bare: true },
    {
      name: 'BASH_ENV, ENV and the like',
      env: { BASH_ENV: hook, ENV: hook, PROMPT_COMMAND: hook, SHELL: hook },
    },
    {
      name: 'PYTHONPATH, PERL5OPT and the like',
      env: {
        PYTHONPATH: modules,
        PYTHONSTARTUP: evil,
        PERL5OPT: `-I${modules}`,
        PAGER: hook,
        EDITOR: hook,
      },
    },
    { name: 'variables of git', env: git, inGit: true },
    { name: "a git config in the root's repository", inGit: true },
    { name: 'his TMPDIR', env: { TMPDIR: join(room, 'canaries') } },
    {
      name: 'a shadow of our own variables',
      env: {
        PINE_ENV_PROFILE: 'live',
        PINE_ENV_UNLOCKED: 'x',
        PINE_ENV_HELD_X: 'y',
        PINE_RUNTIME_CONFIG: join(cwd, 'runtime/config.yml'),
      },
    },
  ];
}

/** What is run under each of them. */
export const errands: readonly (readonly string[])[] = [
  ['use', 'paper'],
  ['use', 'live'],
  ['status'],
  ['check', '--all'],
  ['check', '--account', '--all'],
  ['keys'],
  ['list'],
  ['explain'],
  ['history', '--verify'],
  ['scan', '.'],
  ['scan', '--history'],
  ['scan', '--staged'],
  ['rollback'],
  ['run', 'paper', '--', '/bin/true'],
  ['run', 'paper', '--redact', '--', '/bin/true'],
  ['gate', '--', '/bin/true'],
  ['keys', '--enroll', 'paper'],
  ['pull', 'paper', '--check'],
  ['adopt'],
];

/** Errands that are about a root, and have to refuse one of the attacker's. */
export const aboutARoot = (words: readonly string[]) => words[0] !== 'scan';

const sudo = ['/usr/bin/sudo', '/usr/local/bin/sudo'].find((file) => existsSync(file));

/** Why nothing is tried with sudo here; undefined when it is. */
export const noSudo = sudo === undefined ? 'skipped: needs sudo' : undefined;

/** `nobody` runs a command as root through sudo, under rules that stand only in this mount namespace. */
export function throughSudo(
  rules: string,
  env: Readonly<Record<string, string>>,
  command: readonly string[],
): readonly string[] {
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const start = `mount --bind "$1" /etc/sudoers && shift && exec setpriv --reuid=65534 --regid=65534 --clear-groups env "$@"`;
  const inside = [...words, sudo ?? 'sudo', '-n', '--', ...command];
  return ['unshare', '--mount', 'sh', '-c', start, 'sh', rules, ...inside];
}

const safePath =
  'Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\n';
const whom = 'nobody ALL=(root) NOPASSWD: ALL\n';

/** Rules with and without a clean environment. */
export const sudoRules = {
  'sudo with env_reset': `Defaults env_reset\n${safePath}${whom}`,
  'sudo without env_reset': `Defaults !env_reset\n${safePath}${whom}`,
} as const;
