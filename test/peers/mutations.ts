import fc from 'fast-check';

const inserts = [
  ...' \n\t:-?,[]{}&*!|>\'"%@`#.=~\\0',
  '\u0085',
  '\r',
  ': ',
  ' #',
  '- ',
  '\n  ',
  '---',
  '\u{1f4b6}',
  '\ufeff',
];

interface Change {
  readonly kind: 'cut' | 'put' | 'repeat' | 'move' | 'indent';
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('cut', 'put', 'put', 'repeat', 'move', 'indent'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(1, 1, 1, 2, 3, 8),
  text: fc.constantFrom(...inserts),
});

/** Texts of an arbitrary with one to three small changes. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([text, changes]) => changes.reduce(apply, text));
}

function apply(text: string, { kind, at, length, text: put }: Change): string {
  const from = Math.floor(at * text.length);
  const [head, part, tail] = [
    text.slice(0, from),
    text.slice(from, from + length),
    text.slice(from + length),
  ];
  if (kind === 'cut') return head + tail;
  if (kind === 'put') return head + put + part + tail;
  if (kind === 'repeat') return head + part + part + tail;
  if (kind === 'move') return tail + part + head;
  return head.replace(/\n(?=[^\n]*$)/, `\n${' '.repeat(length)}`) + part + tail;
}
