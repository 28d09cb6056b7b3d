import { describe, expect, it } from 'vitest';
import { node } from '../../../src/domain/loaders/node.ts';
import { bytesOf, outcome } from './examples.ts';

const read = (text: string, version: string) => node.read(bytesOf(text), { version });

describe('the versions of Node', () => {
  it.each([
    [
      'A= \nB=2\n',
      [
        ['A', ''],
        ['B', '2'],
      ],
      [['A', 'B=2']],
    ],
    ['A=\t1\t\n', [['A', '\t1\t']], [['A', '1']]],
    ['\tA=1\n', [['\tA', '1']], [['A', '1']]],
    ['export  A=1\n', [[' A', '1']], [['A', '1']]],
    [
      'export A=\nB=2',
      [
        ['A', ''],
        ['B', '2'],
      ],
      [
        ['B', '2'],
        ['export A', ''],
      ],
    ],
    [
      'A=1\nword\nB=2\n',
      [
        ['A', '1'],
        ['word\nB', '2'],
      ],
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'A=1\n=x\nB=2\n',
      [['A', '1']],
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'A=1\n =B=2\n',
      [
        ['\n', 'B=2'],
        ['A', '1'],
      ],
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'A=1\n  #B=2\n',
      [
        ['#B', '2'],
        ['A', '1'],
      ],
      [['A', '1']],
    ],
    [
      'A="1"\n  #B=2\n',
      [
        ['#B', '2'],
        ['A', '1'],
      ],
      [
        ['#B', '2'],
        ['A', '1'],
      ],
    ],
    [
      'A=1\n#B=2',
      [
        ['#B', '2'],
        ['A', '1'],
      ],
      [['A', '1']],
    ],
    [
      'A=1\nB="x',
      [['A', '1']],
      [
        ['A', '1'],
        ['B', '"x'],
      ],
    ],
    [
      'A=1\nB="x=y',
      [
        ['"x', 'y'],
        ['A', '1'],
      ],
      [
        ['A', '1'],
        ['B', '"x=y'],
      ],
    ],
  ])('20 and 22 read %j apart', (text, old, young) => {
    expect(outcome(node.read(bytesOf(text)))).toEqual(old);
    expect(outcome(read(text, '20'))).toEqual(old);
    expect(outcome(read(text, '22'))).toEqual(young);
    expect(outcome(read(text, '26'))).toEqual(young);
  });

  it('before 26 show no name that is the index of an array', () => {
    const text = '0=a\n12=b\nA=1\n';
    for (const version of ['20', '22']) {
      expect(outcome(read(text, version))).toEqual([['A', '1']]);
      expect(read(text, version)).toMatchObject({
        ignored: [{ rule: 'number-name' }, { line: 2 }],
      });
    }
    expect(outcome(read(text, '26'))).toHaveLength(3);
    const large = read('2147483648=a\n4294967294=b\n2147483647=c\n', '26');
    expect(outcome(large)).toEqual([['2147483647', 'c']]);
    expect(large).toMatchObject({ unsure: [{ key: '2147483648', line: 1 }, { line: 2 }] });
  });
});
