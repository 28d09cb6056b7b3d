import type { EntryBody } from '../../src/domain/journal-entry.ts';
import { emptyTail, nextLine, readTail } from '../../src/domain/journal-tail.ts';
import { PineError } from '../../src/errors.ts';

export const newSalt = '5a'.repeat(32);

/** A change id made from a small number. */
export function changeId(number: number): string {
  return number.toString(16).padStart(12, '0');
}

/** A body with the fields every entry has. */
export function body(kind: EntryBody['kind'], change: number, more: Partial<EntryBody> = {}) {
  const at = new Date(Date.UTC(2026, 9, 2, 3, 0, change)).toISOString();
  return { at, kind, change: changeId(change), verb: 'use', ...more } satisfies EntryBody;
}

/** A body that moves the worker's link. */
export function move(
  kind: EntryBody['kind'],
  change: number,
  from: string | null,
  to: string | null,
  link = 'pine-trader.env',
): EntryBody {
  return body(kind, change, { links: [{ link, from, to }] });
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** The journal with one entry more, repaired first where that is needed. */
export function appended(journal: Uint8Array, next: EntryBody): Uint8Array {
  return joined(journal, nextLine(readTail(journal, true), next, newSalt).bytes);
}

/** A journal of these bodies, its genesis before them. */
export function journalOf(...bodies: readonly EntryBody[]): Uint8Array {
  let tail = emptyTail;
  let bytes = new Uint8Array();
  for (const next of bodies) {
    const line = nextLine(tail, next, newSalt);
    bytes = new Uint8Array(Buffer.concat([bytes, line.bytes]));
    tail = line.tail;
  }
  return bytes;
}

/** The lines of a journal, each with its newline. */
export function linesOf(journal: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(journal).toString('latin1');
  return (text.match(/[^\n]*\n/g) ?? []).map((line) => new Uint8Array(Buffer.from(line, 'latin1')));
}

/** What `act` was refused with. */
export function failureOf(act: () => unknown): PineError['facts'] {
  try {
    act();
  } catch (error) {
    if (error instanceof PineError) return error.facts;
  }
  throw new Error('nothing was refused');
}
