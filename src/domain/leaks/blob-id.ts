import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** What git calls a file of these bytes, in a repository of either kind. */
export function blobIds(bytes: Uint8Array): readonly string[] {
  const blob = concatBytes(utf8ToBytes(`blob ${bytes.length}\0`), bytes);
  return [bytesToHex(sha1(blob)), bytesToHex(sha256(blob))];
}
