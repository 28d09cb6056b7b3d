import { spawnSync } from 'node:child_process';
import { fail } from '../errors.ts';
import type { GitHooks, HookPlace, HookProgram } from '../ports.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What decides where a person's git finds its settings; a GIT_DIR of the caller's must not decide. */
const kept = [
  ...['HOME', 'XDG_CONFIG_HOME', 'SUDO_UID'],
  ...['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'],
];
const path = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin';

/** Git's own word on where a repository's hooks are. */
export function gitHooks(program: HookProgram, environment: Environment): GitHooks {
  const passed = kept.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const env = { ...Object.fromEntries(passed), PATH: path, LC_ALL: 'C' };
  return { program, find: (from) => placeAround(from, env) };
}

function placeAround(from: string, env: Environment): HookPlace | undefined {
  const ask = asker(from, env);
  const found = ask('rev-parse', '--path-format=absolute', '--git-common-dir');
  if (found.answer === undefined) return outsideOrRefused(from, found.said);
  const common = found.answer;
  const top = ask('rev-parse', '--show-toplevel').answer ?? common;
  // A relative core.hooksPath is meant from the top, where git runs its hooks.
  const atTop = asker(top, env);
  const directory = atTop('rev-parse', '--path-format=absolute', '--git-path', 'hooks').answer;
  if (directory === undefined) return refused(from);
  const setBy = atTop('config', '--show-scope', '--get', 'core.hooksPath').answer;
  return { top, common, directory, ...(setBy && { setBy: setBy.split('\t')[0] ?? '' }) };
}

interface Said {
  readonly answer: string | undefined;
  readonly said: string;
}

function asker(from: string, env: Environment): (...args: readonly string[]) => Said {
  return (...args) => {
    const ran = spawnSync('git', ['-c', 'core.fsmonitor=false', '-C', from, ...args], {
      encoding: 'utf8',
      timeout: 10_000,
      env,
    });
    const answer = ran.status === 0 ? ran.stdout.replace(/\n$/, '') : undefined;
    return { answer, said: ran.stderr ?? '' };
  };
}

function outsideOrRefused(from: string, said: string): undefined {
  return /not a git repository/.test(said) ? undefined : refused(from);
}

function refused(from: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'git-refused',
    message: `git does not say where the hooks of ${from} are; it takes git 2.31 or newer`,
    remedy: `look at what it says: git -C ${from} rev-parse --git-path hooks`,
    where: from,
  });
}
