import fc from 'fast-check';

const words = (line: string) => line.split(' ');
const one = (from: readonly string[]) => fc.constantFrom(...from);

/** Nothing, but for one time in twenty. */
const mostly = (...rest: readonly string[]) =>
  fc.oneof({ weight: 19, arbitrary: fc.constant('') }, { weight: 1, arbitrary: one(rest) });

const numbers = words(
  '0 -0 1 -1 1.5 -0.0 1e3 1E+3 1e-3 1.5e400 -1e999 12345678901234567890123 01 1. .5 +1 1e -',
);
const constants = words('true false null NaN Infinity -Infinity True nan -NaN nul undefined');
const texts = [
  ...words(
    '"a" "" "\\n\\t\\"\\\\\\/\\b\\f\\r" "\\u0041" "\\ud83d\\ude00" "\\ud83d" "\\ude00\\ud83d"',
  ),
  ...words(
    '"\\ud83d\\u0041" "\\ud83d\\ud83d\\ude00" "\u{1f4b6}" "\u00e9" "\\x41" "\\u00g0" "\\u12" "\u0024{X}"',
  ),
  ...['"a\tb"', '"a\nb"', '"\x7f\u2028"', '"\0"', "'a'", '"open', '"\ufeff"', '"\\u0000"'],
];
const blank = fc.oneof(
  { weight: 60, arbitrary: one(['', '', '', '', ' ', '\n', '\t', '\r\n', '\r', '  \n ']) },
  { weight: 1, arbitrary: one(['\u00a0', '\f', '#']) },
);
const names = words('"a" "b" "a" "killswitch" "traderspost" "webhook" "\\u0061" "" a 1');

const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', withCrossShrink: false },
    {
      weight: 40,
      arbitrary: one([...numbers.slice(0, 11), ...constants.slice(0, 6), ...texts.slice(0, 11)]),
    },
    { weight: 1, arbitrary: one([...numbers, ...constants, ...texts]) },
    {
      weight: 30,
      arbitrary: fc.array(tie('json'), { maxLength: 4 }).chain((parts) => inside('[', parts, ']')),
    },
    {
      weight: 40,
      arbitrary: fc
        .array(fc.tuple(one(names.slice(0, 8)), blank, tie('json')), { maxLength: 4 })
        .chain((parts) =>
          inside(
            '{',
            parts.map(([key, space, value]) => `${key}${space}:${value}`),
            '}',
          ),
        ),
    },
  ),
}));

function inside(open: string, parts: readonly string[], close: string): fc.Arbitrary<string> {
  return fc
    .tuple(blank, blank, one([',', ', ', ',\n']), mostly(','))
    .map(
      ([before, after, comma, last]) => open + before + parts.join(comma) + last + after + close,
    );
}

/** JSON, mostly right, with what Python's json lets through and what it does not. */
export const nastyJson: fc.Arbitrary<string> = fc
  .tuple(blank, json, mostly('\n', ' ', ' x', '\0', ',', '}', '\n# c'), mostly('\ufeff'))
  .map(([before, text, after, mark]) => mark + before + text + after);
