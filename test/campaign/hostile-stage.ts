/* The roots that hostile files are put into, and the commands that meet them. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUp } from '../commands/a-root.ts';
import { guardValue } from '../faults/canary.ts';
import { commandOf, start } from '../faults/program.ts';
import { must, sandbox } from '../faults/sandbox.ts';
import { consenting, play } from '../faults/terminal.ts';
import { keysOf } from '../gate/a-worker.ts';
import { scratch } from '../scratch.ts';
import type { PlaceKind } from './hostile-objects.ts';
import type { Around } from './measured.ts';

const key = 'DATABENTO_API_KEY';
export const typedFeed = madeUp('databento', 'typed in the campaign');
const storedFeed = madeUp('databento', 'stored in the campaign');

/** Sound roots: paper linked, live linked with consent, paper linked and a rotation open. */
export interface Bases {
  readonly paper: string;
  readonly live: string;
  readonly turning: string;
}

/** Makes them; needs a terminal. */
export async function makeBases(): Promise<Bases> {
  for (const value of [typedFeed, storedFeed]) guardValue(value);
  const fresh = async () => {
    const root = await sandbox();
    aSource(root, ['paper', 'live']);
    return root;
  };
  const paper = await fresh();
  await must(['use', 'paper', '--root', paper]);
  const live = await fresh();
  const played = await play(['use', 'live', '--root', live], consenting);
  if (played.exit !== 0) throw new Error(`use live: ${played.exit}: ${played.shown}`);
  const turning = await fresh();
  await must(['use', 'paper', '--root', turning]);
  const rotated = await start(commandOf(['rotate', key, '--profile', 'paper', '--root', turning]), {
    input: `${typedFeed}\n`,
  });
  if (rotated.code !== 0) throw new Error(`rotate: ${rotated.code}: ${rotated.err}`);
  return { paper, live, turning };
}

/** These profiles get their feed's key from a store; it lies outside, and every copy of the root asks it. */
export function aSource(root: string, profiles: readonly string[], feed = storedFeed): void {
  const store = join(scratch(), 'the-store');
  writeFileSync(store, `${key}=${feed}\n`, { mode: 0o600 });
  for (const name of profiles) {
    const source = `source: { kind: command, command: [cat, ${store}] }\n`;
    appendFileSync(join(root, `profiles/${name}.yaml`), source);
  }
}

/** A file that the program reads. */
export interface Place {
  readonly name: string;
  readonly path: string;
  readonly kind: PlaceKind;
  /** Where else than in the base of the operation it is found. */
  readonly base?: keyof Bases;
}

const file = 'file' as const;
const directory = 'directory' as const;

export const places: readonly Place[] = [
  { name: 'link', path: 'Deployment/env/pine-trader.env', kind: 'link' },
  { name: 'paper env file', path: 'Deployment/env/pine-trader.paper.env', kind: file },
  { name: 'live env file', path: 'Deployment/env/pine-trader.live.env', kind: file },
  { name: 'paper.yaml', path: 'profiles/paper.yaml', kind: file },
  { name: 'live.yaml', path: 'profiles/live.yaml', kind: file },
  { name: 'registry', path: 'profiles/keys.yaml', kind: file },
  { name: 'journal', path: 'Deployment/state/journal.jsonl', kind: file },
  { name: 'lock', path: 'Deployment/state/lock', kind: file },
  { name: 'consent', path: 'Deployment/state/consent', kind: file, base: 'live' },
  {
    ...{ name: 'rotation record', kind: file, base: 'turning' },
    path: `Deployment/state/rotation-${key}-paper.json`,
  },
  { name: 'worker config', path: 'runtime/config.yml', kind: file },
  { name: 'env directory', path: 'Deployment/env', kind: directory },
  { name: 'state directory', path: 'Deployment/state', kind: directory },
];

/** One command, and from where it starts. */
export interface Operation {
  readonly name: string;
  readonly base: keyof Bases;
  readonly words: readonly string[];
  /** Behind `--`. */
  readonly child?: readonly string[];
  readonly around?: (root: string) => Around;
  /** It may write nothing at all. */
  readonly asks?: true;
  /** One JSON document on stdout. */
  readonly json: boolean;
}

const asking = (name: string, ...words: readonly string[]): Operation => ({
  ...{ name, words, base: 'paper', asks: true, json: true },
});
const worker = ['/bin/true'];

export const operations: readonly Operation[] = [
  { name: 'use paper', base: 'live', words: ['use', 'paper'], json: true },
  { name: 'use live, no terminal', base: 'paper', words: ['use', 'live'], json: true },
  {
    ...{ name: 'use live', base: 'paper', words: ['use', 'live'], json: false },
    around: () => ({ typed: consenting }),
  },
  asking('status', 'status'),
  asking('check', 'check', '--all'),
  asking('keys', 'keys'),
  asking('history', 'history', '--verify'),
  {
    ...{ name: 'rotate', base: 'paper', words: ['rotate', key, '--profile', 'paper'], json: true },
    around: () => ({ input: `${typedFeed}\n` }),
  },
  { name: 'pull', base: 'paper', words: ['pull', 'paper'], json: true },
  { name: 'adopt', base: 'paper', words: ['adopt'], json: true },
  { name: 'rollback', base: 'live', words: ['rollback'], json: true },
  {
    ...{ name: 'gate', base: 'paper', words: ['gate'], child: worker, json: false },
    around: (base) => ({ env: keysOf(base, 'paper') }),
  },
  { name: 'run', base: 'paper', words: ['run', 'paper'], child: worker, json: false },
];
