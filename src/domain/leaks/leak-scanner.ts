import type { KnownSecrets } from './known-secrets.ts';
import type { Leak } from './leak.ts';
import type { LeakRule } from './leak-rule.ts';

/** What the domain cannot do by itself, since it knows nothing of Node. */
export interface BytesWork {
  /** `bytes[from, to)` as text with one character a byte. */
  readonly latin1: (bytes: Uint8Array, from: number, to: number) => string;
  /** The first gzip or zlib member in the bytes; at most `limit` bytes of it; undefined when there is none. */
  readonly inflate: (bytes: Uint8Array, limit: number) => Uint8Array | undefined;
}

/** What one scan looks for, and how deep. */
export interface ScanOrder {
  readonly rules: readonly LeakRule[];
  readonly known: KnownSecrets;
  /** How many encodings may lie around each other. */
  readonly depth: number;
  readonly work: BytesWork;
}

/** Reads one source after the other, each in chunks of any size; keeps no more than it needs for the next one. */
export interface LeakScanner {
  /** The next bytes of this source; they are not kept, nor changed. */
  push(chunk: Uint8Array): readonly Leak[];
  /** The source ends here; what is left of it, and the scanner is ready for another source. */
  end(): readonly Leak[];
}
