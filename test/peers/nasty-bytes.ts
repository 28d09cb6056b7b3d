import fc from 'fast-check';

const words = (line: string) => line.split(' ');

const names = [...words('A B C K_1 a.b a-b 1A _ \u00e9 \u53d8 export'), 'A B', 'A', 'B', 'C'];
const oddNames = [
  ...words(`'q' "q" \`q\` \ufeffA A\0 A+ a[1] __proto__ $A : ;A 7 2147483648`),
  '',
  "'q r'",
];
const equals = ['=', '=', '=', '=', '=', ' =', '= ', ' = ', '\t=\t', '==', ': ', '=\u00a0', '=\n'];
const plain = [...words('true false x y 1 a.b /p/q a=b C:\\pine %41 ~ : , . - + ! ^ @'), 'x y'];
const marks = words('; | * ? [ ] { } {a,b} ( ) < > &');
const quotes = words(`" ' \` " ' \` "" '' \`\` "' '" '"\`"' \\" \\' \\\` '' "a"b 'a'b "a" 'a'`);
const hashes = [...words('# ## #c #\' #"'), ' #', '\t#', '# ', ' # c', '\u00a0#', '\n#', '\n #'];
const dollars = words(
  '{A} {B} {A {} {A:-d} {Z:-d} {Z-d} {A:+d} {A:-{B}} {A:- {:-d} {A:d} {}} A 1 $',
)
  .concat('', '{', '{A B}', '{A\n}', '{\u00e9}', '{A:-x y}', '{A:-\n}')
  .map((rest) => `$${rest}`);
const escapes = [...words('\\ \\\\ \\\\\\ \\n \\r \\t \\a\\b\\f\\v \\$ \\x \\\\n \\\\\\n'), '\\ '];
const ends = [
  '\n',
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\\\n',
  '\\\r\n',
  '\n\n',
  '\n\r',
  ' \n',
  '\t\n',
];
const blanks = [...words('\t \v \f \x1c \x1f \x85 \u00a0 \u1680 \u2003 \u2028 \u2029'), ' ', '  '];
const almostBlanks = words('\u202f \u3000 \u180e \u200b \ufeff \x01 \x1b \x7f \x08');
const prefixes = ['export ', 'export\t', 'export  ', ' export ', 'export', 'export\n', 'EXPORT '];
const letters = words('\u00e9 \u03a9 \u53d8 \u{1f4b6} e\u0301 \0 \ufffe \ufffd');
const lines = ['# note\n', '  # note\n', '; note\n', '#\\\n', 'word\n', 'some prose\n', '[part]\n'];

const text = (from: readonly string[]) => fc.constantFrom(...from).map(utf8);
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

const notUtf8 = fc
  .constantFrom(
    [0xff],
    [0xc3],
    [0xe2, 0x82],
    [0xc0, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xfc],
    [0xf4, 0x90],
  )
  .map((bytes) => Uint8Array.from(bytes));

const piece = fc.oneof(
  ...[plain, marks, quotes, quotes, hashes, dollars, escapes].map(text),
  ...[ends, blanks, almostBlanks, prefixes, letters].map(text),
);
const name = fc.oneof(often(6, text(names)), often(1, text(oddNames)));
const inQuotes = fc
  .tuple(text(words(`" ' \``)), fc.array(piece, { maxLength: 5 }), text([...hashes, '', '', '']))
  .map(([quote, parts, after]) => joined([quote, ...parts, quote, after]));
const value = fc.oneof(fc.array(piece, { maxLength: 5 }).map(joined), inQuotes);
const indent = fc.oneof(often(6, text([''])), often(1, text(blanks)), often(2, text(prefixes)));
const assignment = fc.tuple(indent, name, text(equals), value, text(ends)).map(joined);
const longAssignment = fc
  .tuple(name, fc.integer({ min: 60_000, max: 65_600 }), piece, text(ends))
  .map(([key, length, part, end]) => joined([key, utf8(`=${'v'.repeat(length)}`), part, end]));

const parts = fc.array(fc.oneof(often(6, assignment), often(2, piece), often(1, text(lines))), {
  maxLength: 8,
});
const around = (one: fc.Arbitrary<Uint8Array>) =>
  fc.tuple(parts, one, parts).map(([before, middle, after]) => [...before, middle, ...after]);

/** What of the nasty stays out of the files. */
export interface Leaving {
  /** Bytes that are not UTF-8; else one file in twelve has some. */
  readonly outNotUtf8?: boolean;
}

/**
 * Files made of everything that programs reading env files are known to disagree on. They are to
 * be read, never to be sourced: a shell would run some of their words.
 */
export function nastyBytes({ outNotUtf8 = false }: Leaving = {}): fc.Arbitrary<Uint8Array> {
  const file = fc.oneof(
    often(40, parts),
    often(outNotUtf8 ? 0 : 4, around(notUtf8)),
    often(1, around(longAssignment)),
  );
  const start = fc.oneof(often(24, text([''])), often(1, text(['\ufeff', '\ufeff\ufeff'])));
  return fc.tuple(start, file).map(([mark, rest]) => joined([mark, ...rest]));
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of pieces) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

function utf8(one: string): Uint8Array {
  return new TextEncoder().encode(one);
}
