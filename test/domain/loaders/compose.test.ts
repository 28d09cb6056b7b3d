// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what compose expands is written like this
import { describe, expect, it } from 'vitest';
import { compose } from '../../../src/domain/loaders/compose.ts';
import { inForce } from '../../../src/domain/loaders/loader.ts';
import { bytesOf } from './examples.ts';

const outside = new Map([
  ['SET', 'out'],
  ['EMPTY', ''],
]);
const textOf = (text: string, key = 'A') => {
  const found = inForce(compose.read(bytesOf(text), { outside }), key);
  return found.kind === 'value' ? found.value.reveal() : found;
};

describe('a bare value, as compose reads it', () => {
  it.each([
    ['A=x', 'x', 'needs no line feed'],
    ['A=\nB=1', '', 'may be empty'],
    ['A=  x y \t\u3000\r\n', 'x y', 'loses the white space around it'],
    ['A : x\n', 'x', 'may stand behind a colon'],
    ['export \t A=x\n', 'x', 'may be exported'],
    ['export\nA=x\n', 'x', 'may follow a line with nothing but export'],
    ['exportA=1\nA=x\n', 'x', 'is not that of a name which begins with export'],
    ['\ufeffA=x\n', 'x', 'may stand behind a byte order mark'],
    ['# A=1\n \t# A=2\nA=x\n# A=3', 'x', 'is not taken out of a comment'],
    ['A=x # y\n', 'x', 'ends before a blank and #'],
    ['A=x\t# y\n', 'x\t# y', 'does not end before a tab and #'],
    ['A= #x\n', '#x', 'may begin with #'],
    ['A=x"y"\n', 'x"y"', 'keeps its quotes'],
    ['A=x\\ny\\\n', 'x\\ny\\', 'keeps its backslashes'],
    ['A=1 B=2\n', '1 B=2', 'goes on to the end of the line'],
    ['A=x\rB=1\n', 'x\rB=1', 'goes on behind a CR'],
    ['A=1\nA=2\n', '2', 'is the last one'],
  ])('%j is %j: it %s', (text, value) => {
    expect(textOf(text)).toBe(value);
  });

  it.each(['a.b', 'a-b', '1A', 'a[1]', '__proto__', '\u00e9', '\u{1d400}', 'A\tB'])(
    'may be called %j',
    (name) => {
      expect(textOf(`${name} =1\n`, name)).toBe('1');
    },
  );
});

describe('a quoted value', () => {
  it.each([
    ["A='x y'\n", 'x y', 'stands in single quotes'],
    ["A='$SET ${SET} \\n'\n", '$SET ${SET} \\n', 'is literal in single quotes'],
    ["A='it\\'s'\n", "it's", 'may hold an escaped single quote'],
    ["A='a\\\\'\n", 'a\\\\', 'keeps a pair of backslashes in single quotes'],
    ['A="a\\"b"\n', 'a"b', 'may hold an escaped double quote'],
    ['A="\\a\\b\\f\\n\\r\\t\\v"\n', '\x07\b\f\n\r\t\v', 'is unescaped in double quotes'],
    ['A="\\\\n"\n', '\\n', 'has a backslash for two of them in double quotes'],
    ['A="\\c\\e\\x41"\n', '\\c\\e\\x41', 'keeps escapes that it does not know'],
    ['A="\\0101\\0377"\n', 'A\u00ff', 'has characters for octal numbers'],
    ['A="\\01\\0400\\08\\0"\n', '\\1\\400\\8\\', 'loses the zero of what is no octal number'],
    ['A="\\$SET \\${SET}"\n', '$SET ${SET}', 'has a dollar for an escaped one'],
    ['A="l1\nl2\r\nl3"\n', 'l1\nl2\r\nl3', 'may hold lines'],
    ['A="x" # y\n', 'x', 'may be followed by a comment'],
    ['A="x"B=1\n', 'x', 'may be followed by another statement'],
    ["A=  'x'\n", 'x', 'may stand behind blanks'],
  ])('%j is %j: it %s', (text, value) => {
    expect(textOf(text)).toBe(value);
  });

  it('is followed by statements on the same line', () => {
    expect(textOf('A="x"B=1\n', 'B')).toBe('1');
  });
});

describe('an expansion', () => {
  it.each([
    ['$SET-$EMPTY-$NO', 'out--', 'of a name takes the variable, or nothing'],
    ['${SET}${EMPTY}${NO}', 'out', 'may have braces'],
    ['$SETx ${SET}x', ' outx', 'ends where its name does'],
    ['$$SET $$$SET $', '$SET $out $', 'does not follow two dollars'],
    ['$1 $! $( $', '$1 $! $( $', 'needs a name'],
    ['${SET:-d}${EMPTY:-d}${NO:-d}', 'outdd', 'has a default for what is unset or empty'],
    ['${SET-d}${EMPTY-d}${NO-d}', 'outd', 'has a default for what is unset'],
    ['${SET:+d}${EMPTY:+d}${NO:+d}', 'd', 'has a word for what is not empty'],
    ['${SET+d}${EMPTY+d}${NO+d}', 'dd', 'has a word for what is set'],
    ['${SET:?m}${SET?m}${EMPTY?m}', 'outout', 'may require a variable'],
    ['${NO:-${NO:-$SET}}', 'out', 'expands its default'],
    ['${NO:-a}b}${NO:-c}', 'ab}c', 'ends at its own brace'],
    ['${NO:-{x}}-${NO:-{}}', '{x}-{}', 'counts braces in its default'],
    ['${NO:-{}x}y}', '{}x}y', 'does not look at what follows an opening brace'],
    ['${NO:-$}', '$', 'may have a dollar for a default'],
    ['${SET:-${}}', 'out', 'does not look into a default that it does not use'],
    ['${NO:-a-b:?c}', 'a-b:?c', 'has one operator, the first'],
    ['$\u017f$K', '', 'may be of a name with the two letters that fold to ASCII'],
  ])('%s is %j: it %s', (value, expected) => {
    expect(textOf(`A=${value}`)).toBe(expected);
    expect(textOf(`A="${value}"`)).toBe(expected);
  });

  it('takes the environment of the project before earlier lines, and those before nothing', () => {
    expect(textOf('SET=in\nB=in\nA=$SET-$B-$C\nC=later\n')).toBe('out-in-');
  });

  it('without a known project makes its key unpredictable, and no other', () => {
    const reading = compose.read(bytesOf('B=1\nA=$B\nC=${B:?m}\nD=$$B\n'));
    expect(inForce(reading, 'B')).toMatchObject({ kind: 'value' });
    expect(inForce(reading, 'A')).toEqual({ kind: 'unsure', rule: 'from-project', line: 2 });
    expect(inForce(reading, 'C')).toEqual({ kind: 'unsure', rule: 'may-require', line: 3 });
    expect(inForce(reading, 'D')).toMatchObject({ kind: 'value' });
  });

  it('is forgotten when a later line gives the key a value that is certain', () => {
    const reading = compose.read(bytesOf('A=$B\nA=1\n'));
    expect(inForce(reading, 'A')).toMatchObject({ kind: 'value', line: 2 });
  });

  it('refuses the file whoever sets what, when it cannot be read', () => {
    expect(compose.read(bytesOf('B=1\nA=$B${!}'))).toMatchObject({
      rule: 'bad-expansion',
      line: 2,
    });
  });
});
