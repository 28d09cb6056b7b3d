import { describe, expect, it } from 'vitest';
import type { Setting } from '../../../src/domain/loaders/loader.ts';
import { inForce } from '../../../src/domain/loaders/loader.ts';
import { pythonDotenv } from '../../../src/domain/loaders/python-dotenv.ts';
import { bytesOf, outcome } from './examples.ts';

const outside = new Map([['OUT', 'outer']]);
const read = (text: string, setting: Setting = { outside }) =>
  pythonDotenv.read(bytesOf(text), setting);
const inBraces = (text: string) => text.replaceAll('<', '$'.concat('{')).replaceAll('>', '}');

describe('a value, as python-dotenv reads it', () => {
  it.each([
    ['A=x', 'x', 'needs no line feed'],
    ['A=\nB', '', 'may be empty'],
    ['  A \t=  x y \t\n', 'x y', 'loses the blanks around it'],
    ['A=\u00a0x\u3000\x1f\x85\n', 'x', 'loses what Python calls white space'],
    ['A=x\u200b\ufeff\n', 'x\u200b\ufeff', 'keeps what only looks like white space'],
    ['export\tA=x\n', 'x', 'may stand behind export'],
    ["'A'=x\n", 'x', 'may have a name in single quotes'],
    ['A=x # y\n', 'x', 'ends before a comment'],
    ['A=x\t#y # z\n', 'x', 'ends before the first comment'],
    ['A=x#y\n', 'x#y', 'keeps a # without white space before it'],
    ['A=#x\n', '#x', 'keeps a # at its start'],
    ['A=x\\\n', 'x\\', 'keeps a backslash at its end'],
    ['A=x\rB', 'x', 'ends at a CR'],
    ['A="x # y" # z\n', 'x # y', 'keeps a # in quotes'],
    ['A="x\r\ny\rz"\n', 'x\ny\nz', 'keeps line ends in quotes, as line feeds'],
    [
      'A="\\a\\b\\f\\n\\r\\t\\v\\\\\\"\\\'"\n',
      '\x07\b\f\n\r\t\v\\"\'',
      'is unescaped in double quotes',
    ],
    ['A="\\$\\x\\0"\n', '\\$\\x\\0', 'keeps other escapes in double quotes'],
    ["A='\\n\\\\\\''\n", "\\n\\'", 'is unescaped in single quotes for two bytes only'],
    ['A=`x y`\n', '`x y`', 'keeps backticks'],
    ['A=x"y"\n', 'x"y"', 'keeps quotes inside'],
    ['A=1\nA=2\n', '2', 'is the last one'],
    ['A=\0x\n', '\0x', 'keeps a NUL'],
  ])('%j is %j: it %s', (text, value) => {
    for (const version of pythonDotenv.versions)
      expect(outcome(read(text, { version, outside }))).toEqual([['A', value]]);
  });
});

describe('a name in braces', () => {
  it.each([
    ['B=1\nA=<B>', '1', 'is looked up in the lines above'],
    ['B=1\nA=<B>\nB=2', '1', 'has the value it has there'],
    ["B=1\nA='<B>'", '1', 'is looked up in single quotes too'],
    ['B=1\nA=\\<B>', '\\1', 'is looked up behind a backslash too'],
    ['A=<OUT>', 'outer', 'is looked up outside'],
    ['OUT=inner\nA=<OUT>', 'inner', 'is looked up above before it is outside'],
    ['OUT\nA=<OUT:-d>', '', 'is empty when it stands alone above, whatever is outside'],
    ['A=<NO>', '', 'is empty when nobody knows it'],
    ['A=<NO:-d e>', 'd e', 'has a default'],
    ['B=\nA=<B:-d>', '', 'does not need its default when it is empty'],
    ['A=<NO-d>', '', 'may be odd'],
    ['A=<NO:-<B>>', '<B}', 'ends at the first closing brace'],
    ['A=<A:+d>$B<', '<A:+d>$B<', 'is no name with another operator, without braces or unclosed'],
    ['B=<OUT>\nA=<B>', 'outer', 'is not looked at again'],
  ])('%j makes A %j: it %s', (text, value) => {
    expect(outcome(read(inBraces(text)))).toContainEqual(['A', inBraces(value)]);
  });

  it.each([
    ['A=<X>', 'A', 'from outside'],
    ['A=<X:-d>', 'A', 'from outside, if it is there at all'],
    ['B=<X>\nA=x<B>', 'A', 'from a name that comes from outside'],
  ])('makes %j uncertain when nobody knows the environment: it comes %3$s', (text, key) => {
    expect(inForce(read(inBraces(text), {}), key)).toMatchObject({
      kind: 'unsure',
      rule: 'comes-from-outside',
    });
  });

  it('makes nothing uncertain that is written again, and no other key', () => {
    const reading = read(inBraces('A=<X>\nB=<A>\nA=1\nC=<A>\n'), {});
    expect(inForce(reading, 'A')).toMatchObject({ kind: 'value', line: 3 });
    expect(inForce(reading, 'B')).toMatchObject({ kind: 'unsure', line: 2 });
    expect(inForce(reading, 'C')).toMatchObject({ kind: 'value', line: 4 });
  });

  it('cannot be told when values grow from line to line beyond all measure', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `A${i + 1}=<A${i}><A${i}>\n`);
    const reading = read(inBraces(`A0=x\n${lines.join('')}Z=1\n`));
    expect(inForce(reading, 'A10')).toMatchObject({ kind: 'value' });
    expect(inForce(reading, 'A60')).toMatchObject({ kind: 'unsure', rule: 'grows-too-long' });
    expect(inForce(reading, 'Z')).toMatchObject({ kind: 'value' });
  });
});

