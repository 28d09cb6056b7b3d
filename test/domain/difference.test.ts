import { expect, it } from 'vitest';
import { differences } from '../../src/domain/difference.ts';

it.each([
  ['K=true  # c', ['true  # c', 'true'], ['keeps everything from the # on', 'drops from the # on']],
  ['K="x"', ['"x"', 'x'], ['keeps the quotes', 'takes the quotes off']],
  ['K=x\r', ['x\r', 'x'], ['keeps the carriage return', 'drops the carriage return']],
  ['K=a$B', ['a$B', 'a'], ['keeps the $ as it is', 'replaces what begins with $']],
  ['K=a\\b', ['a\\b', 'ab'], ['keeps the backslash', 'takes the backslash away']],
  ['K=x ', ['x ', 'x'], ['keeps the blank at the end', 'cuts the blank at the end']],
  ['K= x', [' x', 'x'], ['keeps the blank after =', 'cuts the blank after =']],
  [
    'K="a',
    ['a\nB=1\n', '"a'],
    ['takes the quotes off, takes in a line after it', 'keeps the quotes, stays on its line'],
  ],
  ['K=x y', ['', 'x y'], ['reads it as empty', 'reads a value']],
  ['K=x y', ['x', 'x y'], ['reads another value', 'reads another value']],
  [
    'K="a" # b',
    ['a# b', 'a', '"a" # b'],
    [
      'keeps everything from the # on, takes the quotes off',
      'drops from the # on, takes the quotes off',
      'keeps everything from the # on, keeps the quotes',
    ],
  ],
])('%j read as %j is told apart', (line, values, phrases) => {
  expect(differences(line, values)).toEqual(phrases);
});
