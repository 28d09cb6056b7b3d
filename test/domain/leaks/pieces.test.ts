import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesWork } from '../../../src/adapters/scan/bytes-work.ts';
import { capitals, madeUpText } from '../../../src/domain/leaks/made-up-text.ts';
import { leakRules } from '../../../src/domain/leaks/rules/index.ts';
import { leakScanner } from '../../../src/domain/leaks/scan-blocks.ts';
import { harmlessFiles } from './corpus/corpus.ts';
import { type Cutting, cuttings, evenCuttings, evenPieces } from './corpus/cuttings.ts';
import { madeUpSecret } from './corpus/made-up-secrets.ts';

const seed = process.env.CORPUS_SEED ?? 'pine';
const ours = ['databento-key', 'traderspost-webhook', 'discord-webhook'] as const;
const sizes = [1, 2, 3, 7, 11, 20, 31, 40];
const scanner = leakScanner({
  rules: leakRules,
  known: { values: [], fingerprints: [] },
  depth: 3,
  work: bytesWork,
});
const found = (text: string) =>
  [...scanner.push(Buffer.from(text, 'latin1')), ...scanner.end()].map(
    (leak) => `${leak.rule} ${leak.found.reveal()}`,
  );
const key = `${['db', ''].join('-')}${madeUpText('in pieces', 29)}`;
const file = (cutting: Cutting, pieces: readonly string[]) =>
  `import x\n\n${cutting.write(pieces)}\nend of it\n`;

describe('a credential in pieces', () => {
  it.each([...cuttings, ...evenCuttings].map((each) => [each.name, each] as const))(
    'is found by its pattern: %s',
    (_name, cutting) => {
      // A blank in front of one last character says nothing.
      const fit = evenCuttings.includes(cutting) ? sizes.filter((size) => size <= 20) : sizes;
      const all = fit.flatMap((size) =>
        ours.flatMap((rule) => [0, 1, 2].map((number) => ({ size, rule, number }))),
      );
      const missed = all.filter(({ size, rule, number }) => {
        const { written, secret } = madeUpSecret(rule, `${seed} ${cutting.name} ${size}`, number);
        return !found(file(cutting, evenPieces(written, size))).includes(`${rule} ${secret}`);
      });
      // One random key in some hundred looks like words.
      expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(all.length / 30);
    },
  );

  it('is found however unequal the pieces are', () => {
    const property = fc.property(
      fc.constantFrom(...cuttings),
      fc.constantFrom(...ours),
      fc.nat(9),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 160, maxLength: 160 }),
      (cutting, rule, number, lengths) => {
        // Known to be mixed enough, so that nothing but the pieces can hide it.
        const { written, secret } = madeUpSecret(rule, 'unequal', number);
        const pieces: string[] = [];
        for (let at = 0, index = 0; at < written.length; at += lengths[index++] ?? 1)
          pieces.push(written.slice(at, at + (lengths[index] ?? 1)));
        return found(file(cutting, pieces)).includes(`${rule} ${secret}`);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('is where it says', () => {
    const text = `# first\nkey = "${key.slice(0, 9)}" +\n  "${key.slice(9)}"\n`;
    const [leak] = [...scanner.push(Buffer.from(text)), ...scanner.end()];
    expect(leak).toMatchObject({ line: 2, column: 8, encodings: ['squeezed'], rule: ours[0] });
    expect(text.slice(leak?.offset, (leak?.offset ?? 0) + (leak?.size ?? 0))).toBe(
      `${key.slice(0, 9)}" +\n  "${key.slice(9)}`,
    );
  });

  it('is found once wherever a block ends', () => {
    const order = { rules: leakRules, known: { values: [], fingerprints: [] } };
    const sizes = { block: 256, before: 1024, behind: 2048 };
    const small = leakScanner({ ...order, depth: 3, work: bytesWork }, sizes);
    const text = `k = [\n  "${Array.from(key).join('",\n  "')}"\n].join("")\n`;
    for (let ahead = 0; ahead < 300; ahead += 13) {
      const bytes = Buffer.from(`${'word '.repeat(ahead)}${text}${'more '.repeat(600)}`);
      expect([...small.push(bytes), ...small.end()], `${ahead}`).toHaveLength(1);
    }
  });

  it('is found backwards', () => {
    for (const rule of ours) {
      const { written, secret } = madeUpSecret(rule, 'backwards', 1);
      const text = `k = "${Array.from(written).reverse().join('')}"[::-1]\n`;
      expect(found(text)).toEqual([`${rule} ${secret}`]);
    }
  });
});

describe('what only looks like pieces', () => {
  const short = key.slice(0, -4);
  it.each([
    ['one character more', `"${key.slice(0, 12)}" + "${key.slice(12)}x"`],
    ['one character less', `"${key.slice(0, 12)}" + "${key.slice(12, -1)}"`],
    ['a sentence', 'db-connection pools are opened lazily and closed Again whenever 3 idle'],
    ['words in a list', '["db-", "Primary", "Secondary", "Replica", "Tester", "X1"]'],
    ['lines of words', 'db-primary\nSecondary1\nReplicaTwo2\nab\n'],
    [
      'joints of many kinds',
      `"${key.slice(0, 9)}" + "${key.slice(9, 15)}", f("${key.slice(15, 20)}") . "${key.slice(20)}"`,
    ],
    ['words on one line', `use ${short} with abcd or not`],
    ['one letter again and again', `"db-${'x'.repeat(14)}" + "${'x'.repeat(15)}"`],
    [
      'hex',
      `"db-${madeUpText('pod', 14, '0123456789abcdef')}" + "${madeUpText('d', 15, '0123456789abcdef')}"`,
    ],
    ['a name of a cloud, and a word', `host: db-${madeUpText('cloud', 26, capitals)}\nfoo: 1`],
    ['a path without secrets', '"https://discord.com/api/" + "webhooks/" + id + "/" + token'],
    ['a uuid alone', '"/trading/" + "webhook/" + "4f1c2d3e-" + "aaaa-4bbb-accc-" + "0123456789ab"'],
  ])('%s is left alone', (_name, text) => {
    expect(found(`${text}\n`)).toEqual([]);
  });

  it.each(['d b - ', '"d","b","-",', 'w\ne\nb\nh\no\no\nk\n/\n', '-bd', 'db-a\n', '" /a" '])(
    'takes its time in proportion to the bytes: %j',
    (unit) => {
      const began = process.cpuUsage();
      expect(found(unit.repeat(200_000 / unit.length))).toEqual([]);
      // Some thirty times what it takes; anything quadratic takes minutes.
      expect(process.cpuUsage(began).user / 1e6).toBeLessThan(10);
    },
  );

  it('raises no alarm in harmless files', () => {
    const alarms = harmlessFiles(`${seed} pieces`, 620).filter(
      ({ bytes }) => found(Buffer.from(bytes).toString('latin1')).length > 0,
    );
    expect(alarms.map(({ path }) => path)).toEqual([]);
  });
});
