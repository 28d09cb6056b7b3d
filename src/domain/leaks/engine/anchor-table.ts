import type { LeakRule } from '../leak-rule.ts';
import { lowered } from './byte-classes.ts';
import type { Needle } from './needles.ts';
import { type PairTable, pairTable } from './pair-table.ts';

/** A literal piece that says where to look, and what for. */
export interface Anchor {
  readonly bytes: Uint8Array;
  readonly folds: boolean;
  /** Where the three bytes stand in it that it is found by. */
  readonly key: number;
  /** Indexes of rules. */
  readonly rules: readonly number[];
  /** As wide as the widest of its rules. */
  readonly before: number;
  readonly reach: number;
  /** A known value too short for windows, of which this is all. */
  readonly needle?: Needle;
}

/** Signs of something to do that the table knows, as bits; the first are the escape forms by their numbers. */
export const anchorSign = 16;
export const packedSign = 32;

/** What three bytes may be the sign of. */
export interface AnchorTable {
  readonly pairs: PairTable['pairs'];
  /** By the hash of three bytes. */
  readonly signs: Uint8Array;
  readonly anchors: ReadonlyMap<number, readonly Anchor[]>;
}

const hashBits = 18;

// Pairs of letters as ordinary text and code have them, the commonest first.
const commonPairs = [
  'AAACIASE',
  'inonreere stor: te, t then tdeesat =tial= n ntcos isarle cnsseetio iriodpetrng {ndcthe s aro *it',
  ') raedrtexecme); raspours.an* ta " (ncun fnetouecernf d  e o n }hifir ssliypmaeachtu ppatyifilam',
  'lu d//ulgeefomtsxpna==rre.vaemacvecasiutprllnola vni bptop |rsy | ouolid**soadig mmp> belonuosha',
  '",suim()um ukee:e(e, wdickoffofaoticg clelap l /t(o xtagfut.giusocrus)h ltplaymi/*m ie*/l mb',
].join('');

/** The table of these rules and short values; with depth also of what can be decoded. */
export function anchorTable(
  rules: readonly LeakRule[],
  short: readonly Needle[],
  decodes: boolean,
): AnchorTable {
  const signs = new Uint8Array(1 << hashBits);
  const { pairs, add } = pairTable();
  const mark = ([first = 0, second = 0, third = 0]: readonly number[], sign: number): number => {
    const at = hashOf(first, second, third);
    signs[at] = (signs[at] as number) | sign;
    add(first, second, third);
    return at;
  };
  const anchors = new Map<number, Set<Anchor>>();
  for (const anchor of [...anchorsOf(rules), ...short.map(anchorOfNeedle)]) {
    for (const three of keysOf(anchor)) {
      const hash = mark(three, anchorSign);
      anchors.set(hash, (anchors.get(hash) ?? new Set()).add(anchor));
    }
  }
  if (decodes) for (const [text, sign] of codedSigns()) mark(bytesOf(text), sign);
  return { pairs, signs, anchors: new Map([...anchors].map(([hash, all]) => [hash, [...all]])) };
}

/** The hash of three bytes, by which signs and anchors are asked. */
export function hashOf(first: number, second: number, third: number): number {
  return ((first << 12) ^ (second << 6) ^ third) & ((1 << hashBits) - 1);
}

/** True when the anchor stands at `from`. */
export function standsAt({ bytes, folds }: Anchor, text: Uint8Array, from: number): boolean {
  if (from < 0) return false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = text[from + at] as number;
    if ((folds ? lowered[byte] : byte) !== bytes[at]) return false;
  }
  return true;
}

function anchorsOf(rules: readonly LeakRule[]): readonly Anchor[] {
  const all = new Map<string, { text: string; folds: boolean; rules: number[] }>();
  rules.forEach(({ anchors, foldsCase }, index) => {
    for (const anchor of anchors) {
      const text = foldsCase ? anchor.toLowerCase() : anchor;
      const key = `${foldsCase} ${text}`;
      const others = all.get(key);
      if (others) others.rules.push(index);
      else all.set(key, { text, folds: foldsCase, rules: [index] });
    }
  });
  return [...all.values()].map(({ text, folds, rules: its }) => {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const widest = (of: (rule: LeakRule) => number) =>
      Math.max(...its.map((index) => of(rules[index] as LeakRule)));
    const [before, reach] = [widest((rule) => rule.before), widest((rule) => rule.reach)];
    return { bytes, folds, key: rarest(text), rules: its, before, reach };
  });
}

function anchorOfNeedle(needle: Needle): Anchor {
  const { part: bytes, folds } = needle;
  const key = rarest(String.fromCharCode(...bytes));
  return { bytes, folds, key, rules: [], before: 0, reach: bytes.length, needle };
}

/** Where three bytes stand of which the first two and the last two are seldom seen: they cost a closer look. */
function rarest(text: string): number {
  let best = 0;
  for (let at = 1; at + 3 <= text.length; at++) {
    if (commonness(text, at) < commonness(text, best)) best = at;
  }
  return best;
}

function commonness(text: string, at: number): number {
  return shareOf(text.slice(at, at + 2)) + shareOf(text.slice(at + 1, at + 3));
}

function shareOf(pair: string): number {
  for (let rank = 0; rank < commonPairs.length; rank += 2) {
    if (commonPairs.startsWith(pair, rank)) return commonPairs.length - rank;
  }
  return 0;
}

/** The three bytes that an anchor is found by, in every case that they may have. */
function keysOf({ bytes, folds, key }: Anchor): readonly (readonly number[])[] {
  const three = [...bytes.subarray(key, key + 3)];
  const ways = three.map((byte) =>
    folds && byte >= 97 && byte <= 122 ? [byte, byte - 32] : [byte],
  );
  const [first = [], second = [], third = []] = ways;
  return first.flatMap((a) => second.flatMap((b) => third.map((c) => [a, b, c])));
}

function bytesOf(text: string): readonly number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

/** The first three bytes of every escape that could hide a character of a secret or of an anchor. */
function* codedSigns(): Generator<readonly [string, number]> {
  const hex = [...'0123456789abcdefABCDEF'];
  for (const high of '234567') {
    for (const low of hex) yield [`%${high}${low}`, 1];
    for (const low of hex) yield [`=${high}${low}`, 8];
    yield [`\\x${high}`, 2];
  }
  for (const second of ['0', '{']) yield [`\\u${second}`, 2];
  for (const octal of ['04', '05', '06', '07', '10', '11', '12', '13', '14', '15', '16', '17']) {
    yield [`\\${octal}`, 2];
  }
  for (let third = 33; third < 127; third++) yield [`\\/${String.fromCharCode(third)}`, 2];
  for (const third of 'xX123456789') yield [`&#${third}`, 4];
  for (const name of ['sol', 'low', 'hyp', 'das', 'col', 'equ', 'plu'])
    yield [`&${name.slice(0, 2)}`, 4];
  // Behind a blank it is an assignment, behind another one the padding of base64.
  for (let before = 33; before < 127; before++) {
    if (before === 61) continue;
    for (const end of '\r\n') yield [`${String.fromCharCode(before)}=${end}`, 8];
  }
  yield ['\x1f\x8b\x08', 32];
  for (const level of '\x01\x5e\x9c\xda') {
    for (let third = 0; third < 256; third++) yield [`x${level}${String.fromCharCode(third)}`, 32];
  }
}
