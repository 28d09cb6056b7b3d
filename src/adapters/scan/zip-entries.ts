/** Bytes that can be read anywhere: a file, or a part of the memory. */
export interface Bytes {
  readonly size: number;
  /** Fewer only where they end. */
  read(at: number, length: number): Buffer;
}

/** An entry of a zip archive, as its directory tells it. */
export interface ZipEntry {
  readonly name: Buffer;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packed: number;
  readonly unpacked: number;
  /** Where its local header begins. */
  readonly at: number;
}

const endSize = 22;
const longestComment = 65_535;
const locatorSize = 20;
const most32 = 0xffffffff;

/**
 * The entries in the directory at a zip archive's end (APPNOTE 4.3), one at a time, since there may be
 * many. Undefined when there is no such directory.
 */
export function zipEntries(bytes: Bytes): Iterable<ZipEntry> | undefined {
  const end = endOf(bytes);
  return end === undefined ? undefined : entriesFrom(bytes, end.at, end.size);
}

/** Where the packed bytes of an entry begin: behind its local header, whose size only it knows itself. */
export function dataOf(bytes: Bytes, entry: ZipEntry): number | undefined {
  const local = bytes.read(entry.at, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50) return undefined;
  return entry.at + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
}

function endOf(bytes: Bytes): { at: number; size: number } | undefined {
  const from = Math.max(0, bytes.size - endSize - longestComment - locatorSize);
  const tail = bytes.read(from, bytes.size - from);
  const at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (at < 0 || tail.length < at + endSize) return undefined;
  const [size, start] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (size !== most32 && start !== most32) return { at: start, size };
  return at < locatorSize ? undefined : largeEnd(bytes, tail.subarray(at - locatorSize, at));
}

/** Of archives over 4 GiB (zip64). */
function largeEnd(bytes: Bytes, locator: Buffer): { at: number; size: number } | undefined {
  if (locator.readUInt32LE(0) !== 0x07064b50) return undefined;
  const record = bytes.read(Number(locator.readBigUInt64LE(8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) return undefined;
  return { size: Number(record.readBigUInt64LE(40)), at: Number(record.readBigUInt64LE(48)) };
}

function* entriesFrom(bytes: Bytes, from: number, size: number): Generator<ZipEntry> {
  for (let at = from; at < from + size; ) {
    const head = bytes.read(at, 46);
    if (head.length < 46 || head.readUInt32LE(0) !== 0x02014b50) return;
    const nameSize = head.readUInt16LE(28);
    const extraSize = head.readUInt16LE(30);
    const rest = bytes.read(at + 46, nameSize + extraSize);
    yield large(
      {
        name: Buffer.from(rest.subarray(0, nameSize)),
        method: head.readUInt16LE(10),
        isEncrypted: (head.readUInt16LE(8) & 1) === 1,
        packed: head.readUInt32LE(20),
        unpacked: head.readUInt32LE(24),
        at: head.readUInt32LE(42),
      },
      rest.subarray(nameSize),
    );
    at += 46 + nameSize + extraSize + head.readUInt16LE(32);
  }
}

/** Numbers that have no room in 32 bits stand in the extra field 1, in this order, and only they. */
function large(entry: ZipEntry, extra: Buffer): ZipEntry {
  const field = largeField(extra);
  if (field === undefined) return entry;
  let from = 0;
  const number = (told: number): number => {
    if (told !== most32 || field.length < from + 8) return told;
    from += 8;
    return Number(field.readBigUInt64LE(from - 8));
  };
  const unpacked = number(entry.unpacked);
  const packed = number(entry.packed);
  return { ...entry, unpacked, packed, at: number(entry.at) };
}

function largeField(extra: Buffer): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1)
      return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  return undefined;
}
