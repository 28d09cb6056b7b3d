import { entryOf, type Opening, type Origin, wholePiece } from './byte-sink.ts';
import { damaged, tooMuch } from './unpack-limits.ts';
import { type Bytes, dataOf, type ZipEntry, zipEntries } from './zip-entries.ts';

/** An entry that can be unpacked. */
export interface PackedEntry {
  readonly entry: Origin;
  /** 0: as it is, 8: deflated. */
  readonly method: number;
  readonly at: number;
  readonly packed: number;
  /** As the archive says; it may lie. */
  readonly unpacked: number;
}

/** True when the archive has a directory. */
export function isReadable(bytes: Bytes): boolean {
  return zipEntries(bytes) !== undefined;
}

/** The entries that can be unpacked; reads all names, and names what is left out. */
export function* packedEntries(
  bytes: Bytes,
  origin: Origin,
  { reader, left }: Opening,
): Generator<PackedEntry> {
  for (const entry of zipEntries(bytes) ?? []) {
    left.entries -= 1;
    if (left.entries < 0 || left.bytes < 0) {
      reader.skipped(origin.name, tooMuch);
      return;
    }
    const named = { ...entryOf(origin), kind: 'name', name: `${origin.name}!` } as const;
    wholePiece(named, entry.name, reader);
    const inside = { ...origin, name: `${origin.name}!${entry.name.toString('utf8')}` };
    const at = dataOf(bytes, entry);
    const why = at === undefined ? damaged : closedFor(entry);
    if (why !== undefined) reader.skipped(inside.name, why);
    else if (entry.packed > 0) yield { ...entry, entry: inside, at: at ?? 0 };
  }
}

function closedFor({ isEncrypted, method }: ZipEntry): string | undefined {
  if (isEncrypted) return 'encrypted';
  return method === 0 || method === 8
    ? undefined
    : `packed by method ${method}, which is not opened`;
}
