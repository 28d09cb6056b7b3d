import type { Entry, EntryBody } from '../domain/journal-entry.ts';
import { emptyTail, journalSalt, nextLine, readTail, type Tail } from '../domain/journal-tail.ts';
import { layout, within } from '../domain/layout.ts';
import { journalTail, journalWindow } from '../domain/limits.ts';
import { fail, PineError } from '../errors.ts';
import type { Disk, Host, OpenFile } from '../ports.ts';
import { hexOf, stateBirth } from './state-birth.ts';

/** A journal that was read and can be written to; only the holder of the lock may append. */
export interface Journal {
  /** What the end of the journal says; grows with each append. */
  tail(): Tail;
  /** The key of this journal's file digests: 64 hex digits. */
  readonly salt: string;
  /** One record, one write, fsync; throws when it is not durable. */
  append(body: EntryBody): Entry;
}

/** Opens the journal of a root; one that is not there yet is empty. */
export function openJournal(host: Host, root: string): Journal {
  const path = within(root, layout.journal);
  let tail = readJournal(host.disk, root);
  const salt = saltOf(host.disk, root) ?? hexOf(host.random.bytes(32));
  return {
    tail: () => tail,
    salt,
    append: (body) => {
      const next = nextLine(tail, body, salt);
      try {
        host.disk.append(path, next.bytes, stateBirth(host, root, 0o640));
      } catch (error) {
        // What a failed write left behind is for the next record to name.
        tail = readJournal(host.disk, root);
        throw error;
      }
      const isNew = tail.head?.seq === 0;
      tail = next.tail;
      // A new file's name is durable only with its directory.
      if (isNew) host.disk.syncDirectory(within(root, layout.state));
      return tail.entries.at(-1) as Entry;
    },
  };
}

/** Throws `journal-damaged` when the end of the journal was changed after it was written. */
export function mustBeSound(journal: Journal): void {
  if (journal.tail().broken.length === 0) return;
  fail({
    kind: 'unsafe-file',
    rule: 'journal-damaged',
    message: `${layout.journal} was changed after it was written`,
    remedy: 'see where: pine-env history --verify',
    where: layout.journal,
  });
}

/** The end of the journal: as much of it as tells the present state. Writes nothing. */
export function readJournal(disk: Disk, root: string, atLeast = journalTail): Tail {
  const file = openFile(disk, root);
  if (file === undefined) return emptyTail;
  try {
    for (let length = Math.min(atLeast, journalWindow); ; length *= 4) {
      const from = Math.max(0, file.facts.size - length);
      const tail = readTail(file.readAt(from, file.facts.size - from), from === 0);
      if (tail.head !== undefined || from === 0) return tail;
      if (length >= deepestLook) return noEntry();
    }
  } finally {
    file.close();
  }
}

/** Torn writes leave no more than a megabyte in a row: without an entry in it, it is no journal, and nobody has to wait. */
const deepestLook = 1024 * 1024;

function noEntry(): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'journal-unreadable',
    message: `the end of ${layout.journal} holds no entry`,
    remedy: 'see what it is: pine-env history --verify',
    where: layout.journal,
  });
}

/** Every byte of the journal in pieces, oldest first; the file is closed when they end. */
export function* journalPieces(disk: Disk, root: string): Generator<Uint8Array> {
  const file = openFile(disk, root);
  if (file === undefined) return;
  const piece = 1024 * 1024;
  try {
    for (let at = 0; at < file.facts.size; at += piece) yield file.readAt(at, piece);
  } finally {
    file.close();
  }
}

function saltOf(disk: Disk, root: string): string | undefined {
  const file = openFile(disk, root);
  if (file === undefined) return undefined;
  try {
    return journalSalt(readTail(file.readAt(0, journalTail), true).entries);
  } finally {
    file.close();
  }
}

function openFile(disk: Disk, root: string): OpenFile | undefined {
  const path = within(root, layout.journal);
  const file = disk.open(path);
  if (file === undefined || file.facts.kind === 'file') return file;
  file.close();
  return fail({
    kind: 'unsafe-file',
    rule: 'journal-not-regular',
    message: `${layout.journal} is a ${file.facts.kind}, not a regular file`,
    remedy: `look at it: ls -l ${path}`,
    where: layout.journal,
  });
}

/** Enough of the journal's end to say since when the links stand as they do; writes nothing. */
export function historyOfLinks(disk: Disk, root: string): readonly Entry[] {
  try {
    const near = readJournal(disk, root).entries;
    const tells = near[0]?.seq === 1 || near.some(({ kind }) => kind === 'done');
    return tells ? near : readJournal(disk, root, 64 * journalTail).entries;
  } catch (error) {
    // The check `journal-unreadable` says so; the links are told without their dates.
    if (error instanceof PineError) return [];
    throw error;
  }
}
