import { describe, expect, it } from 'vitest';
import { systemd } from '../../../src/domain/loaders/systemd.ts';
import { bytesOf, outcome } from './examples.ts';

describe('a value, as systemd reads it', () => {
  it.each([
    ['A=x', 'x', 'needs no line feed'],
    ['A=', '', 'may be empty at the end of the file'],
    ['A=  x y \t\n', 'x y', 'loses the blanks around it and keeps the inner ones'],
    ['A=x\r\n', 'x', 'ends at a CR'],
    ['  A  = x\n', 'x', 'may stand behind an indented name with blanks after it'],
    ['A=x # y\n', 'x # y', 'keeps what looks like a comment'],
    ['A=\\#x\n', '#x', 'loses the backslash of an escape'],
    ['A=x\\ \n', 'x ', 'keeps an escaped blank at its end'],
    ['A=x\\\ny\n', 'xy', 'goes on after a backslash and a line feed'],
    ['A=x\\\r\ny\n', 'x', 'ends at the LF of an escaped CR LF'],
    ['A=x\\', 'x', 'loses a backslash that ends the file'],
    ["A='x y'\n", 'x y', 'stands in single quotes'],
    ["A='a\\'b\n", 'a\\b', 'keeps a backslash in single quotes, which does not escape'],
    ['A="a\\"\\\\\\`\\$\\n"\n', 'a"\\`$\\n', 'is unescaped in double quotes for four bytes only'],
    ['A="a\\\nb"\n', 'ab', 'is joined over an escaped line feed in double quotes'],
    ['A="a\\\r\nb"\n', 'a\\\r\nb', 'is not joined over an escaped CR in double quotes'],
    ['A="a\r\nb"\n', 'a\r\nb', 'keeps CR LF in quotes'],
    [`A="a" 'b' "c"\n`, 'abc', 'is joined from quoted pieces'],
    ['A="a" b "c"\n', 'ab "c"', 'takes quotes literally after the first bare byte'],
    ['A=" a "  \n', ' a ', 'keeps the blanks in its quotes'],
    ['A="x\nB=2\n', 'x\nB=2\n', 'swallows the rest of the file behind an open quote'],
    ['A="x\\', 'x', 'loses a pending backslash in an open quote'],
    ['A=\u00a0x\u00a0\n', '\u00a0x\u00a0', 'keeps blanks outside ASCII'],
    ['A=\ufeffx\n', '\ufeffx', 'keeps a byte order mark'],
    ['A=1\nA=2\n', '2', 'is the last one'],
  ])('%j is %j: it %s', (text, value) => {
    expect(outcome(systemd.read(bytesOf(text)))).toEqual([['A', value]]);
  });
});

describe('a place without effect', () => {
  it.each([
    ['export A=1\nB=2\n', 'export-line', 1],
    ['\n export\tA=1\nB=2\n', 'export-line', 2],
    ['a.b=1\nB=2\n', 'bad-name', 1],
    ['1A=1\nB=2\n', 'bad-name', 1],
    ['A B=1\nB=2\n', 'bad-name', 1],
    ['Á=1\nB=2\n', 'bad-name', 1],
    ['\ufeffA=1\nB=2\n', 'bad-name', 1],
    ['=A=1\nB=2\n', 'bad-name', 1],
    ['="A\nB=2\n', 'no-equals', 1],
    ['B=2\nprose here\n', 'no-equals', 2],
    ['B=2\nprose', 'no-equals', 2],
    ['B=2\n# note \\\nA=1\n', 'comment-continues', 3],
    ['B=2\n; note \\\nA=1\n', 'comment-continues', 3],
  ])('%j is ignored as %s on line %i', (text, rule, line) => {
    const reading = systemd.read(bytesOf(text));
    expect(outcome(reading)).toEqual([['B', '2']]);
    expect(reading).toMatchObject({ ignored: [{ rule, line }] });
  });

  it('is not what follows a comment that ends in two backslashes, or in one that ends the file', () => {
    for (const text of ['# x\\\\\nA=1\n', 'A=1\n# x\\', 'A=1\n# x\\\n']) {
      expect(systemd.read(bytesOf(text))).toMatchObject({
        ignored: [],
        assignments: [{ key: 'A' }],
      });
    }
  });

  it('is a continued comment before version 254 only', () => {
    const bytes = bytesOf('# note \\\nA=1\n# b\\\\\nB=2\n');
    expect(outcome(systemd.read(bytes, { version: '252' }))).toEqual([['B', '2']]);
    expect(outcome(systemd.read(bytes, { version: '254' }))).toEqual([
      ['A', '1'],
      ['B', '2'],
    ]);
  });
});

