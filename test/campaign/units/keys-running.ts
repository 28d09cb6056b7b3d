/* Whose keys the processes of a machine hold, by their bytes; shares no code with the program. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretsOf, type TradingHost } from '../../systemd/trading-host.ts';

/** The webhooks by which a process is known to be of paper or of live. */
export interface Hooks {
  readonly paper: string;
  readonly live: string;
}

/** Read while both env files stand there. */
export function hooksOf({ root }: TradingHost): Hooks {
  const all = secretsOf(root).map((value) => value.replace(/^"|"$/g, ''));
  const hookFrom = (at: number) =>
    all.slice(at, at + 2).find((one) => one.startsWith('http')) ?? 'none';
  return { paper: hookFrom(0), live: hookFrom(2) };
}

/** The environments of which a key stands in a process of the machine. */
export function keysRunning({ machine }: TradingHost, hooks: Hooks): readonly (keyof Hooks)[] {
  const proc = machine.outside('/proc');
  const environments = readdirSync(proc)
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => environmentAt(join(proc, pid, 'environ')));
  const names = ['paper', 'live'] as const;
  return names.filter((name) => environments.some((text) => text.includes(hooks[name])));
}

function environmentAt(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
