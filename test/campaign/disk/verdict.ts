/*
 * The judge of a root that an operation was disturbed in. It shares no code with the program: the
 * states that are legal are those that a reader found while the same operation ran undisturbed.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standing } from '../../faults/judge.ts';
import { chainFaults } from './chain.ts';
import type { Ended } from './run-operation.ts';

/** Path to facts of everything that an operation is about: no journal, lock, consent or temporary file. */
type Business = ReadonlyMap<string, string>;

/** What a root may look like while an operation goes from old to new. */
export interface Legal {
  readonly old: Business;
  readonly done: Business;
  /** Each path with every state that a reader may find it in. */
  readonly between: ReadonlyMap<string, ReadonlySet<string>>;
}

/** How much of an operation stands on the disk. */
export type HowFar = 'old' | 'between' | 'done' | 'illegal';

const linkPath = 'Deployment/env/pine-trader.env';
const absent = 'absent';

/** From the states of an undisturbed run, the first one before it began. */
export function legalFrom(roots: readonly string[]): Legal {
  const states = roots.map((root) => businessOf(root));
  const [old] = states;
  const done = states.at(-1);
  if (old === undefined || done === undefined) throw new Error('no state at all');
  const paths = new Set(states.flatMap((state) => [...state.keys()]));
  const between = [...paths].map((path): [string, ReadonlySet<string>] => [
    path,
    new Set(states.map((state) => state.get(path) ?? absent)),
  ]);
  return { old, done, between: new Map(between) };
}

/** Which files stand as they never may: torn, empty, changed, or not there. */
export function illegalFiles(root: string, { between }: Legal): readonly string[] {
  const now = businessOf(root);
  return [...new Set([...now.keys(), ...between.keys()])]
    .filter((path) => between.get(path)?.has(now.get(path) ?? absent) !== true)
    .map((path) => `${path} is ${now.get(path) ?? absent}`);
}

export function howFar(root: string, legal: Legal): HowFar {
  if (illegalFiles(root, legal).length > 0) return 'illegal';
  const now = businessOf(root);
  if (isSame(now, legal.done)) return 'done';
  return isSame(now, legal.old) ? 'old' : 'between';
}

/** What is wrong with a journal; a torn record counts as sound once the program has named it. */
export function journalFaults(root: string): readonly string[] {
  return chainFaults(readOr(join(root, 'Deployment/state/journal.jsonl')) ?? '');
}

/** What a report claims: its outcome, exit code, and the rule of its error. */
export interface Claim {
  readonly outcome?: string;
  readonly rule?: string;
  readonly message?: string;
  readonly remedy?: string;
}

/** The one JSON document that stands in an output, whatever a terminal showed around it. */
export function claimIn({ out }: Ended): Claim | undefined {
  try {
    const text = out.slice(out.search(/^\{/m), out.lastIndexOf('}') + 1);
    const report = JSON.parse(text);
    return { outcome: report.outcome, ...report.error };
  } catch {
    return undefined;
  }
}

function businessOf(root: string): Business {
  const { others, link, through } = standing(root);
  const path = join(root, linkPath);
  const isPlain = lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const place = link ?? (isPlain ? `plain ${through}` : absent);
  const facts = [...others].map(([name, fact]): [string, string] => [
    name,
    /\/rotation-[^/]+\.json$/.test(name) ? rotationFacts(join(root, name)) : fact,
  ]);
  return new Map<string, string>([...facts, [linkPath, place]]);
}

/** A record holds when it was begun, so it is told by what it says was done. */
function rotationFacts(path: string): string {
  try {
    return `done: ${JSON.parse(readOr(path) ?? '').done}`;
  } catch {
    return 'broken';
  }
}

function isSame(one: Business, other: Business): boolean {
  return one.size === other.size && [...one].every(([path, facts]) => other.get(path) === facts);
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** All that an operation is about, as one text to compare. */
export function asText(root: string): string {
  return [...businessOf(root)]
    .map(([path, facts]) => `${path} ${facts}`)
    .sort()
    .join('\n');
}
