import { describe, expect, it } from 'vitest';
import { docker } from '../../../src/domain/loaders/docker.ts';
import { inForce } from '../../../src/domain/loaders/loader.ts';
import { bytesOf, outcome } from './examples.ts';

const outside = new Map([['PINE_OUTER', 'outer']]);

describe('a value, as the docker client reads it', () => {
  it.each([
    ['A=x', 'x', 'needs no line feed'],
    ['A=', '', 'may be empty'],
    ['A="x" # y \t\n', '"x" # y \t', 'is exactly what stands behind the first equals sign'],
    ['A==x\n', '=x', 'may begin with an equals sign'],
    ['A=x\r\n', 'x', 'loses one CR at its end'],
    ['A=x\r\r\n', 'x\r', 'loses no second CR'],
    ['A=x\ry\n', 'x\ry', 'keeps a CR inside'],
    ['A=x\r', 'x', 'loses a CR at the end of the file as well'],
    ['\ufeffA=x\n', 'x', 'may stand behind a byte order mark'],
    ['\t\u2003\u200a\u0085A=x\n', 'x', 'may stand behind any white space'],
    ['# A=1\n  #A=2\nA=x\n', 'x', 'is not taken out of a comment'],
    ['A=x\u2028\n', 'x\u2028', 'keeps white space at its end'],
    ['A=1\nA=2\n', '2', 'is the last one'],
    [`A=${'x'.repeat(65_533)}\n`, 'x'.repeat(65_533), 'may fill a line of 65,535 bytes'],
  ])('%.20j is %.20j: it %s', (text, value) => {
    expect(outcome(docker.read(bytesOf(text), { outside }))).toEqual([['A', value]]);
  });

  it('comes twice when its name does, in the order of the file', () => {
    const reading = docker.read(bytesOf('A=1\nB=x\nA=2\n'));
    expect(
      reading.kind === 'read' && reading.assignments.map(({ key, line }) => [key, line]),
    ).toEqual([
      ['A', 1],
      ['B', 2],
      ['A', 3],
    ]);
  });

  it.each(['a.b', 'a-b', '1A', ';A', 'A:', '__proto__', '\u00e9', 'A\u00a0', '\ufeff\ufeffA'])(
    'may be called %s',
    (name) => {
      expect(outcome(docker.read(bytesOf(`#\n${name}=1\n`)))).toEqual([[name, '1']]);
    },
  );
});

describe('a name without an equals sign', () => {
  const bytes = bytesOf('PINE_OUTER\nNOBODY\nB=2\n');

  it('takes the text of the client when that is known', () => {
    const reading = docker.read(bytes, { outside });
    expect(outcome(reading)).toEqual([
      ['B', '2'],
      ['PINE_OUTER', 'outer'],
    ]);
    expect(reading).toMatchObject({ unsure: [], ignored: [{ rule: 'not-in-client', line: 2 }] });
  });

  it('cannot be predicted when it is not, and leaves the other keys alone', () => {
    const reading = docker.read(bytes);
    expect(inForce(reading, 'PINE_OUTER')).toEqual({
      kind: 'unsure',
      rule: 'from-client',
      line: 1,
    });
    expect(inForce(reading, 'NOBODY')).toMatchObject({ kind: 'unsure', line: 2 });
    expect(inForce(reading, 'B')).toMatchObject({ kind: 'value', line: 3 });
  });

  it('is certain again once a later line gives it a value, and not the other way round', () => {
    expect(inForce(docker.read(bytesOf('A\nA=1\n')), 'A')).toMatchObject({ kind: 'value' });
    expect(inForce(docker.read(bytesOf('A=1\nA\n')), 'A')).toMatchObject({ kind: 'unsure' });
  });

  it('loses what is not UTF-8 on its way to the engine', () => {
    const odd = new Map([['A', 'x\udcff\u{1f4b6}']]);
    expect(outcome(docker.read(bytesOf('A'), { outside: odd }))).toEqual([
      ['A', 'x\ufffd\u{1f4b6}'],
    ]);
  });
});

describe('a refused file', () => {
  const latin1 = Uint8Array.from([0x5a, 0xfc]);
  const secondLine = (text: string, bytes = new Uint8Array()) =>
    Uint8Array.from([...bytesOf(`B=2\n${text}`), ...bytes]);

  it.each([
    ['a blank in a name', secondLine('export A=1'), 'blank-in-name'],
    ['a blank behind a name', secondLine('A =1'), 'blank-in-name'],
    ['a tab in a name', secondLine('A\tB'), 'blank-in-name'],
    ['prose', secondLine('some prose'), 'blank-in-name'],
    ['no name', secondLine(' =1'), 'no-name'],
    ['Latin-1 in a value', secondLine('A=', latin1), 'not-utf8'],
    ['Latin-1 in a comment', secondLine('# ', latin1), 'not-utf8'],
    ['a line of 65,536 bytes', secondLine(`#${'x'.repeat(65_535)}`), 'line-too-long'],
    ['such a line of few letters', secondLine(`#${'\u20ac'.repeat(21_845)}`), 'line-too-long'],
    ['such a line, CR LF included', secondLine(`A=${'x'.repeat(65_533)}\r\n`), 'line-too-long'],
  ])('is one with %s, and the line is said', (_what, bytes, rule) => {
    expect(docker.read(bytes)).toEqual({ kind: 'refused', rule, line: 2 });
  });

  it('is judged line by line: the first line that refuses is the one that is named', () => {
    expect(docker.read(bytesOf(`=1\n${'x'.repeat(70_000)}`))).toMatchObject({ line: 1 });
  });
});

describe('a NUL', () => {
  it('goes to the engine, and nobody says that it arrives', () => {
    const reading = docker.read(bytesOf('A=x\0y\nB=2\n'));
    expect(outcome(reading)).toEqual([
      ['A', 'x\0y'],
      ['B', '2'],
    ]);
    expect(inForce(reading, 'A')).toMatchObject({ kind: 'unsure', rule: 'nul', line: 1 });
  });
});
