// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what a shell would expand is written like this
import fc from 'fast-check';

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const split = (line: string) => line.split(' ');

const names = split('A B C D K_1 _a PINE_OUTER A B C D K_1 A+ B+');
const oddNames = split('1A a.b a[0] A[B + \xc3\xa9 -A A- "A" A\\B');
const values = split('true x 1 a=b {a,b} ~ a:~/x $A ${A} $(x) `x` f(x) x+(y) !(z) a&b;c|d <x>');
const special = split(
  '[x ] #x # %41 \xc3\xa9 \xff \xc3 \xa9 \x01 \x7f \x1b\x01 ^x : \x01\x01 a\\\\b',
);
const patterns = split('* ? [x] a*b ?x https://h/x?a=1 {"a":["b"]}');
const quoted = [
  "'x y'",
  '"x\ty"',
  `'"'`,
  `"'"`,
  `''`,
  `""`,
  '"a"b',
  "a'b'",
  "'\\'",
  '"\\\\"',
  "'#'",
];
const escaped = split(`\\' \\" \\\\ \\x \\# \\$`).concat('\\ ', '\\\n', '\\\t');
const open = [`'`, '"', `'\n`, `"\n`, "it's"];
const blanks = [
  ' ',
  ' ',
  '  ',
  '\t',
  '\n',
  '\n',
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\v',
  '\f',
  '\n\n',
];
const comments = ['\n#c=1\n', '\n # D=1\n', '\\\n#E=1\n', ' # ', ' #D=1\n', '\n#\n', "\n#it's\n"];
const flags = split('-n -e -E -neE -p -f -a -x - -- --help --version -pn -np -n=1 -p-n -ep');

const from = (...lists: readonly (readonly string[])[]) => fc.constantFrom(...lists.flat());
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

const value = fc.oneof(
  often(6, from(values, special)),
  often(4, from(quoted, escaped)),
  often(1, from(patterns)),
);
const sign = fc.constantFrom('=', '=', '=', '=', '=', '=', '=', '+=');
const name = fc.oneof(often(12, from(names)), often(1, from(oddNames)));
const joined = (parts: readonly string[]) => parts.join('');
const word = fc
  .tuple(name, sign, fc.array(value, { maxLength: 2 }).map(joined), from(blanks))
  .map(joined);
const piece = fc.oneof(
  often(24, word),
  often(2, from(blanks)),
  often(2, from(comments)),
  often(1, from(values, special, quoted, escaped)),
  often(1, name),
  often(1, from(open, ['\0'])),
);
const start = fc.oneof(
  often(8, fc.constant('')),
  often(
    1,
    from(flags).map((flag) => `${flag} `),
  ),
  often(
    1,
    from(flags).map((flag) => `"" ${flag}\n`),
  ),
);

/** Files of words that grep, xargs, echo, bash and export each have an own idea of; nothing in them runs. */
export const nastyWords: fc.Arbitrary<Uint8Array> = fc
  .tuple(start, fc.array(piece, { maxLength: 12 }))
  .map(([first, rest]) => latin1(first + joined(rest)));
