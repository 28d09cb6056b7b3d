import { describe, expect, it } from 'vitest';
import type { LeakRule } from '../../../src/domain/leaks/leak-rule.ts';
import { leakRules } from '../../../src/domain/leaks/rules/index.ts';
import { naiveLeaks } from './naive-leaks.ts';

// Generous, since the machine may be busy: what backtracks without bound takes seconds.
const millisecondsForASlice = 15;
const fillers = [
  'a',
  'A1',
  '0',
  ' ',
  '\t',
  '\n',
  '"',
  '\\',
  '\\n',
  '-',
  '_',
  '.',
  '/',
  '=',
  ':',
  ',',
  '{',
  '(',
  'x:',
];

describe.each(leakRules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  it('is quick on every slice that is built against it', () => {
    const slow = hostile(rule).filter(
      (text) => quickest(() => [...text.matchAll(rule.pattern)]) > millisecondsForASlice,
    );
    expect(slow.map((text) => text.slice(0, 60))).toEqual([]);
  });

  it('takes no more than in proportion when a text grows', () => {
    const worst = hostile(rule)
      .map((text) => ({ text, took: quickest(() => [...text.matchAll(rule.pattern)]) }))
      .reduce((a, b) => (b.took > a.took ? b : a)).text;
    // Several slices long, so that those cut short at its end do not count.
    const once = 4 * (rule.before + rule.reach);
    const text = worst.repeat(Math.ceil((4 * once) / worst.length));
    const short = quickest(() => naiveLeaks(rule, text.slice(0, once)));
    const long = quickest(() => naiveLeaks(rule, text.slice(0, 4 * once)));
    expect(long).toBeLessThan(12 * Math.max(short, 2));
  });
});

// What a rule thinks of a match is a matter of patterns, too.
const words = ['pat', 'Ab', 'aB1', 'A1', 'sha1', '1a', 'x9', 'Word', 'api', 'k3y'];
const between = ['=', '-', '_', '.', '/', ':', ' ', '', '+', '--', '%2F'];
const ends = ['', 'wMzQzMgpwdWJsaWMgc3RyaW5n', '!', '\u0001', '=='];
const rows = words.flatMap((word) =>
  between.flatMap((sign) => ends.map((end) => fill(`${word}${sign}`, 150) + end)),
);

describe.each(
  leakRules.flatMap(({ name, isReal }) => (isReal === undefined ? [] : [[name, isReal] as const])),
)('%s', (_name, isReal) => {
  it('makes up its mind quickly, whatever it is shown', () => {
    const slow = rows.filter(
      (row) => quickest(() => isReal(row, `name="${row}"`)) > millisecondsForASlice,
    );
    expect(slow).toEqual([]);
  });
});

/** Slices of the size that the engine hands over, made of what the rule itself looks for. */
function hostile(rule: LeakRule): readonly string[] {
  const size = rule.before + rule.reach;
  const spoilt = rule.ng().flatMap((text) => [text.slice(0, -2), `${text.slice(0, -3)}\u0001`]);
  const pieces = [...rule.anchors, ...spoilt];
  const alone = pieces.map((piece) => fill(piece, size));
  const mixed = [rule.anchors[0] ?? '', rule.anchors.at(-1) ?? '', ...spoilt.slice(0, 4)].flatMap(
    (piece) =>
      fillers.flatMap((filler) => [
        fill(`${piece}${filler}`, size),
        fill(`${filler}${piece}`, size),
        `${piece}${fill(filler, size)}`.slice(0, size),
        `${fill(filler, rule.before)}${piece}${fill(filler, size)}`.slice(0, size),
      ]),
  );
  return [...alone, ...mixed];
}

function fill(piece: string, size: number): string {
  return piece.repeat(Math.ceil(size / Math.max(piece.length, 1))).slice(0, size);
}

function quickest(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2 && best > millisecondsForASlice / 10; round++) {
    const begun = performance.now();
    work();
    best = Math.min(best, performance.now() - begun);
  }
  return best;
}
