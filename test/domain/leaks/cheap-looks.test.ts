import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesWork } from '../../../src/adapters/scan/bytes-work.ts';
import type { LeakRule } from '../../../src/domain/leaks/leak-rule.ts';
import { leakRules } from '../../../src/domain/leaks/rules/index.ts';
import { leakScanner } from '../../../src/domain/leaks/scan-blocks.ts';
import { harmlessFiles, plainPlants } from './corpus/corpus.ts';

const rules = leakRules.filter(({ mayMatch }) => mayMatch !== undefined);
const nothing = { values: [], fingerprints: [] };
const signs = [
  ...[' = ', ': ', '=', ' => "', '":"', "', '", '\t', '  ', '\n', ' {', '>', ' || ', '%27', '\\"'],
  ...[' value: ', 'value', '--', 'ENV ', 'export ', '-x ', '.', 'key', ']', '(', ') ', '@', '://'],
  ...['my_', 'Abcd1234', 'x9Kq27LmPw83Zt', 'é', '\xa0', ':', '; ', 'auth', 'api'],
];

function placesOf(rule: LeakRule): (bytes: Uint8Array) => readonly string[] {
  const scanner = leakScanner({ rules: [rule], known: nothing, depth: 0, work: bytesWork });
  return (bytes) =>
    [...scanner.push(bytes), ...scanner.end()].map(({ offset, size }) => `${offset} ${size}`);
}

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  // Whatever is real or not: what the pattern matches is at stake here.
  const { mayMatch: _look, isReal: _real, ...patternAlone } = rule;
  const quick = placesOf({ ...patternAlone, ...(rule.mayMatch && { mayMatch: rule.mayMatch }) });
  const slow = placesOf(patternAlone);

  it('matches the same in the corpus with its cheap look and without', () => {
    let matches = 0;
    for (const { bytes } of [...plainPlants('looks', 8), ...harmlessFiles('looks', 300)]) {
      const all = slow(bytes);
      matches += all.length;
      expect(quick(bytes)).toEqual(all);
    }
    expect(matches).toBeGreaterThan(5);
  });

  it('matches the same in what is made of its own pieces', () => {
    const pieces = fc.constantFrom(...rule.anchors, ...rule.ng(), ...signs, ...signs);
    const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 24 });
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = Buffer.from(text.join(''), 'latin1');
        expect(quick(bytes)).toEqual(slow(bytes));
      }),
      { numRuns: 3000 },
    );
  });
});
