import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configRules } from '../../../src/domain/worker/config-rules.ts';
import { readRuntimeConfig } from '../../../src/domain/worker/read-runtime-config.ts';
import { told } from '../../peers/told-value.ts';
import { configOf, readingOf } from './a-config.ts';

const text = (said: string) => ['text', said];

describe('the runtime config', () => {
  it.each([
    [
      'is JSON first, where an exponent needs no sign',
      '{"a": 1e3}',
      'json',
      [[text('a'), ['float', '0x1.f400000000000p+9']]],
    ],
    ['is YAML else, where it is a text', '{"a": 1e3,}', 'yaml', [[text('a'), text('1e3')]]],
    ['takes the last of repeated keys', 'a: 1\na: 2\n', 'yaml', [[text('a'), ['integer', '0x2']]]],
    [
      'merges, and its own keys win',
      'a: &a {x: 1}\nb: {<<: *a, x: on}\n',
      'yaml',
      [
        [text('a'), ['map', [[text('x'), ['integer', '0x1']]]]],
        [text('b'), ['map', [[text('x'), ['boolean', true]]]]],
      ],
    ],
    [
      'knows any kind of line end',
      'a: |\r\n  x\r\n  y\rb: 1',
      'yaml',
      [
        [text('a'), text('x\ny\n')],
        [text('b'), ['integer', '0x1']],
      ],
    ],
  ])('%s', (_, written, format, entries) => {
    expect(readingOf(written)).toMatchObject({ kind: 'read', format });
    expect(told(configOf(written))).toEqual(['map', entries]);
  });

  it('tells in which line a field stands', () => {
    const lines = (written: string) => {
      const value = configOf(written);
      return value.kind === 'map' ? value.entries.map(({ line }) => line) : [];
    };
    expect(lines('# c\na: |\n  x\n\nb:\n  - 1\nc: 2\na: 3\n')).toEqual([8, 5, 7]);
    expect(lines('{\n"a": [1,\n2],\r\n"b": 3}')).toEqual([2, 4]);
  });

  const unusable = [
    ['a tab between two parts', 'a: 1\nb:\tc\n', 'character', 2],
    ['a second colon', 'a: b: c\n', 'colon', 1],
    ['a field without a colon', 'a: 1\nb\n', 'no-colon', 2],
    ['a quote that is not closed', 'a: 1\nb: "c\n', 'quote', 2],
    ['an escape that is none', 'a: "\\q"\n', 'escape', 1],
    ['an alias of nothing', '- *a\n', 'alias', 1],
    ['a tag of Python', '- 1\n- !!python/object/apply:os.system [x]\n', 'tag-unknown', 2],
    ['a list as a key', '{[a]: b}', 'key', 1],
    ['a 13th month', 'a: 2026-13-01\n', 'value', 1],
    ['two documents', 'a: 1\n---\nb: 2\n', 'documents', 2],
    ['a bracket that is not closed', 'a: [b\n', 'structure', 2],
    ['a control character', 'a: 1\nb: \x07\n', 'control-character', 2],
    ['a merge of a text', 'a: {<<: x}\n', 'merge', 1],
    ['a bare =', 'a: =\n', 'tag-unknown', 1],
  ] as const;
  it.each(unusable)('is unusable by %s, and the line is told', (_, written, rule, line) => {
    expect(readingOf(written)).toEqual({ kind: 'unusable', rule, line });
    expect(configRules[rule]).toMatch(/^(is|has|holds|merges) /);
  });

  it('is unusable when it is not UTF-8', () => {
    const reading = readRuntimeConfig(Uint8Array.from([0x61, 0xff]));
    expect(reading).toEqual({ kind: 'unusable', rule: 'not-utf8' });
  });

  const laughs = Array.from({ length: 30 }, (_, at) => `- &a${at + 1} [*a${at}, *a${at}]\n`);
  const merges = Array.from({ length: 30 }, (_, at) => `- &a${at + 1} {<<: [*a${at}, *a${at}]}\n`);
  it.each([
    ['nests too deep', '['.repeat(5000), 'too-deep'],
    ['nests too deep in JSON', `${'['.repeat(150)}${']'.repeat(150)}`, 'too-deep'],
    [
      'nests too deep by aliases',
      `- &a0 []\n${Array.from({ length: 150 }, (_, at) => `- &a${at + 1} [*a${at}]\n`).join('')}`,
      'too-deep',
    ],
    ['multiplies by aliases', `- &a0 [x]\n${laughs.join('')}`, 'too-many'],
    ['multiplies by merges', `- &a0 {x: 1}\n${merges.join('')}`, 'too-many'],
    ['holds too many values', '[1,'.concat('1,'.repeat(300_000), '1]'), 'too-many'],
    ['contains itself', '&a {b: [*a]}\n', 'contains-itself'],
    ['is larger than what is read', `# ${'x'.repeat(4 * 1024 * 1024)}`, 'too-large'],
    ['has a number that json and int() refuse', `[${'1'.repeat(4301)}]`, 'long-number'],
    ['makes a number of foreign digits', '!!int \u0661\n', 'foreign-digits'],
  ])('is unclear when it %s', (_, written, rule) => {
    expect(readingOf(written)).toMatchObject({ kind: 'unclear', rule });
    expect(configRules[rule]).toMatch(/^(is|has|holds|spells) /);
  });

  it('may hold one text that is unclear, and is read for the rest', () => {
    expect(told(configOf('a: "\\ud83d\\ude00"\nb: 1\n'))).toEqual([
      'map',
      [
        [text('a'), ['unclear']],
        [text('b'), ['integer', '0x1']],
      ],
    ]);
  });

  it('never makes the reader throw or quote, whatever the bytes', () => {
    const told = (bytes: Uint8Array) => {
      const reading = readRuntimeConfig(bytes);
      if (reading.kind !== 'read') expect(Object.keys(configRules)).toContain(reading.rule);
    };
    const soup = fc.string({ unit: fc.constantFrom(...' \n-?:,[]{}&*!|>\'"%@#=~ab01<.') });
    const bytes = fc.oneof(
      fc.uint8Array(),
      soup.map((one) => new TextEncoder().encode(one)),
    );
    fc.assert(fc.property(bytes, told), { numRuns: 3000 });
  });

  const long = 400_000;
  it.each([
    ['escapes', `"${'\\u0041'.repeat(long / 6)}`],
    ['quoted lines', `'${'a\n'.repeat(long / 2)}'`],
    ['plain lines', 'a\n'.repeat(long / 2)],
    ['block lines', `>\n${' a\n\n'.repeat(long / 4)}`],
    ['sixties', `1${':1'.repeat(long / 2)}.5`],
    ['blanks', `!!int "${' '.repeat(long)}x"`],
    ['question marks', '?'.repeat(long)],
    ['anchors', '&a '.repeat(long / 3)],
    ['merges', `{${'<<: {},'.repeat(long / 7)}}`],
    ['one key', `{${'a: 1,'.repeat(long / 5)}}`],
  ])('takes time by its length: %s', (_, written) => {
    expect(readingOf(written).kind).toMatch(/read|unusable|unclear/);
  });
});
