import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal, ValueSources } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { envOf, madeUp, plainPlan, rootAfter } from './a-root.ts';
import { type ASystemd, aSystemd } from './a-systemd.ts';
import { aTerminal, phraseOn, types } from './a-terminal.ts';
import { layDown } from './tree.ts';

export const worker = 'pine-worker@a.service';

export const feedKey = 'DATABENTO_API_KEY';
export const hookKey = 'TRADERSPOST_WEBHOOK_URL';
export const newFeed = madeUp('databento', 'rotated feed');
export const newHook = madeUp('traderspost', 'rotated orders');

/** The value that stood there before. */
export function oldValue(key: string, profile: string): string {
  return key === feedKey
    ? madeUp('databento', `${profile} feed 1`)
    : madeUp('traderspost', `${profile} orders 1`);
}

/** Somebody who pastes this value at the hidden prompt, and types the phrase where one is asked for. */
export function pasting(value: string): Terminal {
  return aTerminal((shown) =>
    types(shown.said.at(-1)?.includes('(not shown)') ? value : phraseOn(shown)),
  );
}

/** Stdin with this text. */
export function piped(text: string): ValueSources {
  return {
    stdinIsTerminal: false,
    stdin: async () => new TextEncoder().encode(text),
    command: async (words) => new TextEncoder().encode(words.slice(1).join(' ')),
  };
}

/** A root after these commands, with a service manager that runs the worker on what is linked. */
export interface Stage {
  readonly root: string;
  readonly systemd: ASystemd;
  run(line: string, value?: string, given?: Circumstances): Promise<Told>;
  env(profile: string): string;
  registry(): string;
}

/** Lays a root down and boots its worker. */
export async function aStage(...before: readonly string[]): Promise<Stage> {
  const root = scratch();
  layDown(await rootAfter(plainPlan, ...before), root);
  const systemd = aSystemd(root, { units: [worker] });
  if (before.length > 0) systemd.boot(worker);
  const { unitControl, processes } = systemd;
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return {
    root,
    systemd,
    run: (line, value = '', given = {}) =>
      tell(line, root, aHost({ terminal: pasting(value), unitControl, processes, ...given })),
    env: (profile) => read(envOf(profile)),
    registry: () => read('profiles/keys.yaml'),
  };
}

/** The generations of a key in an environment, oldest entry first. */
export function generations(registry: string, key: string, profile: string): readonly string[] {
  const ofKey = registry.split(/^ {2}(?=\S)/m).find((part) => part.startsWith(`${key}:`)) ?? '';
  const own = ofKey.split(/^ {6}(?=\S)/m).find((part) => part.startsWith(`${profile}:`)) ?? '';
  return [...own.matchAll(/generation: (\w+)/g)].map(([, word]) => word ?? '');
}
