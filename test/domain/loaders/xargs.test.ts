import { describe, expect, it } from 'vitest';
import { inForce } from '../../../src/domain/loaders/loader.ts';
import { xargs } from '../../../src/domain/loaders/xargs.ts';
import { bytesOf, outcome } from './examples.ts';

const outside = new Map([['PINE_OUTER', 'outer']]);
const read = (text: string) => xargs.read(bytesOf(text), { outside });

describe('a value, as the idiom reads it', () => {
  it.each([
    ['A=x', 'x', 'needs no line feed'],
    ['A=x # y\n', 'x', 'ends at a blank'],
    ['A=x#y\n', 'x#y', 'may hold #'],
    [' \v\f\rA=x\v\n', 'x\v', 'begins behind any white space and ends at blank, tab, line feed'],
    ['A=x\r\n', 'x\r', 'keeps a CR'],
    ['A="x y"\n', 'x', 'ends at a blank in quotes too, for bash'],
    [`A='x'"y"z\n`, 'xyz', 'is joined from quoted pieces'],
    [`A='"\\'\n`, '"\\', 'keeps the other quote and backslashes in quotes'],
    ['A=x\\y\\\\\\"\n', 'xy\\"', 'has the character behind a backslash'],
    ['A=x\\ y\n', 'x', 'ends at an escaped blank too'],
    ['A=x\\\nB\n', 'x', 'ends at an escaped line feed too'],
    ['A=$B`x`$(x)\n', '$B`x`$(x)', 'is not expanded'],
    ['A={a,b}~(x\n', '{a,b}~(x', 'is not taken for braces or a home'],
    ['A=[x\n', '[x', 'may hold an opening bracket'],
    ['#A=1\nA=x\n#A=2', 'x', 'is not taken out of a comment in column 1'],
    [' # A=1\n', '1', 'is taken out of an indented comment'],
    ['B=paper # live: A=false\n', 'false', 'is taken out of a comment behind another value'],
    ['export A=x\n', 'x', 'may be exported'],
    ['A=1 A=2\n', '2', 'is the last one'],
    ['A=1 A+=2\n', '12', 'may be appended to'],
    ['A=\u00e9\u2028\n', '\u00e9\u2028', 'may hold any other byte'],
  ])('%j is %j: it %s', (text, value) => {
    const found = inForce(read(text), 'A');
    expect(found.kind === 'value' ? found.value.reveal() : undefined).toBe(value);
  });

  it('may be put together from the halves of a letter', () => {
    const bytes = [...bytesOf('A='), 0xc3, ...bytesOf(' A+='), 0xa9];
    expect(outcome(xargs.read(Uint8Array.from(bytes)))).toEqual([['A', '\u00e9']]);
  });

  it('goes on behind comments, which take nothing of it', () => {
    expect(outcome(read('A=x\\\n#c D=2\ny B=1'))).toEqual([
      ['A', 'x'],
      ['B', '1'],
    ]);
  });

  it('is appended to what stands outside, when that is known', () => {
    expect(outcome(read('PINE_OUTER+=x NEW+=y'))).toEqual([
      ['NEW', 'y'],
      ['PINE_OUTER', 'outerx'],
    ]);
    const reading = xargs.read(bytesOf('A+=x A+=y B=1'));
    expect(inForce(reading, 'A')).toEqual({ kind: 'unsure', rule: 'appends', line: 1 });
    expect(inForce(reading, 'B')).toMatchObject({ kind: 'value' });
    expect(inForce(xargs.read(bytesOf('A+=x A=1')), 'A')).toMatchObject({ kind: 'value' });
  });

  it('has the line that its word begins on', () => {
    const reading = read('\n#c\nA=1 B=\\\n2\n\nC="x"\nA=3');
    expect(
      reading.kind === 'read' && reading.assignments.map(({ key, line }) => [key, line]),
    ).toEqual([
      ['A', 3],
      ['B', 3],
      ['C', 6],
      ['A', 7],
    ]);
  });
});

describe('a word without effect', () => {
  it.each([
    ['1A=1', 'bad-name'],
    [' #A=1', 'bad-name'],
    ['a.b=1', 'bad-name'],
    ['\u00e9=1', 'bad-name'],
    ['\ufeffA=1', 'bad-name'],
    ['=1', 'bad-name'],
    ['A+', 'bad-name'],
    ['A: 1', 'bad-name'],
    ['"NQ",*', 'bad-name'],
    ['-n', 'bad-name'],
    ['A', 'bare-name'],
    ['PINE_OUTER', 'bare-name'],
  ])('%j is ignored as %s on its line', (text, rule) => {
    const reading = read(`B=2\n${text}\nC=3\n`);
    expect(reading).toMatchObject({ ignored: [{ rule, line: 2 }], unsure: [] });
    expect(outcome(reading)).toEqual([
      ['B', '2'],
      ['C', '3'],
    ]);
  });
});

describe('what is lost', () => {
  it.each([
    ["B=2 it's C=3\nD=4\n", 'open-quote', 1],
    ['B=2\nC=3" D=4\nE=5\n', 'open-quote', 2],
    ['B=2\n"', 'open-quote', 2],
    [`B=2\nC=${'x'.repeat(131_065)}\nD=4\n`, 'word-too-long', 2],
  ])('%.20j loses what stands behind: %s', (text, rule, line) => {
    const reading = read(text);
    expect(outcome(reading)).toEqual([['B', '2']]);
    expect(reading).toMatchObject({ ignored: [{ rule, line }], unsure: [] });
  });

  it('is nothing behind a word of 131,066 bytes', () => {
    expect(outcome(read(`A=${'x'.repeat(131_064)} B=2`))).toHaveLength(2);
  });

  it('is everything, when a NUL stands near the start', () => {
    const reading = read('A=1\n#\0\nB=2\n');
    expect(reading).toMatchObject({ assignments: [], ignored: [{ rule: 'nul', line: 2 }] });
  });

  it('is not known, when a NUL stands deep in the file', () => {
    const reading = read(`${'A=1\n'.repeat(10_000)}\0`);
    expect(inForce(reading, 'A')).toEqual({ kind: 'unsure', rule: 'late-nul', line: 1 });
  });

  it('is not known, when too much or too often something is appended', () => {
    const half = 'x'.repeat(70_000);
    for (const text of [`A=${half} A+=${half}`, `A=1 ${'A+=x '.repeat(1001)}`]) {
      expect(inForce(read(text), 'A')).toEqual({ kind: 'unsure', rule: 'appends-much', line: 1 });
    }
    expect(outcome(read(`A=1 ${'A+=x '.repeat(1000)}`))).toEqual([['A', `1${'x'.repeat(1000)}`]]);
  });

  it('is not known, when the variables are more than a program can be started with', () => {
    const many = Array.from({ length: 9 }, (_, at) => `V${at}=${'x'.repeat(130_000)}\n`);
    expect(inForce(read(many.join('')), 'V1')).toMatchObject({ rule: 'too-much' });
  });
});