describe('a place without effect', () => {
  it.each([
    ['=x\nB=2\n', 'no-name', 1],
    ["''=x\nB=2\n", 'no-name', 1],
    ['B=2\nexport ', 'no-name', 2],
    ['some prose\nB=2\n', 'not-an-assignment', 1],
    ['\r\n\nA: 1\nB=2\n', 'not-an-assignment', 3],
    ['A="x\nB=2\n', 'open-quote', 1],
    ["A='x' y\nB=2\n", 'after-quote', 1],
    ["A='x\n'y\nB=2\n", 'after-quote', 1],
    ['B=2\nA\n', 'bare-name', 2],
  ])('%j is ignored as %s on line %i', (text, rule, line) => {
    const reading = read(text);
    expect(outcome(reading)).toEqual([['B', '2']]);
    expect(reading).toMatchObject({ ignored: [{ rule, line }] });
  });

  it('is an assignment whose name stands alone further down', () => {
    const reading = read('A=1\nB=2\nA\n');
    expect(outcome(reading)).toEqual([['B', '2']]);
    expect(reading).toMatchObject({
      ignored: [
        { rule: 'unset-below', line: 1 },
        { rule: 'bare-name', line: 3 },
      ],
    });
    expect(outcome(read('A=1\nA\nA=2\n'))).toEqual([['A', '2']]);
  });
});

describe('the versions', () => {
  it.each([
    ['A= # x\n', [['A', '# x']], [['A', '']]],
    ['\ufeffA=1\n', [['\ufeffA', '1']], [['A', '1']]],
    [
      "A='x\\'\nB=2\n",
      [
        ['A', 'x\\'],
        ['B', '2'],
      ],
      [['B', '2']],
    ],
    [
      "A='x\\\\'\nB='y'\n",
      [],
      [
        ['A', 'x\\'],
        ['B', 'y'],
      ],
    ],
  ])('0.21 and 1.2 read %j apart', (text, old, young) => {
    expect(outcome(read(text))).toEqual(old);
    expect(outcome(read(text, { version: '0.21', outside }))).toEqual(old);
    expect(outcome(read(text, { version: '1.2', outside }))).toEqual(young);
  });
});

describe('a refused file', () => {
  it.each([
    ['Latin-1 in a comment', [0xfc]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a character that is cut short', [0xe2, 0x82]],
  ])('is one with %s, and the line is said', (_what, bad) => {
    const bytes = Uint8Array.from([...bytesOf('A=1\n# '), ...bad, ...bytesOf('\nB=2\n')]);
    expect(pythonDotenv.read(bytes)).toEqual({ kind: 'refused', rule: 'not-utf8', line: 2 });
    const atEnd = bytes.subarray(0, -5);
    expect(pythonDotenv.read(atEnd)).toEqual({ kind: 'refused', rule: 'not-utf8', line: 2 });
  });
});

describe('lines', () => {
  it('are counted in line feeds, where the statement begins', () => {
    const reading = read('# c\n\nA="1\n2"\r\nB=1\rC=1\n  export D=1\n');
    const lines = reading.kind === 'read' && reading.assignments.map(({ key, line }) => key + line);
    expect(lines).toEqual(['A3', 'B5', 'C5', 'D6']);
  });
});
