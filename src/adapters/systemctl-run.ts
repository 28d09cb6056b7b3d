import { type ChildProcess, spawn } from 'node:child_process';
import { listed } from '../domain/listed.ts';
import { fail } from '../errors.ts';
import { errnoOf } from './errno.ts';
import { tame } from './tame.ts';

/** What a run of systemctl came to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  /** The line of stderr that says most, at most 200 characters and none that a terminal would obey. */
  readonly said: string;
}

/** Runs systemctl with these words; as long as an answer may take, when nothing else is said. */
export type Run = (words: readonly string[], milliseconds?: number) => Promise<Ran>;

/** What a caller sets must not decide which bus is asked, nor in what language it answers. */
const cleanEnvironment = {
  PATH: '/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin',
  LC_ALL: 'C',
  SYSTEMD_COLORS: '0',
  SYSTEMD_PAGER: '',
};
const always = ['--no-ask-password', '--no-pager'];
/** Ten thousand units take half of it. */
const longestAnswer = 16 * 2 ** 20;
const unreachable =
  /^(?:System has not been booted|Failed to (?:connect to|get D-Bus connection))|Connection timed out|Connection reset|Transport endpoint is not connected|Remote peer disconnected/;

/**
 * Runs systemctl in a session of its own, which our terminal's Ctrl-C does not reach. Throws
 * `manager-silent` when it does not end in time by itself, or when it reaches no service manager.
 */
export async function runSystemctl(
  command: string,
  words: readonly string[],
  milliseconds: number,
): Promise<Ran> {
  const ended = await ending(command, words, milliseconds);
  if (typeof ended === 'string') return managerSilent(words, ended);
  return unreachable.test(ended.said) ? managerSilent(words, ended.said) : ended;
}

/** Throws `manager-silent`: the words were asked, and this is all that came. */
export function managerSilent([verb = '']: readonly string[], why: string): never {
  return fail({
    kind: 'provider',
    rule: 'manager-silent',
    message: `systemctl ${verb}: ${why}`,
    remedy: 'look at the service manager: systemctl is-system-running',
  });
}

/** What was run, unless it failed: then throws `manager-refused` and names the units. */
export function refusedUnless(ran: Ran, verb: string, units: readonly string[]): Ran {
  if (ran.code === 0) return ran;
  const more = units.length > 4 ? [`${units.length - 3} others`] : units.slice(3);
  return fail({
    kind: 'provider',
    rule: 'manager-refused',
    message: `systemctl ${verb} ${listed([...units.slice(0, 3), ...more])}: ${ran.said || `exit ${ran.code}`}`,
    remedy: `look at it: systemctl status ${units[0]}`,
  });
}

/** What it said when it ended, or in words why there is no such thing. */
function ending(
  command: string,
  words: readonly string[],
  milliseconds: number,
): Promise<Ran | string> {
  return new Promise((resolve) => {
    const child = start(command, words, resolve);
    if (child === undefined) return;
    const giveUp = (why: string) => {
      child.kill('SIGKILL');
      // Who it may have started can hold them open for ever.
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(why);
    };
    const seconds = Math.round(milliseconds / 100) / 10;
    const timer = setTimeout(() => giveUp(`no answer within ${seconds} s`), milliseconds);
    const out = hear(child.stdout, () => giveUp('its answer has no end'));
    const err = hear(child.stderr, () => giveUp('its complaint has no end'));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve(
        code === null ? `it was ended by ${signal}` : { code, out: out(), said: said(err()) },
      );
    });
  });
}

function start(
  command: string,
  words: readonly string[],
  resolve: (why: string) => void,
): ChildProcess | undefined {
  const cannot = (error: unknown) => resolve(`cannot be run (${errnoOf(error)})`);
  try {
    const child = spawn(command, [...always, ...words], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: cleanEnvironment,
      cwd: '/',
    });
    return child.on('error', cannot);
  } catch (error) {
    cannot(error);
    return undefined;
  }
}

/** Collects what a stream says; the answer tells it as text. */
function hear(stream: NodeJS.ReadableStream | null, tooLong: () => void): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream?.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > longestAnswer) tooLong();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function said(err: string): string {
  const lines = err.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((each) => !each.startsWith('Warning:')) ?? lines[0] ?? '';
  return tame(line.trim()).slice(0, 200);
}
