import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreAnswer } from '../../src/domain/sources/store.ts';
import type { SecretSources, StoreRun } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { envOf, madeUp, must, plainPlan, type RootPlan, rootAfter, write } from './a-root.ts';
import { consenting } from './a-terminal.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

export const feedKey = 'DATABENTO_API_KEY';
export const hookKey = 'TRADERSPOST_WEBHOOK_URL';
export const newFeed = madeUp('databento', 'pulled feed');

/** A store that answers each run with what this makes of it, and keeps what it was asked. */
export interface AStore extends SecretSources {
  readonly runs: StoreRun[];
  readonly masked: string[];
}

/** A store of these lines, or of whatever answer. */
export function aStore(answer: string | StoreAnswer | ((run: StoreRun) => StoreAnswer)): AStore {
  const runs: StoreRun[] = [];
  const masked: string[] = [];
  return {
    runs,
    masked,
    run: async (run) => {
      runs.push(run);
      if (typeof answer === 'function') return answer(run);
      return typeof answer === 'string' ? said(answer) : answer;
    },
    mask: (values) => void masked.push(...values.map((value) => value.reveal())),
  };
}

/** What a command wrote to its stdout. */
export function said(text: string): StoreAnswer {
  return { kind: 'said', stdout: new TextEncoder().encode(text) };
}

/** The lines of a source as YAML, for the end of a profile. */
export const fromCommand = 'source: { kind: command, command: [the-store, --print] }\n';

/** Paper and live, in force as copies. */
export const copiesPlan: RootPlan = { ...plainPlan, activation: 'copy' };

/** A root after these commands, whose profiles have this source. */
export function sourcedTree(source: string, ...before: readonly string[]): Promise<Tree> {
  return sourced(plainPlan, source, before);
}

async function sourced(plan: RootPlan, source: string, before: readonly string[]): Promise<Tree> {
  const root = scratch();
  layDown(await rootAfter(plan, ...before), root);
  for (const name of ['paper', 'live']) {
    const path = `profiles/${name}.yaml`;
    write(root, path, readFileSync(join(root, path), 'utf8') + source);
  }
  return treeOf(root);
}

/** A stage for pulls. */
export interface PullStage {
  readonly root: string;
  run(line: string, store: SecretSources, given?: Circumstances): Promise<Told>;
  env(profile: string): string;
}

/** Lays a root with sources down. */
export async function aPullStage(source: string, ...before: readonly string[]): Promise<PullStage> {
  const root = scratch();
  layDown(await sourcedTree(source, ...before), root);
  return {
    root,
    run: (line, secretSources, given = {}) =>
      tell(line, root, aHost({ terminal: consenting, secretSources, ...given })),
    env: (profile) => readFileSync(join(root, envOf(profile)), 'utf8'),
  };
}

/** What stands in the file of a profile, with another data key. */
export function withNewFeed(profile: string): string {
  return [
    `${feedKey}=${newFeed}`,
    `${hookKey}=${madeUp('traderspost', `${profile} orders 1`)}`,
    '',
  ].join('\n');
}

/** As `sourcedTree`, with the new data key enrolled for a profile and the old one in its file. */
export function pullDue(profile: string, ...before: readonly string[]): Promise<Tree> {
  return due(plainPlan, profile, before);
}

/** As `pullDue`, in force as a copy. */
export function copyDue(profile: string, ...before: readonly string[]): Promise<Tree> {
  return due(copiesPlan, profile, before);
}

async function due(plan: RootPlan, profile: string, before: readonly string[]): Promise<Tree> {
  const root = scratch();
  layDown(await sourced(plan, fromCommand, before), root);
  const text = readFileSync(join(root, envOf(profile)), 'utf8');
  write(root, envOf(profile), `${withNewFeed(profile)}POLICY_KILLSWITCH=false\n`, 0o600);
  await must(root, `keys --enroll ${profile}`);
  write(root, envOf(profile), text, 0o600);
  return treeOf(root);
}
