import {
  type Anchor,
  type AnchorTable,
  anchorSign,
  hashOf,
  packedSign,
  standsAt,
} from './anchor-table.ts';
import { classOf, wordly } from './byte-classes.ts';
import { escapeLeads } from './escape-forms.ts';
import type { EscapeRegion } from './escape-regions.ts';
import { countMask, inPairs, isSign, mayClose, mayOpen } from './pair-table.ts';
import { counted, stretch } from './rich-regions.ts';
import type { Text } from './text.ts';

/** Who is told what a text shows signs of, in the order of places. */
export interface SignReader {
  anchor(anchor: Anchor, from: number): void;
  /** A gzip or zlib member may begin here. */
  packed(at: number): void;
  /** Absent where nothing more is decoded. */
  readonly regions: readonly EscapeRegion[] | undefined;
}

/**
 * One look at every byte for the anchors of all rules and everything that can be decoded; on the way it counts what
 * each stretch of the text is made of.
 */
export function findSigns(
  { bytes, length }: Text,
  table: AnchorTable,
  reader: SignReader,
  counts: Uint32Array,
): void {
  const { pairs } = table;
  const words = inPairs(bytes, length);
  for (let from = 0, index = 0, at = 0; from < length; from += stretch, index++) {
    const to = Math.min(words.length, at + stretch / 2);
    let count = 0;
    for (; at < to; at++) {
      const pair = pairs[words[at] as number] as number;
      // It overflows, which the counts in its lower bits do not feel.
      count = (count + pair) | 0;
      if ((pair & isSign) !== 0) readPair(bytes, length, 2 * at, pair, table, reader);
    }
    counts[index] = count & countMask;
  }
  if (length % 2 === 1) {
    const last = Math.floor((length - 1) / stretch);
    counts[last] = (counts[last] as number) + (counted[bytes[length - 1] as number] as number);
  }
}

/** Looks for three bytes that end or begin with the pair at `at`. */
function readPair(
  bytes: Uint8Array,
  length: number,
  at: number,
  pair: number,
  table: AnchorTable,
  reader: SignReader,
): void {
  const mayEnd = at > 0 && mayClose(pair, bytes[at - 1] as number);
  if (mayEnd) readThree(bytes, length, at - 1, table, reader);
  const mayBegin = at + 2 < length && mayOpen(pair, bytes[at + 2] as number);
  if (mayBegin) readThree(bytes, length, at, table, reader);
}

function readThree(
  bytes: Uint8Array,
  length: number,
  at: number,
  { signs, anchors }: AnchorTable,
  reader: SignReader,
): void {
  const hash = hashOf(bytes[at] as number, bytes[at + 1] as number, bytes[at + 2] as number);
  const sign = signs[hash] as number;
  if (sign !== 0) readSign(bytes, length, at + 2, sign, anchors.get(hash), reader);
}

function readSign(
  bytes: Uint8Array,
  length: number,
  at: number,
  sign: number,
  anchors: readonly Anchor[] | undefined,
  reader: SignReader,
): void {
  if ((sign & anchorSign) !== 0) {
    for (const anchor of anchors ?? []) {
      const from = at - 2 - anchor.key;
      if (standsAt(anchor, bytes, from)) reader.anchor(anchor, from);
    }
  }
  if (reader.regions === undefined) return;
  if ((sign & packedSign) !== 0 && isPacked(bytes, at - 2)) reader.packed(at - 2);
  if ((sign & 15) !== 0) {
    for (const region of reader.regions) wantEscape(bytes, length, at, region);
  }
}

function isPacked(bytes: Uint8Array, at: number): boolean {
  const [first, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2] as number];
  // No flag above 31 is in use.
  if (first === 0x1f) return second === 0x8b && third === 8 && (bytes[at + 3] as number) < 32;
  return first === 0x78 && (0x7800 | (second as number)) % 31 === 0 && isDeflate(bytes, at + 2);
}

/** True for what a first block of deflate may begin with (RFC 1951, 3.2.3): chance begins otherwise, mostly. */
function isDeflate(bytes: Uint8Array, at: number): boolean {
  const head = bytes[at] as number;
  const kind = (head >> 1) & 3;
  if (kind === 2) return head >> 3 <= 29 && ((bytes[at + 1] as number) & 31) <= 29;
  const length = (bytes[at + 1] as number) ^ (bytes[at + 3] as number);
  return kind === 1 || (kind === 0 && head < 2 && length === 255);
}

// How far around an escape of a letter a secret may reach whose other letters are none.
const before = 256;
const behind = 512;

function wantEscape(bytes: Uint8Array, length: number, at: number, region: EscapeRegion): void {
  const { lead, read } = region.form;
  const from = bytes[at - 2] === lead ? at - 2 : bytes[at - 1] === lead ? at - 1 : -1;
  if (from < 0) return;
  const code = read(bytes, from, length);
  if (code === 0 || (code > 0 && !couldHide(code >> 4))) return;
  region.want(Math.max(0, from - before), from + behind);
}

const hiding = new Set([...'/+=.:@%&\\'].map((letter) => letter.charCodeAt(0)));

/** True for what anchors and secrets are made of. */
function couldHide(byte: number): boolean {
  return ((classOf[byte] as number) & wordly) !== 0 || hiding.has(byte);
}

// An escape in front of an anchor, between it and a secret or in between hides a match from its pattern.
const ahead = 40;
const beyond = 64;
const margin = 16;

/** Wants what stands around an anchor to be decoded when there are escapes next to it. */
export function wantAround(
  { bytes, length }: Text,
  from: number,
  { before: most, reach }: Anchor,
  regions: readonly EscapeRegion[],
): void {
  const end = Math.min(length, from + beyond);
  for (let at = Math.max(0, from - Math.min(most + margin, ahead)); at < end; at++) {
    const form = escapeLeads[bytes[at] as number] as number;
    if (form === 255) continue;
    const region = regions[form] as EscapeRegion;
    if (region.form.read(bytes, at, length) === 0) continue;
    region.want(Math.max(0, from - most - margin), from + reach);
  }
}
