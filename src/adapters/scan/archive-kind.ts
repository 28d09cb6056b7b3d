/** What holds other files: to be opened, or `closed` for formats that Node cannot unpack. */
export type ArchiveKind =
  | { readonly kind: 'zip' | 'gzip' | 'zstd' | 'tar' }
  | { readonly kind: 'closed'; readonly format: string };

const magics: readonly (readonly [magic: Buffer, kind: ArchiveKind])[] = [
  [Buffer.from('PK\x03\x04', 'latin1'), { kind: 'zip' }],
  [Buffer.from('PK\x05\x06', 'latin1'), { kind: 'zip' }],
  [Buffer.from('\x1f\x8b\x08', 'latin1'), { kind: 'gzip' }],
  [Buffer.from('\x28\xb5\x2f\xfd', 'latin1'), { kind: 'zstd' }],
  [Buffer.from('\xfd7zXZ\x00', 'latin1'), { kind: 'closed', format: 'xz' }],
  [Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), { kind: 'closed', format: '7z' }],
  [Buffer.from('Rar!\x1a\x07', 'latin1'), { kind: 'closed', format: 'rar' }],
  [Buffer.from('\x04\x22\x4d\x18', 'latin1'), { kind: 'closed', format: 'lz4' }],
  [Buffer.from('\x1f\x9d', 'latin1'), { kind: 'closed', format: 'compress' }],
];
const firstBytes = new Set(magics.map(([magic]) => magic[0]));
const bzip2 = /^BZh[1-9]1AY&SY/;

/** How many bytes it takes to tell. */
export const headSize = 512;

/** The archive that begins with these bytes, whatever it is called; undefined for everything else. */
export function archiveKind(head: Buffer): ArchiveKind | undefined {
  const first = head[0];
  if (first === undefined) return undefined;
  if (firstBytes.has(first)) {
    const known = magics.find(([magic]) => head.subarray(0, magic.length).equals(magic));
    if (known !== undefined) return known[1];
  }
  if (first === 66 && bzip2.test(head.toString('latin1', 0, 10)))
    return { kind: 'closed', format: 'bzip2' };
  return isTarHeader(head) ? { kind: 'tar' } : undefined;
}

/** True when the first 512 bytes have the checksum that a tar entry's header has. */
export function isTarHeader(head: Buffer): boolean {
  // The cheap look first: a checksum is octal, and every file comes through here.
  if (head.length < headSize || !/^[ 0]*[0-7]+[\0 ]/.test(head.toString('latin1', 148, 156)))
    return false;
  let sum = 256;
  for (let at = 0; at < headSize; at++) if (at < 148 || at >= 156) sum += head[at] as number;
  return sum === Number.parseInt(head.toString('latin1', 148, 156), 8);
}
