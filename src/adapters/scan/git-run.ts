import { type ChildProcess, spawn } from 'node:child_process';
import { errnoOf } from '../errno.ts';
import { cannotRun, distrusted, gitFailed } from './git-errors.ts';

/** What the caller's shell, or the git that called us as its hook, has set. */
export type CallersEnvironment = Readonly<Record<string, string | undefined>>;

/** Git in one directory: with variables that say which repository and index, where not the directory decides. */
export interface GitPlace {
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Directories whose foreign owner this person trusts; as `safe.directory` spells them. */
  readonly trusted: readonly string[];
}

/** What git answered. */
export interface Answered {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

/** A git that runs: its output as it comes, and how it ended. */
export interface Running {
  readonly child: ChildProcess;
  readonly chunks: AsyncIterable<Buffer>;
  /** Comes when the output was read to its end. */
  readonly ended: Promise<Pick<Answered, 'code' | 'err'>>;
}

/** Neither the system's nor a person's settings decide, nothing is fetched, asked or locked. */
const cleanEnvironment = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin:/run/current-system/sw/bin',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_PAGER: 'cat',
};
/** What a repository's own settings could run, or put in place of what is there. */
const always = [
  ...['--no-pager', '--no-replace-objects'],
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'],
  ...[
    '-c',
    'log.showSignature=false',
    '-c',
    'log.diffMerges=separate',
    '-c',
    'diff.relative=false',
  ],
];
/** A repository's complaints about each of its objects must not fill the memory. */
const longestComplaint = 65_536;

/** Starts git there. Throws `git-missing` when there is none. */
export function startGit(place: GitPlace, words: readonly string[], input?: string): Running {
  const trusted = place.trusted.flatMap((directory) => ['-c', `safe.directory=${directory}`]);
  const child = spawn('git', [...always, ...trusted, '-C', place.directory, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...cleanEnvironment, ...place.variables },
    cwd: '/',
  });
  const ended = endOf(child);
  // Whoever stops listening early must not be ended by a failure he no longer waits for.
  ended.catch(() => undefined);
  // Git may end before it has read what it was told.
  child.stdin.on('error', () => undefined);
  if (input !== undefined) child.stdin.end(input);
  return { child, chunks: child.stdout, ended };
}

/** Runs git there to its end; what it says is for the caller to judge. Throws `git-missing`. */
export async function heardOut(
  place: GitPlace,
  words: readonly string[],
  input = '',
): Promise<Answered> {
  const running = startGit(place, words, input);
  const chunks: Buffer[] = [];
  for await (const chunk of running.chunks) chunks.push(chunk);
  const { code, err } = await running.ended;
  return { code, err, out: Buffer.concat(chunks) };
}

/** As `heardOut`, and throws `git-distrusts`. */
export async function askGit(
  place: GitPlace,
  words: readonly string[],
  input = '',
): Promise<Answered> {
  const answer = await heardOut(place, words, input);
  if (answer.code !== 0) distrusted(place.directory, answer.err);
  return answer;
}

/** As `askGit`, and throws `git-failed` for any exit code but 0. */
export async function gitSays(
  place: GitPlace,
  words: readonly string[],
  input = '',
): Promise<Buffer> {
  const { code, out, err } = await askGit(place, words, input);
  return code === 0 ? out : gitFailed(place.directory, words, code, err);
}

/** As `gitSays`, for answers that are one line of text. */
export async function gitLine(place: GitPlace, words: readonly string[]): Promise<string> {
  return (await gitSays(place, words)).toString('utf8').replace(/\n$/, '');
}

/** The parts of an answer each of which ends with a NUL. */
export function partsOf(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const nul = bytes.indexOf(0, from);
    const to = nul < 0 ? bytes.length : nul;
    parts.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return parts;
}

function endOf(child: ChildProcess): Promise<Pick<Answered, 'code' | 'err'>> {
  return new Promise((resolve, reject) => {
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (err.length < longestComplaint) err += text;
    });
    child.on('error', (error) => reject(cannotRun(errnoOf(error))));
    child.on('close', (code) => resolve({ code: code ?? 128, err }));
  });
}