describe('a refused file', () => {
  const bad = (name: string, ...middle: number[]) =>
    Uint8Array.from([...bytesOf(`B=2\n${name}`), ...middle, 0x0a]);

  it.each([
    ['a NUL in a value', bad('A=x', 0), 'nul'],
    ['a NUL in a comment', bad('# x', 0), 'nul'],
    ['Latin-1 in a value', bad('A=Z', 0xfc), 'not-utf8'],
    ['Latin-1 in a name', bad('Z', 0xfc, 0x3d), 'not-utf8'],
    ['Latin-1 in a value whose name is unusable', bad('a.b=', 0xfc), 'not-utf8'],
    ['an overlong form', bad('A=', 0xc0, 0xaf), 'not-utf8'],
    ['a surrogate', bad('A=', 0xed, 0xa0, 0x80), 'not-utf8'],
    ['U+FFFE', bad('A=', 0xef, 0xbf, 0xbe), 'noncharacter'],
    ['U+FDD0', bad('A=', 0xef, 0xb7, 0x90), 'noncharacter'],
    ['U+1FFFF in a name', bad('A', 0xf0, 0x9f, 0xbf, 0xbf, 0x3d), 'noncharacter'],
  ])('is one with %s, and the line is said', (_what, bytes, rule) => {
    expect(systemd.read(bytes)).toMatchObject({ kind: 'refused', rule, line: 2 });
  });

  it.each([
    ['a comment', bad('# Z', 0xfc)],
    ['a line without =', bad('Z', 0xfc)],
  ])('is not one with Latin-1 in %s', (_what, bytes) => {
    expect(outcome(systemd.read(bytes))).toEqual([['B', '2']]);
  });

  it('does not say what stands in it', () => {
    const canary = `canary${Date.now()}`;
    const reading = systemd.read(Uint8Array.from([...bytesOf(`A=${canary}`), 0xff]));
    expect(reading.kind).toBe('refused');
    expect(JSON.stringify(reading)).not.toContain(canary);
  });
});

describe('lines', () => {
  it('are where an assignment begins, whatever it spans', () => {
    const text = '\n# c \\\nC\nA="1\n2\n3"\nB=x\\\ny\\\nz\n\r\nD=1\rE=2\nA=4\n';
    const reading = systemd.read(bytesOf(text));
    expect(
      reading.kind === 'read' && reading.assignments.map(({ key, line }) => [key, line]),
    ).toEqual([
      ['A', 4],
      ['B', 7],
      ['D', 11],
      ['E', 11],
      ['A', 12],
    ]);
  });
});

describe('ten megabytes', () => {
  it.each([
    ['of one value', `A=${'x'.repeat(1e7)}`, 1],
    ['of one open quote', `A="${'\\'.repeat(1e7)}`, 1],
    ['of blanks behind a value', `A=x${' '.repeat(1e7)}`, 1],
    ['of blanks in a name', `A${' '.repeat(1e7)}=1`, 1],
    ['of line feeds', `${'\n'.repeat(1e7)}A=1`, 1],
    ['of short lines', 'A=12345678\n'.repeat(1e6), 1e6],
  ])('%s take linear time', { timeout: 20_000 }, (_what, text, count) => {
    const reading = systemd.read(bytesOf(text));
    expect(reading.kind === 'read' && reading.assignments.length).toBe(count);
  });
});
