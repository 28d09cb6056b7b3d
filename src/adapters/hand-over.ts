import type { HandOver } from '../domain/hand-over.ts';
import { type Child, type Ended, startChild } from './child-command.ts';
import { dieOf, type OwnSignals, passSignals } from './pass-signals.ts';
import type { RedactedStreams } from './redacted-streams.ts';
import { writeAll } from './stream.ts';

/** What the hand-over needs of the process it happens in; `execve` is there from Node 22.15 on. */
export interface OwnProcess extends OwnSignals {
  readonly execve?: (
    file: string,
    argv: readonly string[],
    environment: Readonly<Record<string, string>>,
  ) => void;
  /** Our own environment; what is changed here, a child inherits. */
  readonly env: Record<string, string | undefined>;
}

/**
 * Becomes the command: the same process where Node can do that, else a child with our streams, to
 * which signals are passed and whose end is ours. Answers the exit code; 126 and 127 as in a shell.
 */
export async function handOver(to: HandOver, self: OwnProcess): Promise<number> {
  become(to, self);
  let child: Child | undefined;
  // Before the child is there: a signal in between would end us and leave it alone.
  const stopPassing = passSignals(self, () => child?.pid);
  edit(self, to);
  const streams = to.hides && (await hiding(to.hides));
  if (streams === 'none') {
    stopPassing();
    return notStarted();
  }
  child = startChild(to, streams);
  streams?.letGo();
  const ended = await child.ended;
  stopPassing();
  const isShown = (await streams?.finish()) ?? true;
  const code = codeOf(ended, self);
  return code === 0 && !isShown ? unreported : code;
}

/** Done, but what it printed could not be shown. */
const unreported = 8;

/** Loaded only when it is asked for: most commands are started without it. */
async function hiding(texts: NonNullable<HandOver['hides']>): Promise<RedactedStreams | 'none'> {
  const { redactedStreams } = await import('./redacted-streams.ts');
  try {
    return redactedStreams(texts);
  } catch {
    return 'none';
  }
}

/** Nothing is started whose output could not be read: 126, as for what cannot be started at all. */
function notStarted(): number {
  const what = 'pine-env: no pipe could be made for --redact, so the command was not started';
  writeAll(2, `${what}\n    -> it needs mkfifo, and a TMPDIR that can be written\n`);
  return 126;
}

/** Comes back only where it cannot be done: a failing execve aborts the process, so nothing is risked. */
function become(
  { file, argv, environment, startsSurely, hides }: HandOver,
  self: OwnProcess,
): void {
  const { execve } = self;
  if (execve === undefined || !startsSurely || hides !== undefined) return;
  const entries = [...environment].map(([name, value]) => [name, value.reveal()] as const);
  // execve takes text only; a byte that is no UTF-8 would come out as another one.
  if (entries.some((entry) => entry.some((text) => /\p{Surrogate}/u.test(text)))) return;
  for (const signal of ignoredByNode) listenOnce(self, signal);
  execve.call(self, file, argv, Object.fromEntries(entries));
}

/** Node would write a byte that is no UTF-8 as another one, so such variables stay where they are. */
function edit({ env }: OwnProcess, to: HandOver): void {
  for (const name of to.edit?.unset ?? []) delete env[name];
  for (const [name, value] of to.edit?.set ?? []) env[name] = value.reveal();
}

/** Node ignores these for itself, and what is ignored stays so through execve. */
const ignoredByNode = ['SIGPIPE', 'SIGXFSZ'] as const;

/** A listener that goes again leaves the signal as it is by default. */
function listenOnce(self: OwnSignals, signal: NodeJS.Signals): void {
  const nothing = () => undefined;
  self.on(signal, nothing);
  self.off(signal, nothing);
}

function codeOf(ended: Ended, self: OwnProcess): number {
  if (ended.kind === 'not-started') return ended.errno === 'ENOENT' ? 127 : 126;
  return ended.signal === null ? ended.code : dieOf(self, ended.signal);
}
