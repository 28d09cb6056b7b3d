import { describe, expect, it } from 'vitest';
import { bytesWork } from '../../../src/adapters/scan/bytes-work.ts';
import type { KnownSecrets } from '../../../src/domain/leaks/known-secrets.ts';
import { leakRules } from '../../../src/domain/leaks/rules/index.ts';
import { leakScanner } from '../../../src/domain/leaks/scan-blocks.ts';
import { providers } from '../../../src/domain/providers/index.ts';
import type { ProviderName } from '../../../src/domain/providers/provider.ts';
import { type CorpusFile, encodedPlants, harmlessFiles, plainPlants } from './corpus/corpus.ts';
import { asFingerprint, asValue, type Sample } from './known-samples.ts';
import { byEncoding, byKind, byRule, type FoundLeak, share, type Table } from './recall.ts';

const seed = process.env.CORPUS_SEED ?? 'pine';
const nothing: KnownSecrets = { values: [], fingerprints: [] };
const issuers: Readonly<Record<string, ProviderName>> = {
  'databento-key': 'databento',
  'traderspost-webhook': 'traderspost',
  'discord-webhook': 'discord',
};
const plain = plainPlants(seed, 16);
const encoded = encodedPlants(seed, 4);
const none = harmlessFiles(seed, 620);

function leaksWith(known: KnownSecrets) {
  const scanner = leakScanner({ rules: leakRules, known, depth: 3, work: bytesWork });
  return (bytes: Uint8Array): readonly FoundLeak[] =>
    [...scanner.push(bytes), ...scanner.end()].map(({ rule, offset }) => ({ rule, offset }));
}

describe('the scanner over the corpus', () => {
  it('finds what the rules find by themselves, and raises no more alarms', () => {
    const scan = leaksWith(nothing);
    const table = byRule(plain, scan);
    show('plain plants by rule: found / planted', table);
    for (const [rule, row] of table)
      expect(share(row), rule).toBeGreaterThanOrEqual(rule in issuers ? 1 : 0.85);
    const wrong = sum(byKind(none, scan));
    const right = sum(table);
    console.log(`precision ${(right / (right + wrong)).toFixed(4)}: ${wrong} false alarms`);
    expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.99);
  });

  it('finds our providers by their patterns in nearly every encoding', () => {
    const whole = encoded.filter(({ kind }) => !kind.startsWith('fragment'));
    const table = byEncoding(whole, leaksWith(nothing));
    show('by pattern alone', table);
    expect(share(table.get('plain'))).toBe(1);
    expect(sum(table) / planted(table)).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['value', asValue, 0.95],
    ['fingerprint', asFingerprint, 0.9],
  ] as const)('finds what it knows by %s, however it is written', (what, knowing, enough) => {
    const fits = (file: CorpusFile) => what === 'value' || !file.kind.startsWith('fragment');
    const table = new Map<string, ReturnType<typeof row>>();
    for (const file of encoded.filter(fits)) {
      const known = knowing(sampleOf(file));
      const own = byEncoding([file], leaksWith(known)).get(file.kind);
      table.set(file.kind, row(table.get(file.kind), own));
    }
    show(`known by ${what}`, table);
    expect(sum(table) / planted(table)).toBeGreaterThanOrEqual(enough);
  });
});

function sampleOf({ plants: [plant] }: CorpusFile): Sample {
  const provider = issuers[plant?.rule ?? ''] ?? 'opaque';
  const value = plant?.secret ?? '';
  return { provider, value, core: providers[provider].cores(value)[0] ?? '' };
}

function row(before = { planted: 0, found: 0, named: 0 }, more = { ...before }) {
  return {
    planted: before.planted + more.planted,
    found: before.found + more.found,
    named: before.named + more.named,
  };
}

const sum = (table: Table) => [...table.values()].reduce((all, { found }) => all + found, 0);
const planted = (table: Table) => [...table.values()].reduce((all, one) => all + one.planted, 0);

function show(title: string, table: Table): void {
  const rows = [...table].map(([name, one]) => `${name.padEnd(24)} ${one.found}/${one.planted}`);
  console.log([title, ...rows].join('\n'));
}
