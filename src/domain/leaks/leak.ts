import type { Registration } from '../registry.ts';
import type { Secret } from '../secret.ts';

/** How a secret was written down; `squeezed`: in pieces, with quotes, blanks or line ends between. */
export type Encoding =
  | 'base64'
  | 'hex'
  | 'percent'
  | 'escapes'
  | 'entities'
  | 'quoted-printable'
  | 'utf-16'
  | 'gzip'
  | 'reversed'
  | 'squeezed';

/** Whose a leak is: a registration, and the tier of its environment (`live` where that is not known). */
export interface Owner extends Registration {
  readonly tier: 'safe' | 'live';
}

/** Something that must not be where it is; the only field that holds it is a Secret. */
export interface Leak {
  /** The rule that found it: `databento-key`, `known-value`, `known-fragment`. */
  readonly rule: string;
  /** Where it begins in the source's bytes, from 0; of the encoded text where it is encoded. */
  readonly offset: number;
  /** The line, and the byte in it, both from 1. */
  readonly line: number;
  readonly column: number;
  /** How many bytes of the source it takes, for redaction; never reported. */
  readonly size: number;
  /** Outermost first; empty for plain text. */
  readonly encodings: readonly Encoding[];
  /** What was found, decoded. */
  readonly found: Secret;
  /** Whose it is, when it is one of ours; every place that holds it. */
  readonly owners: readonly Owner[];
  /** True when only a part of it is there. */
  readonly partial: boolean;
  /** False where 24 bits of a window agree, and nothing could confirm it. */
  readonly certain: boolean;
}
