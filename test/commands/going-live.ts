import { expect } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { plainPlan, rootAfter } from './a-root.ts';
import { type Line, seeJournal } from './journal-judge.ts';
import { layDown, type Thing, type Tree, treeOf } from './tree.ts';

const journal = 'Deployment/state/journal.jsonl';

/** One try to go live, and the disk before and after it. */
export interface Try {
  readonly root: string;
  readonly told: Told;
  /** `exit rule`. */
  readonly answer: string;
  readonly before: Tree;
  readonly after: Tree;
  /** What the journal got; throws when anything before that was changed. */
  readonly journalled: readonly Line[];
}

/** What a test may do to the machine before the command, given the root. */
export type Setting = (root: string) => Circumstances;

/** `use live`, or another command, on a host that is on paper unless `start` says otherwise. */
export async function tryLive(setting: Setting, start?: Tree, line = 'use live'): Promise<Try> {
  const root = scratch();
  layDown(start ?? (await rootAfter(plainPlan, 'use paper')), root);
  const circumstances = setting(root);
  const before = treeOf(root);
  const told = await tell(line, root, aHost(circumstances));
  const after = treeOf(root);
  const answer = `${told.code} ${told.error?.rule ?? told.outcome}`;
  return { root, told, answer, before, after, journalled: grown(before, after) };
}

function grown(before: Tree, after: Tree): readonly Line[] {
  const [old, now] = [before, after].map((tree) => seeJournal(textOf(tree.get(journal))));
  if (!textOf(after.get(journal)).startsWith(textOf(before.get(journal)))) {
    throw new Error('the journal was rewritten');
  }
  if ((now?.broken.length ?? 0) > (old?.broken.length ?? 0)) throw new Error('the chain broke');
  return now?.lines.slice(old?.lines.length) ?? [];
}

function textOf(thing: Thing | undefined): string {
  return thing?.kind === 'file' ? thing.bytes : '';
}

/** A tree without its journal: link, consent, registry, profiles, env files, leftovers. */
export function besideJournal(tree: Tree): Tree {
  return new Map([...tree].filter(([name]) => name !== journal));
}

/** Refused: link, consent and bytes are as before; the journal has one line about it, or none. */
export function expectRefused(attempt: Try, answer: string, journalled?: string): void {
  expect(attempt.answer).toBe(answer);
  expect(attempt.told.outcome).toBe('not-done');
  expect(besideJournal(attempt.after)).toEqual(besideJournal(attempt.before));
  const lines = attempt.journalled.map(({ kind, rule }) => `${kind} ${rule}`);
  expect(lines).toEqual(journalled === undefined ? [] : [`refused ${journalled}`]);
}
