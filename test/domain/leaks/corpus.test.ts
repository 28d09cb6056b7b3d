import { describe, expect, it } from 'vitest';
import { encodedPlants, harmlessFiles, plainPlants } from './corpus/corpus.ts';
import { naiveLeaksIn } from './naive-leaks.ts';
import { byEncoding, byKind, byRule, share, type Table } from './recall.ts';

const seed = process.env.CORPUS_SEED ?? 'pine';
const ours = ['databento-key', 'traderspost-webhook', 'discord-webhook'];
// The one line to change for another scanner.
const leaksIn = naiveLeaksIn;

const plain = plainPlants(seed, 16);
const none = harmlessFiles(seed, 620);

describe('the corpus', () => {
  it('is the same for the same seed, and large', () => {
    expect(plainPlants(seed, 16)).toEqual(plain);
    expect(plain.length + encodedPlants(seed, 2).length).toBeGreaterThan(400);
    expect(none.length).toBeGreaterThanOrEqual(500);
  });

  it('has every plain plant where it says', () => {
    expect(plain.filter(({ plants }) => plants.some(({ offset }) => offset < 0))).toEqual([]);
  });
});

describe('the rules over the corpus', () => {
  it('find every plain credential of our providers, and nearly all others', () => {
    const table = byRule(plain, leaksIn);
    show('plain plants by rule: found / planted, named by the rule itself', table);
    for (const [rule, row] of table)
      expect(share(row), rule).toBeGreaterThanOrEqual(ours.includes(rule) ? 1 : 0.85);
  });

  it('are right when they alarm', () => {
    const alarms = byKind(none, leaksIn);
    const wrong = [...alarms.values()].reduce((sum, row) => sum + row.found, 0);
    const right = [...byRule(plain, leaksIn).values()].reduce((sum, row) => sum + row.found, 0);
    show(
      'alarms in harmless files by kind',
      new Map([...alarms].filter(([, row]) => row.found > 0)),
    );
    console.log(
      `precision ${(right / (right + wrong)).toFixed(4)}: ${wrong} alarms in ${none.length} harmless files`,
    );
    expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.99);
  });

  it('find the plain ones among all ways to write them', () => {
    const table = byEncoding(encodedPlants(seed, 4), leaksIn);
    show('our providers by encoding', table);
    expect(share(table.get('plain'))).toBe(1);
    expect(share(table.get('json in json'))).toBe(1);
  });
});

function show(title: string, table: Table): void {
  const rows = [...table].map(
    ([name, { found, planted, named }]) => `${name.padEnd(24)} ${found}/${planted} ${named}`,
  );
  console.log([title, ...rows].join('\n'));
}
