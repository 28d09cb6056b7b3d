import type { ScanOrder } from '../leak-scanner.ts';
import { type Anchor, anchorTable } from './anchor-table.ts';
import { type RunTexts, runDecoder } from './base64-runs.ts';
import { decodedLayer } from './decoded-layer.ts';
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
  const layers = Array.from({ length: most }, decodedLayer);
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
    const layer = layers[depth - 1];
    layer?.begin(text);
    const { runs, regions } = layer ?? {};
    const heads: number[] = [];
    const anchor = (its: Anchor, from: number) => {
      if (its.needle) hits.push(shortHit(text, its, from));
      for (const rule of its.rules) runner.anchor(rule, from, from + its.bytes.length, hits);
      if (regions) wantAround(text, from, its, regions);
    };
    runner.begin(text);
    if (counts.length * stretch < text.length) counts = new Uint32Array(text.length / 16 + 64);
    const reader = { anchor, packed: (at: number) => heads.push(at), regions };
    findSigns(text, tables[layer ? 1 : 0] as (typeof tables)[0], reader, counts);
    if (layer || !known.idle) searchRandom(text, runs, hits);
    if (!known.idle) squeezed(text, counts, hits);
    inPieces?.(text, hits);
    if (layer === undefined) return;
    decodeWide(text, layer.wide);
    for (const inner of layer.texts()) scan(inner, depth - 1, hits);
    members(text, heads, (inner) => scan(inner, depth - 1, hits));
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
