/*
 * What the judge of kills sees of a root: the sight of `test/faults/judge.ts`, and what stands in the
 * link's place in words. It shares no code with the program.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openChange, type Standing, standing } from '../faults/judge.ts';

/** What stands in a root. */
export interface Sight extends Standing {
  /** `nothing`, `link NAME` or `file`. */
  readonly place: string;
  readonly consentText: string;
}

const envPlace = 'Deployment/env/pine-trader.env';
const record = /^Deployment\/state\/rotation-/;

/** Looks at a root; throws for nothing. */
export function sightOf(root: string): Sight {
  const seen = standing(root);
  const isFile = lstatSync(join(root, envPlace), { throwIfNoEntry: false })?.isFile() === true;
  const linked = seen.link === null ? 'nothing' : `link ${seen.link}`;
  const consentText = textOf(join(root, 'Deployment/state/consent'));
  return { ...seen, place: isFile ? 'file' : linked, consentText };
}

/** The number of the last journal line. */
export function lastLine({ journal }: Pick<Sight, 'journal'>): number {
  return journal.at(-1)?.seq ?? 0;
}

/** True for the record of an open rotation: it must be whole, whatever it says. */
export function isRecord(path: string): boolean {
  return record.test(path);
}

/** The open rotations of a root without what is different each time; `torn` where one cannot be read. */
export function recordsOf(root: string): readonly string[] {
  const state = join(root, 'Deployment/state');
  const names = readdirSync(state).filter((name) => isRecord(`Deployment/state/${name}`));
  return names.map((name) => {
    try {
      const { begun: _begun, by: _by, ...rest } = JSON.parse(textOf(join(state, name)));
      return JSON.stringify([name, rest]);
    } catch {
      return `${name} torn`;
    }
  });
}

/** What two runs that came to the same end have alike. */
export function endOf(root: string): string {
  const seen = sightOf(root);
  const others = [...seen.others].filter(([path]) => !isRecord(path));
  const open = openChange(seen)?.kind ?? 'settled';
  const { place, through, consent, temporary } = seen;
  return JSON.stringify([place, through, consent, temporary, open, recordsOf(root), others]);
}

/** What two states have alike that the next command cannot tell apart. */
export function likeness(root: string, before: Sight): string {
  const seen = sightOf(root);
  const others = [...seen.others].filter(([path]) => !isRecord(path));
  const temporary = seen.temporary.map((path) => {
    const { size } = statSync(join(root, path), { throwIfNoEntry: false }) ?? { size: -1 };
    return `${path.replace(/[0-9a-f]{12}/, '')} ${size}`;
  });
  const changes = [...new Set(seen.journal.map(({ change }) => change))];
  const journal = seen.journal.map((line) => [
    ...[line.kind, line.profile, line.how],
    ...[changes.indexOf(line.change), changes.indexOf(line.of ?? '')],
  ]);
  const consent = seen.consentText === before.consentText ? 'as before' : seen.consent;
  const text = JSON.stringify([
    ...[seen.place, seen.through, seen.chain, consent, temporary],
    ...[journal, others, recordsOf(root)],
  ]);
  return createHash('sha256').update(text).digest('hex');
}

/** A file's text; nothing when it cannot be read. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
