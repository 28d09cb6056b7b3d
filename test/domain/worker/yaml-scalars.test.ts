import { describe, expect, it } from 'vitest';
import { implicitTag } from '../../../src/domain/worker/yaml-scalars.ts';

const words = (line: string) => line.split(' ');

describe('a text without quotes', () => {
  it.each([
    [
      'a flag: yes, true and on in three spellings',
      'bool',
      'yes Yes YES no No NO true False ON off',
    ],
    ['no flag when it is y, n or spelt otherwise', 'str', 'y n Y N yEs oN t f T F'],
    ['an integer: decimal, with underscores, signed', 'int', '0 1 -1 +1 1_000 12__3_ -0'],
    ['an integer: octal by its 0, binary, hexadecimal', 'int', '010 -07 0b101 0x1F +0xff 0_7'],
    ['an integer: minutes and hours are sixties', 'int', '1:30 16:00 -190:20:30'],
    ['no integer: 08, 0o17, 09:30, 1:60 and other letters', 'str', '08 0o17 09:30 1:60 0X1 1e3 _1'],
    [
      'a float only with a dot, and an exponent only with a sign',
      'float',
      '1.5 -1. .5 1.e+3 1_0.5E-3',
    ],
    ['no float: an exponent alone, or without its sign', 'str', '1e3 1e+3 1.5e3 1.2.3 . ._5'],
    [
      'a float: sixties, infinities and what is no number',
      'float',
      '1:30.5 .inf -.INF +.Inf .nan .NaN',
    ],
    ['no float: a signed nan, and Python\u2019s own words', 'str', '-.nan inf nan Infinity NaN'],
    ['nothing', 'null', '~ null Null NULL'],
    ['a date or moment', 'timestamp', '2026-01-31 2026-1-2T3:04:05Z 2026-01-02t03:04:05.6-07:00'],
    ['no date: short, or with no such shape', 'str', '2026-1-2 26-01-02 2026-01-02T03:04'],
    ['a merge, and the odd =', 'merge', '<<'],
    ['a text else', 'str', 'nUll <<< == a - + -- \u0024{X} $X /a/b http://a \u0661 \u00b2'],
  ])('is %s', (_, tag, texts) => {
    expect(words(texts).map((text) => [text, implicitTag(text)])).toEqual(
      words(texts).map((text) => [text, tag]),
    );
  });

  it('is nothing when it is empty, and keeps its kind before one line feed at its end', () => {
    expect(['', '\n', 'yes\n', '12\n', '12\n\n', '=', '~\n'].map(implicitTag)).toEqual([
      ...['null', 'str', 'bool', 'int', 'str', 'value', 'null'],
    ]);
  });
});
