import type { Encoding } from '../leak.ts';
import type { ScanOrder } from '../leak-scanner.ts';
import { type Anchor, anchorTable } from './anchor-table.ts';
import { type RunTexts, runDecoder } from './base64-runs.ts';
import { type DecodedText, decodedText } from './decoded-text.ts';
import { escapeRegions } from './escape-regions.ts';
import { findSigns, wantAround } from './find-signs.ts';
import { type Hit, knownValue } from './hit.ts';
import { knownSearch } from './known-search.ts';
import { searchLetters } from './letter-runs.ts';
import { packedMembers } from './packed-members.ts';
import { piecesSearch } from './pieces-search.ts';
import { always, eachRich, mayHoldRandom, stretch } from './rich-regions.ts';
import { ruleRunner } from './rule-runner.ts';
import { squeezedSearch } from './squeezed-text.ts';
import { rangeOf, type Text } from './text.ts';
import { searchVisible } from './visible-runs.ts';
import { decodeWide } from './wide-text.ts';

/** Searches a text, and what is encoded in it, for everything that was ordered. */
export type TextScan = (text: Text) => readonly Hit[];

// Decoded text is shorter than what it was decoded from; only base64 at four offsets may be more.
const growth = 2;
const slack = 65_536;
// In stretches: what is random may begin in the one before.
const margins = { before: 2, behind: 1 };

/** The search for one order; it keeps its buffers, so that a small file costs little. */
export function textScan({ rules, known: secrets, depth: most, work }: ScanOrder): TextScan {
  const known = knownSearch(secrets, work);
  const runner = ruleRunner(rules, work);
  const decoder = runDecoder();
  const squeezed = squeezedSearch(known);
  const members = packedMembers(work);
  const inPieces = piecesSearch(rules, work);
  let counts = new Uint32Array(256);
  const tables = [false, true].map((decodes) => anchorTable(rules, known.short, decodes));

  const searchRandom = (text: Text, runs: RunTexts | undefined, hits: Hit[]): void => {
    let done = 0;
    eachRich(counts, text.length, known.plainToo ? always : mayHoldRandom, margins, (from, to) => {
      done = searchLetters(text, [from, to], done, known, decoder, runs, hits);
    });
    if (!known.needsWide) return;
    done = 0;
    eachRich(counts, text.length, known.oddToo ? always : mayHoldRandom, margins, (from, to) => {
      done = searchVisible(text, [from, to], done, known, hits);
    });
  };
  const scan = (text: Text, depth: number, hits: Hit[]): void => {
    const deeper = depth > 0;
    const open = (encoding: Encoding) => decodedText(text, encoding, growth * text.length + slack);
    const regions = deeper ? escapeRegions(text, ({ encoding }) => open(encoding)) : undefined;
    const runs = deeper ? { base64: open('base64'), hex: open('hex') } : undefined;
    const heads: number[] = [];
    const anchor = (its: Anchor, from: number) => {
      if (its.needle) hits.push(shortHit(text, its, from));
      for (const rule of its.rules) runner.anchor(rule, from, from + its.bytes.length, hits);
      if (regions) wantAround(text, from, its, regions);
    };
    runner.begin(text);
    if (counts.length * stretch < text.length) counts = new Uint32Array(text.length / 16 + 64);
    const reader = { anchor, packed: (at: number) => heads.push(at), regions };
    findSigns(text, tables[deeper ? 1 : 0] as (typeof tables)[0], reader, counts);
    if (deeper || !known.idle) searchRandom(text, runs, hits);
    if (!known.idle) squeezed(text, counts, hits);
    inPieces?.(text, hits);
    if (!deeper) return;
    const wide = open('utf-16');
    decodeWide(text, wide);
    const decoded = [
      runs?.base64,
      runs?.hex,
      wide,
      ...(regions ?? []).map((each) => each.finish()),
    ];
    for (const inner of decoded) rescan(inner, depth - 1, hits);
    members(text, heads, (inner) => scan(inner, depth - 1, hits));
  };
  const rescan = (decoded: DecodedText | undefined, depth: number, hits: Hit[]) => {
    const text = decoded?.text();
    if (text) scan(text, depth, hits);
  };
  return (text) => {
    const hits: Hit[] = [];
    known.refresh();
    members.refresh();
    scan(text, most, hits);
    return hits;
  };
}

function shortHit(text: Text, { needle, bytes }: Anchor, at: number): Hit {
  const [from, to] = rangeOf(text, at, at + bytes.length);
  return {
    rule: knownValue,
    ...{ from, to, found: needle?.core ?? '', owners: needle?.owners ?? [] },
    ...{ encodings: text.encodings, partial: false, certain: true },
  };
}
