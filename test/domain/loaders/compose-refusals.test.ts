// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what compose expands is written like this
import { describe, expect, it } from 'vitest';
import { compose } from '../../../src/domain/loaders/compose.ts';
import { inForce } from '../../../src/domain/loaders/loader.ts';
import { bytesOf, outcome } from './examples.ts';

const outside = new Map([
  ['SET', 'out'],
  ['EMPTY', ''],
]);

describe('a file that compose refuses', () => {
  it.each([
    [';A=1', 'bad-name'],
    ['"A"=1', 'bad-name'],
    ['A+=1', 'bad-name'],
    ['A="x" "y"', 'bad-name'],
    ['A\0=1', 'bad-name'],
    ['\u00a0\ufeffA=1', 'bad-name'],
    ['A B=1', 'blank-in-name'],
    ['some prose\n', 'blank-in-name'],
    ['export export A=1', 'blank-in-name'],
    ['export ', 'lonely-export'],
    ['A="x', 'open-quote'],
    ["A='x\\'", 'open-quote'],
    ['A=${', 'bad-expansion'],
    ['A=${}', 'bad-expansion'],
    ['A=${1}', 'bad-expansion'],
    ['A=${B', 'bad-expansion'],
    ['A=${B:-x', 'bad-expansion'],
    ['A=${B:}', 'bad-expansion'],
    ['A=${B/x/y}', 'bad-expansion'],
    ['A="${B:-x\n}"', 'bad-expansion'],
    ['A=${NO:-${B}', 'bad-expansion'],
    ['A=${NO:?m}', 'required'],
    ['A=${EMPTY:?m}', 'required'],
    ['A=${NO?}', 'required'],
    ['A=${NO:-${NO?}}', 'required'],
  ])('is one with %j: %s', (text, rule) => {
    expect(compose.read(bytesOf(`\nB=2\n${text}`), { outside })).toEqual({
      kind: 'refused',
      rule,
      line: 3,
    });
  });

  it('is one with Latin-1 in a name', () => {
    const bytes = Uint8Array.from([0x5a, 0xfc, 0x3d, 0x31]);
    expect(compose.read(bytes)).toMatchObject({ kind: 'refused', rule: 'bad-name' });
  });
});

describe('a name without a value', () => {
  it('takes the text of the project when that is known', () => {
    const reading = compose.read(bytesOf('SET\nNOBODY \r\nB=2\n'), { outside });
    expect(outcome(reading)).toEqual([
      ['B', '2'],
      ['SET', 'out'],
    ]);
    expect(reading).toMatchObject({ unsure: [], ignored: [{ rule: 'not-in-project', line: 2 }] });
  });

  it('cannot be predicted when it is not', () => {
    expect(inForce(compose.read(bytesOf('A=1\nA\n')), 'A')).toEqual({
      kind: 'unsure',
      rule: 'name-from-project',
      line: 2,
    });
  });

  it.each(['B=2\nA', 'B=2\n=1', 'B=2\n:x\n'])('is a value without a name in %j', (text) => {
    const reading = compose.read(bytesOf(text));
    expect(outcome(reading)).toEqual([['B', '2']]);
    expect(reading).toMatchObject({ unsure: [], ignored: [{ rule: 'no-name', line: 2 }] });
  });
});

describe('bytes that an engine may not get', () => {
  it.each([
    ['a NUL', [0], 'nul'],
    ['Latin-1', [0xfc], 'not-utf8'],
  ])('are kept and said: %s', (_what, middle, rule) => {
    const bytes = Uint8Array.from([...bytesOf('B=2\nA=x'), ...middle, ...bytesOf('y\n')]);
    const reading = compose.read(bytes);
    expect(outcome(reading)).toHaveLength(2);
    expect(inForce(reading, 'A')).toEqual({ kind: 'unsure', rule, line: 2 });
    expect(inForce(reading, 'B')).toMatchObject({ kind: 'value' });
  });
});

describe('defaults in defaults', () => {
  const nested = (depth: number) => `A=${'${N:-'.repeat(depth)}x${'}'.repeat(depth)}\nB=2\n`;

  it('are followed a hundred deep, and beyond that the key is unpredictable', () => {
    const read = (depth: number) => compose.read(bytesOf(nested(depth)), { outside });
    expect(outcome(read(100))).toEqual([
      ['A', 'x'],
      ['B', '2'],
    ]);
    expect(inForce(read(101), 'A')).toMatchObject({ kind: 'unsure', rule: 'too-deep' });
    expect(inForce(read(1e6), 'B')).toMatchObject({ kind: 'value' });
  });

  it('that cannot be predicted make what is expanded from them unpredictable', () => {
    const bytes = bytesOf(`${nested(101)}C=$A\n`);
    expect(inForce(compose.read(bytes, { outside }), 'C')).toMatchObject({ kind: 'unsure' });
  });
});
