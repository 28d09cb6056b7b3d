/* Journals that nobody wrote, made with arithmetic of our own: no code of the program. */
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const journalPath = 'Deployment/state/journal.jsonl';

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The journal of a root, byte for byte. */
export function journalBytes(root: string): Buffer {
  return readFileSync(join(root, journalPath));
}

/** Its lines, each with its newline. */
export function linesOf(bytes: Buffer): readonly Buffer[] {
  return (bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) =>
    Buffer.from(line, 'latin1'),
  );
}

/** The hash that a line says it has. */
export function hashOf(line: Buffer | undefined): string {
  return JSON.parse(line?.toString() ?? '{}').hash ?? '';
}

/** A line with another content, sealed as it should be. */
export function sealed(entry: Record<string, unknown>): string {
  const { hash: _old, ...rest } = entry;
  const text = JSON.stringify(rest).slice(0, -1);
  return `${text},"hash":"${sha256(text)}"}\n`;
}

/** The same journal with one entry told otherwise, and everything after it sealed again: a perfect forgery. */
export function forgedFrom(lines: readonly Buffer[], at: number): Buffer {
  let prev = at === 0 ? '0'.repeat(64) : hashOf(lines[at - 1]);
  const rest = lines.slice(at).map((line, index) => {
    const entry = JSON.parse(line.toString());
    const told = index === 0 ? { ...entry, verb: entry.verb === 'use' ? 'pull' : 'use' } : entry;
    const forged = sealed({ ...told, prev });
    prev = hashOf(Buffer.from(forged));
    return Buffer.from(forged);
  });
  return Buffer.concat([...lines.slice(0, at), ...rest]);
}

/**
 * What is wrong with a journal that was cut and then written on: what stood there has to stand there still,
 * every whole record has to follow the one before, and torn bytes have to be named by the record after them.
 */
export function faultsOfRepair(cut: Buffer, whole: Buffer): readonly string[] {
  const faults: string[] = [];
  if (!whole.subarray(0, cut.length).equals(cut)) faults.push('what stood there was changed');
  if (whole.at(-1) !== 10) faults.push('the last line has no end');
  let [prev, seq] = ['0'.repeat(64), 0];
  let torn: string | undefined;
  for (const line of whole.toString('latin1').split('\n').slice(0, -1)) {
    const entry = parsed(line);
    const seal = line.slice(0, line.lastIndexOf(',"hash":"'));
    if (entry?.hash !== sha256(Buffer.from(seal, 'latin1'))) {
      if (torn !== undefined) faults.push('two torn lines');
      torn = sha256(Buffer.from(line, 'latin1'));
      continue;
    }
    if (torn !== undefined && entry.torn !== torn) faults.push('torn bytes that nobody names');
    torn = undefined;
    seq += 1;
    if (entry.prev !== prev || entry.seq !== seq) faults.push(`entry ${seq} does not follow`);
    prev = String(entry.hash);
  }
  if (torn !== undefined) faults.push('torn bytes at the end');
  return faults;
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Adds changes to a journal until it has so many entries; each is a copy of its last intent and done. */
export function lengthen(root: string, entries: number): void {
  const path = join(root, journalPath);
  const lines = linesOf(readFileSync(path));
  const [intent, done] = lines.slice(-2).map((line) => JSON.parse(line.toString()));
  let [prev, seq] = [hashOf(lines.at(-1)), lines.length];
  while (seq < entries) {
    const some: string[] = [];
    for (; some.length < 20_000 && seq < entries; ) {
      const change = (seq >> 1).toString(16).padStart(12, '0');
      for (const one of [intent, done]) {
        seq += 1;
        const line = sealed({ ...one, change, seq, prev });
        prev = line.slice(-67, -3);
        some.push(line);
      }
    }
    appendFileSync(path, some.join(''));
  }
}

/** Puts these bytes in the journal's place; mode and owner stay. */
export function putJournal(root: string, bytes: Buffer): void {
  writeFileSync(join(root, journalPath), bytes);
}
