import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

/** What signals need of the process they come to. */
export interface OwnSignals {
  readonly pid: number;
  kill(pid: number, signal: NodeJS.Signals): unknown;
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

/** What a terminal sends to every process of its foreground group: the child has got it already. */
const byTerminal = ['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGWINCH', 'SIGCONT'] as const;

/** Whatever else would end us and leave the child alone; SIGABRT is what systemd's watchdog sends. */
const others = [
  ...(['SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGABRT', 'SIGALRM', 'SIGVTALRM', 'SIGIO'] as const),
  ...(['SIGTRAP', 'SIGSYS', 'SIGXCPU', 'SIGPWR', 'SIGSTKFLT', 'SIGPIPE'] as const),
];

/** Passes every signal that may be caught on to the child, once there is one; the answer ends that. */
export function passSignals(self: OwnSignals, pidOf: () => number | undefined): () => void {
  const pass = (signal: NodeJS.Signals) => {
    const child = pidOf();
    if (child !== undefined) quietly(() => self.kill(child, signal));
  };
  const passUnlessShared = (signal: NodeJS.Signals) => {
    if (!sharesTerminal()) pass(signal);
  };
  const listeners: readonly (readonly [NodeJS.Signals, () => void])[] = [
    ...others.map((signal) => [signal, () => pass(signal)] as const),
    ...byTerminal.map((signal) => [signal, () => passUnlessShared(signal)] as const),
    [
      'SIGTSTP',
      () => {
        passUnlessShared('SIGTSTP');
        void stopWith(self, pidOf());
      },
    ],
  ];
  const there = listeners.filter(([signal]) => signal in constants.signals);
  for (const [signal, listener] of there) self.on(signal, listener);
  return () => {
    for (const [signal, listener] of there) self.off(signal, listener);
  };
}

/** Ends us as the child was ended, so that whoever waits for us sees the truth; else 128 and its number. */
export function dieOf(self: OwnSignals, signal: NodeJS.Signals): number {
  const nothing = () => undefined;
  // A listener that goes again leaves the signal as it is by default, which Node has changed for some.
  quietly(() => self.on(signal, nothing));
  quietly(() => self.off(signal, nothing));
  quietly(() => self.kill(self.pid, signal));
  return 128 + constants.signals[signal];
}

/** A shell must see that the job stands still, but only when the child does: it may have caught the signal. */
async function stopWith(self: OwnSignals, child: number | undefined): Promise<void> {
  if (child === undefined) return;
  for (let tries = 0; tries < 50; tries += 1) {
    if (statOf(child)?.[0] === 'T') {
      self.kill(self.pid, 'SIGSTOP');
      return;
    }
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** True when we are in the foreground of our terminal, together with the child. */
function sharesTerminal(): boolean {
  const [, , group, , terminal, foreground] = statOf('self') ?? [];
  return terminal !== undefined && terminal !== '0' && group === foreground;
}

/** The fields of a process behind its name, from the state on; undefined without `/proc`. */
function statOf(pid: number | 'self'): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function quietly(call: () => void): void {
  try {
    call();
  } catch {
    // The child is gone already, or the signal cannot be caught.
  }
}
