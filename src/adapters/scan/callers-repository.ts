import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CallersEnvironment } from './git-run.ts';
import { type Repository, repositoryAt } from './repository-of.ts';

const named = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE'] as const;

/**
 * The repository as the git that called us as its hook sees it, when `path` is in that one: a commit of
 * some files only, or of all (`-a`), has an index of its own, which nothing but GIT_INDEX_FILE names.
 * Undefined when no git called, or about another repository.
 */
export async function callersRepository(
  environment: CallersEnvironment,
  directory: string,
  path: string,
): Promise<Repository | undefined> {
  const variables = Object.fromEntries(
    named.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  if (Object.keys(variables).length === 0) return undefined;
  const found = await repositoryAt({ directory, variables, trusted: [] }, environment);
  return found === undefined || !isIn(found, path) ? undefined : pinned(found, variables);
}

/** Its variables are relative to where the hook was called, and ours must not be. */
function pinned(found: Repository, variables: Readonly<Record<string, string>>): Repository {
  const index = variables.GIT_INDEX_FILE;
  return {
    ...found,
    directory: found.top,
    variables: {
      GIT_DIR: found.gitDirectory,
      ...(found.isBare ? {} : { GIT_WORK_TREE: found.top }),
      ...(index === undefined ? {} : { GIT_INDEX_FILE: resolve(found.top, index) }),
    },
  };
}

/** Not merely below it: a submodule of it has an index of its own. */
function isIn({ top, gitDirectory }: Repository, path: string): boolean {
  const asked = real(path);
  return asked === real(top) || asked === real(gitDirectory);
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
