import fc from 'fast-check';
import { fewLetters, someName, someValue } from './nasty-shell-values.ts';

// No `.`, eval, exec, set, read, cd, kill, while, for and no path in a command's place: whatever these
// make, only builtins that do no harm can run, where no command is found.
const pieces = [
  ...['A', 'B', '=', '=', 'A=', 'B=', 'C=', '\nA=', '\nB=', 'true', 'x', '1', '0', '-', '{', '}'],
  ...['"', '"', "'", "'", '`', '\\', '\\', '#', ' #', ';', '$', '${', '$A', '${B', '&', '~', '*'],
  ...[
    '\n',
    '\n',
    '\n',
    ' ',
    '\t',
    '\r',
    '\r\n',
    '\\\n',
    'export ',
    '\\n',
    '\n# ',
    '\n\n',
    ',',
    '!',
  ],
  ...['|', '<', '>', '(', ')', '&&', '||', ';;', '$(', '$((', '<<E\n', '\nE\n', '>&2 ', '2>', '['],
  ...[
    ':-',
    ':=',
    ':+',
    ':?',
    '+',
    '##',
    '%',
    '%%',
    '/',
    '//',
    '^',
    ',,',
    '@',
    '?',
    "$'",
    '$"',
    ']',
  ],
  ...['\u00a0', '\u2028', '\ufeff', '\v', '\f', '\0', '\u00e9', '\u{1f4b6}', '\x01', '\x81', ':'],
  ...['A+=', 'A[0]=', 'A=(', 'if ', 'fi ', '{ ', ' }', 'unset A', '! ', 'in ', 'then ', 'foo '],
  ...[
    '$((1+2))',
    '${A}',
    '${#A}',
    '$1',
    '$$',
    '~/',
    ':~',
    '${U:-',
    '{a,b}',
    'echo ',
    ': ',
    'false ',
  ],
];

const assignment = fc
  .tuple(someName, fc.constantFrom('=', '=', '=', '=', '=', '=', '+='), someValue)
  .map((parts) => parts.join(''));

const behindAssignments = [
  ...[' foo', ' :', ' true', ' #x', ' &', ' | foo', ' >x', ' && B=2', ' || B=2', ' 2>&1', ' <x'],
  ...[
    ' >/dev/null',
    ' foo && B=1',
    ' echo x',
    '; export A',
    ' &>x',
    ' |& foo',
    ' unset A',
    ' <<<x',
  ],
];

const beforeValues = [
  ...['foo ', ': ', 'echo ', 'export ', 'false || ', 'foo && ', '! ', '(', '{ ', 'if ', '[', '[ '],
  ...['{"a":', 'export 1', 'unset ', '"export" ', 'x/', '* ', '${', '"${', 'foo=', '- ', '. '],
].filter((one) => one !== '. ');

const wholeLines = [
  ...["# it's", '', '  ', 'export A', 'unset A', 'unset B C', 'export "A=1 2"', 'A=(1 2)', 'A=b c'],
  ...['A=(1\n2 # c\n)', 'B[1]=2', 'B[x=1]=2', 'A="x', 'see wiki (now)', 'then', 'in', '}', 'A=$('],
  ...[
    'HOME=/',
    'HOME=',
    'cat <<E\nA=3\nE',
    'B=1 <<E\nA=3\nE',
    'cat <<-E\n\tA=3\n\tE',
    'false && B=1',
  ],
  ...['A=1 B=2 export C', 'export 1A=3 B=4', 'export A.b=3 B=4', 'B=${a.b}; C=1', 'export PWD UID'],
  ...[
    '(A=1)',
    '( A=1; B=2 ) >x',
    'A=1 | B=2',
    'true && A=1 || B=2',
    'foo || A=1',
    '! false && A=1',
  ],
  ...['f() { :; }', 'A=f(x)', 'foo() x', '((A=1))', '[[ x ]]', '[ x ] && A=1', 'A=1; UID=3; B=2'],
  ...[
    '{A}>x',
    '2>x A=1',
    'A=1 2>x',
    '12>x',
    'A=1 12>x',
    'export A=1 B=$A',
    'A=1 B=$A',
    'A=~ B=~/x:~',
  ],
];

const line = fc.oneof(
  { weight: 9, arbitrary: assignment },
  { weight: 2, arbitrary: assignment.map((one) => `export ${one}`) },
  { weight: 1, arbitrary: fc.tuple(assignment, assignment).map((two) => two.join(' ')) },
  { weight: 1, arbitrary: fc.tuple(assignment, assignment).map((two) => two.join('; ')) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(assignment, fc.constantFrom(...behindAssignments))
      .map((two) => two.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...beforeValues), someValue).map((two) => two.join('')),
  },
  { weight: 2, arbitrary: fc.constantFrom(...wholeLines) },
);

const ends = ['\n', '\n', '\n', '\n', '\n', '\n', '\r\n', ' \\\n', '', ' # c\n', ' \n', ' # \\\n'];

const lines = fc
  .array(fc.tuple(line, fc.constantFrom(...ends)), { maxLength: 6 })
  .map((all) => all.map((two) => two.join('')).join(''));

const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((all) => all.join(''));

const spoilt = fc
  .tuple(lines, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...pieces)), { maxLength: 2 }))
  .map(([file, spoils]) =>
    spoils.reduce((text, [at, piece]) => {
      const where = at % (text.length + 1);
      return text.slice(0, where) + piece + text.slice(where);
    }, file),
  );

/** A long comment first, so that the shells' own buffers end anywhere in the file. */
const behindMuch = fc
  .tuple(fc.integer({ min: 8_100, max: 8_200 }), fewLetters, lines)
  .map(([length, text, file]) => `#${'x'.repeat(length)}\n${text}\n${file}`);

/** Half of the texts that could be bytes are: these are seldom UTF-8. */
function asBytes(text: string): Uint8Array {
  const couldBe = [...text].every((letter) => letter.charCodeAt(0) < 0x100);
  if (!couldBe || text.length % 2 === 1) return new TextEncoder().encode(text);
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Files full of everything that means something to a shell, harmless where no command is found. */
export const nastyShellFile: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    { weight: 5, arbitrary: soup },
    { weight: 9, arbitrary: lines },
    { weight: 5, arbitrary: spoilt },
    { weight: 1, arbitrary: behindMuch },
  )
  .map(asBytes);
