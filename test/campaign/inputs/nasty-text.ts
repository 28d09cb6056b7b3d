import fc from 'fast-check';

const words = (line: string) => line.split(' ');

/** What a terminal obeys, or what turns the reading direction. */
export const orders = [
  ...['\x1b[2J', '\x1b]0;title\x07', '\x1b[31mred', '\x1bc', '\x1b[200~', '\x9b31m', '\x9d0;t\x9c'],
  ...['\x07', '\x08\x08', '\x7f', '\x05', '\x0c', '\x0e', '\x90q\x9c', '\x85', '\x1b[6n', '\r'],
  ...['\u202e', '\u2066', '\u200f', '\u2028', '\u2029', '\ufeff', '\u200b', '\u00ad', '\u{e0041}'],
];

const odd = [
  ...words('__proto__ constructor prototype hasOwnProperty toString valueOf then null undefined'),
  ...words('true false NaN -0 1e999 0x10 ~ - -- --- . .. ... / // * ? [ ] { } $HOME $(id) `id` %s'),
  ...words('paper live keys PAPER Live -1 00 9007199254740993 2026-13-45 30d 0d -5d 1e9d'),
  ...words('../outside/victim.env ../../../../etc/passwd /etc/passwd pine-trader.live.env'),
  ...words('..%2f a/../b ./x \\..\\x a.env .env ..env pine-trader.env C:\\x \u00e9 e\u0301 \u212a'),
  ...['', ' ', '  ', '\t', '\n', 'a b', "it's", '"', "'", 'a=b', '=', '#', 'x # y', 'a\nb', '\0'],
  ...[
    '\ud800',
    '\udfff',
    '\u{1f4b6}',
    '\uffff',
    'x'.repeat(300),
    '\u0130',
    '\u00df',
    'a'.repeat(33),
  ],
];

const veryLong = fc
  .tuple(
    fc.constantFrom('a', '\\', '"', '$(', '[', '\u{1f4b6}', '-', ' ', '%', '\x1b'),
    fc.nat(40_000),
  )
  .map(([text, count]) => text.repeat(Math.ceil(count / text.length)));

/** Any text, most often one that somebody would rather not meet. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...odd) },
  { weight: 4, arbitrary: fc.constantFrom(...orders) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 30 }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...odd), fc.constantFrom(...orders))
      .map((two) => two.join('')),
  },
  { weight: 1, arbitrary: veryLong },
);

/** The same without NUL, which no command line and no environment can hold. */
export const nulLess: fc.Arbitrary<string> = nastyText.map((text) => text.replaceAll('\0', ''));

/** Bytes of a text, as latin1; what is no UTF-16 becomes a replacement. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** One small injury to a text: bytes lost, doubled, changed, lines moved, something put in. */
export function injured(text: string, put: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const how = fc.constantFrom(
    'cut',
    'put',
    'put',
    'flip',
    'lose line',
    'double line',
    'swap lines',
  );
  const one = fc.record({
    how,
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    put,
    bit: fc.nat(7),
  });
  return fc
    .array(one, { minLength: 1, maxLength: 4 })
    .map((wounds) =>
      wounds.reduce((now, { how, at, put, bit }) => wound(now, how, at, put, bit), text),
    );
}

function wound(text: string, how: string, at: number, put: string, bit: number): string {
  const place = Math.floor(at * text.length);
  const lines = text.split('\n');
  const line = Math.floor(at * (lines.length - 1));
  if (how === 'cut') return text.slice(0, place);
  if (how === 'put') return text.slice(0, place) + put + text.slice(place);
  if (how === 'flip') {
    const byte = String.fromCharCode((text.charCodeAt(place) & 0xff) ^ (1 << bit));
    return text.slice(0, place) + byte + text.slice(place + 1);
  }
  if (how === 'lose line') return lines.toSpliced(line, 1).join('\n');
  if (how === 'double line') return lines.toSpliced(line, 0, lines[line] ?? '').join('\n');
  return lines.toSpliced(line, 2, lines[line + 1] ?? '', lines[line] ?? '').join('\n');
}
