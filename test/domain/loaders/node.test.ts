import { describe, expect, it } from 'vitest';
import { node } from '../../../src/domain/loaders/node.ts';
import { bytesOf, outcome } from './examples.ts';

const read = (text: string, version?: string) =>
  node.read(bytesOf(text), version === undefined ? {} : { version });

describe('a value, as every Node reads it', () => {
  it.each([
    ['A=x', 'x', 'needs no line feed'],
    ['A=\nB', '', 'may be empty'],
    ['A=\n"x"\n', '', 'is empty when the line ends at the equals sign'],
    ['  A  =  x y  \n', 'x y', 'loses the spaces around it'],
    ['export A=x\n', 'x', 'may stand behind export'],
    ['A=x # y\n', 'x', 'ends before a comment'],
    ['A=x#y', 'x', 'ends before any #'],
    ['A="x\\ny\nz" # w\n', 'x\ny\nz', 'has line feeds in double quotes, written either way'],
    ['A="\\\\n\\t\\\'"\n', "\\\n\\t\\'", 'knows no other escape'],
    ['A="x\\"y"\n', 'x\\', 'ends at an escaped quote'],
    ["A='x\\n#y'\n", 'x\\n#y', 'is literal in single quotes'],
    ['A=`x"y\nz`\n', 'x"y\nz', 'is literal in backticks'],
    ['A="x" y\n', 'x', 'ends at its closing quote'],
    ['A="x\n', '"x', 'keeps a quote that is never closed, and ends with its line'],
    ['A="x # y\n', '"x # y', 'keeps a comment behind such a quote'],
    ['A=x\u00a0\u3000\v\n', 'x\u00a0\u3000\v', 'keeps other white space'],
    ['A="x\r\ny\rz"\r\n', 'x\nyz', 'loses every CR'],
    ['A=x\0y\n', 'x', 'ends at a NUL'],
    ['A=1\nA=2\n', '2', 'is the last one'],
    ['A=x\n#B=1\n', 'x', 'stands above a comment'],
  ])('%j is %j: it %s', (text, value) => {
    for (const version of node.versions)
      expect(outcome(read(text, version))).toEqual([['A', value]]);
  });

  it('has U+FFFD for what is not UTF-8', () => {
    const bytes = Uint8Array.from([...bytesOf('A=x'), 0xff, ...bytesOf('y\n')]);
    expect(outcome(node.read(bytes))).toEqual([['A', 'x\ufffdy']]);
  });
});

describe('a name, as every Node reads it', () => {
  it.each([
    ['A B=1\n', 'A B', 'may have blanks inside'],
    ['a.b-c=1\n', 'a.b-c', 'may be no name of a shell'],
    ['\ufeffA=1\n', '\ufeffA', 'takes in a byte order mark'],
    ['export=1\n', 'export', 'may be export'],
    ['export\tA=1\n', 'export\tA', 'takes in export and a tab'],
    ['A\0B=1\n', 'A', 'ends at a NUL'],
    ['__proto__=1\n', '__proto__', 'may be __proto__'],
    ['01=1\n', '01', 'may be a number that JavaScript would not write so'],
    ['4294967295=1\n', '4294967295', 'may be a number too large for an array'],
  ])('%j sets %j: it %s', (text, name) => {
    for (const version of node.versions)
      expect(outcome(read(text, version))).toEqual([[name, '1']]);
  });

  it('is set once when a NUL or bad bytes make several into one', () => {
    const of = (...keys: number[][]) =>
      Uint8Array.from(keys.flatMap((key, i) => [0x41, ...key, 0x3d, 0x30 + i, 0x0a]));
    const seen = (...keys: number[][]) => outcome(node.read(of(...keys)));
    expect(seen([0, 0x42], [0])).toEqual([['A', '1']]);
    expect(seen([], [0])).toEqual([['A', '0']]);
    expect(seen([0xfe], [0xff], [0xef, 0xbf, 0xbd])).toEqual([['A\ufffd', '1']]);
    expect(seen([0xef, 0xbf, 0xbd], [0xc3])).toEqual([['A\ufffd', '1']]);
    expect(seen([0xef, 0xbf, 0xbd], [0xc3], [0xff])).toEqual([['A\ufffd', '2']]);
    expect(node.read(of([], [0]))).toMatchObject({ ignored: [{ rule: 'same-name', line: 2 }] });
  });
});

describe('a place without effect', () => {
  it.each([
    ['A=1\nsome prose\n', '20', 'no-equals', 2],
    ['some prose\nA=1\n', '22', 'no-equals', 1],
    ['A=1\n\n=x\nB=1', '20', 'ends-the-file', 3],
    ['=x\nA=1\n', '22', 'no-name', 1],
    ['=\nA=1\n', '22', 'no-name', 1],
    ['A=1\nB="x', '20', 'open-quote', 2],
    ['A="1" and more\n', '20', 'after-quote', 1],
    ["A='\n' B=2\n", '22', 'after-quote', 2],
    ['\nA= \n \nB=2\n', '22', 'taken-as-value', 4],
    ['word\n\nA=1\n', '20', 'joined-name', 3],
  ])('%j is told for version %s as %s, line %i', (text, version, rule, line) => {
    expect(read(text, version)).toMatchObject({ ignored: [{ rule, line }] });
  });

  it.each(['# A=1\n', '\n\n', 'A="1" # B\n', 'A="1"\t\n', 'A=1 # B', ''])(
    'is not in %j',
    (text) => {
      for (const version of node.versions)
        expect(read(text, version)).toMatchObject({ ignored: [], unsure: [] });
    },
  );
});

describe('lines', () => {
  it('are counted in line feeds, where the name begins', () => {
    const text = '# c\r\n\r\nA="1\n2"\r\nB=1\n  export C=1\n';
    for (const version of node.versions) {
      const reading = read(text, version);
      expect(
        reading.kind === 'read' && reading.assignments.map(({ key, line }) => key + line),
      ).toEqual(['A3', 'B5', 'C6']);
    }
  });
});
