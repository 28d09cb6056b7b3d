import { expect, test } from 'vitest';
import { largestPaste } from '../../src/domain/limits.ts';
import { pastedLine } from '../../src/domain/pasted-line.ts';

const answered = (text: string) => ({ kind: 'answered', text });
const more = { kind: 'more' };
const closed = { kind: 'closed' };

test.each([
  ['nothing yet', '', more],
  ['half a line', 'abc', more],
  ['a line', 'abc\r', answered('abc')],
  ['the first of several', 'abc\r\nother\r', answered('abc')],
  ['the first that holds something', '\r\n \r abc\r', answered('abc')],
  ['Enter alone', '\r', answered('')],
  ['a blank that goes on', ' ', more],
  ['rubbed out', 'abx\u007fc\r', answered('abc')],
  ['all rubbed out', 'wrong\u0015abc\r', answered('abc')],
  ['more rubbed out than typed', 'a\b\b\bb\r', answered('b')],
  ['a bracketed paste', '\u001b[200~abc\u001b[201~\r', answered('abc')],
  ['cursor keys', 'a\u001b[Db\u001bOC\r', answered('ab')],
  ['Ctrl-C', 'abc\u0003', closed],
  ['Ctrl-C and Enter', 'abc\u0003\r', closed],
  ['Ctrl-D', '\u0004', closed],
  ['Ctrl-C behind the line', 'abc\r\u0003', answered('abc')],
  ['more than a paste', 'x'.repeat(largestPaste + 1), closed],
])('%s', (_name, typed, line) => {
  expect(pastedLine(typed)).toEqual(line);
});
