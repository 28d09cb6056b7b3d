import { fail, PineError } from '../../errors.ts';
import { tame } from '../tame.ts';

/** Git is not there, or cannot be started. */
export function cannotRun(errno: string): PineError {
  return new PineError({
    kind: 'provider',
    rule: 'git-missing',
    message: `git cannot be run (${errno}), and without it a repository cannot be read`,
    remedy: 'install git: apt-get install git',
  });
}

/** Throws `git-distrusts` when that is what git said: it does not read what belongs to somebody else. */
export function distrusted(directory: string, err: string): void {
  if (!err.includes('dubious ownership')) return;
  fail({
    kind: 'unsafe-file',
    rule: 'git-distrusts',
    message: `${directory}: git does not read this repository, since it belongs to somebody else`,
    remedy: `run it as the account that owns it: stat -c %U ${directory}`,
    where: directory,
  });
}

/** Throws `git-failed`; what git quotes is left out, since that may be what somebody pasted. */
export function gitFailed(
  directory: string,
  [verb = '']: readonly string[],
  code: number,
  err: string,
): never {
  distrusted(directory, err);
  return fail({
    kind: 'unsafe-file',
    rule: 'git-failed',
    message: `${directory}: git ${verb}: ${complaintIn(err) ?? `exit ${code}`}`,
    remedy: `look at the repository: git -C ${directory} fsck`,
    where: directory,
  });
}

/** The first complaint about something that could not be read; undefined when there is none. */
export function complaintIn(err: string): string | undefined {
  const line = err.split('\n').find((each) => /^(?:error|fatal): /.test(each));
  return line === undefined ? undefined : tame(line.replace(/'[^']*'/g, '(…)')).slice(0, 160);
}

/** Throws `not-a-repository`. */
export function notARepository(path: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'not-a-repository',
    message: `${path}: there is no git repository`,
    remedy: `look for it: git -C ${path} status`,
    where: path,
  });
}
