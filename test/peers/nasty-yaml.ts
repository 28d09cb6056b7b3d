import fc from 'fast-check';
import { forms, tags } from './yaml-forms.ts';

const words = (line: string) => line.split(' ');

const marks = words(': - ? , [ ] { } & * ! | > \' " % @ ` # --- ... : - ? , [ ] { } \' "');
const spaces = [
  ' ',
  '  ',
  '\n',
  '\n ',
  '\n  ',
  '\n    ',
  '\t',
  '\r\n',
  '\r',
  '\n\n',
  '\n\t',
  ' \n',
];
const breaks = [
  '\u0085',
  '\u2028',
  '\u2029',
  '\ufeff',
  '\0',
  '\x07',
  '\x7f',
  '\ufffe',
  '\u{1f4b6}',
];
const lines = [
  ...['- ', '\n- ', '\n  - ', '- - ', '? ', '\n? ', '\n: ', ': ', '\na: ', '\n  b: ', '\n    c: '],
  ...[
    'a: ',
    'b:\n',
    'a:\n  ',
    'a:\n- ',
    '[a, b]',
    '{a: b}',
    '[a: b, ? c]',
    '{a, b: , ? c : d}',
    '[',
    ']',
  ],
  ...[
    '{"a":b}',
    '["a":b]',
    '{a:b}',
    '[?]',
    '{?}',
    '[a,]',
    '{a,}',
    '[,]',
    '{a: [b, {c: d}]}',
    '[\na\n]',
  ],
  ...[
    '# c',
    ' # c',
    '\n# c\n',
    '---\n',
    '\n---\n',
    '\n...\n',
    '--- ',
    '---a',
    '%YAML 1.1\n---\n',
    '\n%a\n',
  ],
  ...[
    '%YAML 2.0\n---\n',
    '%TAG !e! tag:yaml.org,2002:\n---\n',
    '%TAG ! tag:yaml.org,2002:\n--- ',
    '%x y\n---\n',
  ],
  ...['&a ', '&b ', '*a', '*b', ' *a ', '*a :', '&a', '*', '& ', '&a1-_ ', '*a,', '&\u00e9 '],
  ...[
    '<<: *a',
    '\n<<: *b',
    '\n<<: [*a, *b]',
    '{<<: *a}',
    '<<: {x: 1}',
    '<<: x',
    '"<<": *a',
    '=: x',
  ],
  ...[
    'a: &a {x: 1, y: 2}\n',
    'b: &b {y: 3}\n',
    '- &a {x: 1}\n',
    '- &b [1]\n',
    '&a [*a]',
    '- {<<: *a, x: 3}\n',
  ],
  ...[
    '|\n',
    '>\n',
    '|-\n',
    '>+\n',
    '|2\n',
    '>1-\n',
    '|+2\n',
    '|0\n',
    '| # c\n',
    '|x\n',
    '|\t\n',
    '>-\n  a\n  b\n',
  ],
  ...[
    ' a\n b\n',
    '  a\n  b\n\n  c\n',
    '  a\n   b\n  c\n',
    '|\n  a\n b\n',
    '>\n\n  a\n\n\n  b\n',
    '|\n    \n  a\n',
  ],
  ...[
    '"a\\\n b"',
    '"\\x41\\u0042\\U00000043"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '"\\U00110000"',
    '"\\q"',
    '"\\/"',
  ],
  ...[
    '"\\t\\0\\e\\N\\_\\L\\P\\ "',
    "'it''s'",
    "'a\n\n b'",
    '"a\n  b"',
    '"a\n---\nb"',
    "'a\n... b'",
    '"a" b',
    "'a'b",
  ],
  ...[
    '"a": ',
    "'b': ",
    '"a":b',
    '? a\n: b\n',
    '? - a\n: - b\n',
    '? [a]\n: b\n',
    '? {a: b}\n',
    'a: b: c',
    'a:\n b\n',
  ],
];

const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const one = (from: readonly string[]) => fc.constantFrom(...from);

const quoted = fc
  .tuple(fc.constantFrom('"', "'"), one([...forms, '\\n', "''", 'a\n b']))
  .map(([quote, text]) => quote + text + quote);

const scalar = fc.oneof(
  often(6, one(forms)),
  often(2, quoted),
  often(1, fc.string({ maxLength: 8 })),
  often(1, fc.string({ unit: 'binary', maxLength: 6 })),
);

const tagged = fc
  .tuple(one([...tags, '', '&x ', '&x !!str ']), scalar)
  .map(([tag, text]) => `${tag} ${text}`);

/** A soup of everything that means something to YAML. */
export const yamlSoup: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      often(5, one(lines)),
      often(3, one(spaces)),
      often(3, scalar),
      often(2, one(marks)),
      often(1, tagged),
      often(1, one(breaks)),
      often(1, one(tags)),
    ),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((pieces) => pieces.join(''));

/** One scalar where a scalar may stand. */
export const yamlScalar: fc.Arbitrary<string> = fc
  .tuple(
    one(['', 'a: ', '- ', '[', '{a: ', '{', '? ', '"a": ', '--- ']),
    fc.oneof(scalar, tagged),
    one(['', '\n', '\n\n', ' # c\n', ']', '}', ' ', '\t', ': 1', '\n...\n']),
  )
  .map((parts) => parts.join(''));
