import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Git, GitState } from '../ports.ts';
import { envLikeIn } from './git-env-like.ts';

/** A caller's GIT_DIR or personal ignore file must not decide what this repository does. */
const cleanEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin', LC_ALL: 'C' };

/** Git's own word on files; `unknown` when there is a repository and git does not answer. */
export function realGit(): Git {
  return {
    states: (root, paths) => {
      if (!insideRepository(root)) return paths.map(() => 'no-repository');
      return statesIn(root, paths);
    },
    envLike: (root) => (insideRepository(root) ? envLikeIn(root, cleanEnvironment) : []),
  };
}

/** A cheap look for `.git` above, so that hosts without a repository never start git. */
function insideRepository(root: string): boolean {
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true;
    if (at === dirname(at)) return false;
  }
}

function statesIn(root: string, paths: readonly string[]): readonly GitState[] {
  const args = ['ls-files', '-z', '-t', '--cached', '--others', '--exclude-standard', '--'];
  const literal = paths.map((path) => `:(literal)${path}`);
  // fsmonitor would run a program that the repository names.
  const ran = spawnSync('git', ['-c', 'core.fsmonitor=false', '-C', root, ...args, ...literal], {
    encoding: 'utf8',
    timeout: 10_000,
    env: cleanEnvironment,
  });
  if (ran.status !== 0) return paths.map(() => 'unknown');
  const tags = new Map(ran.stdout.split('\0').map((entry) => [entry.slice(2), entry[0]]));
  return paths.map((path) => stateOf(tags.get(path)));
}

function stateOf(tag: string | undefined): GitState {
  if (tag === undefined) return 'ignored';
  return tag === '?' ? 'untracked' : 'tracked';
}
