import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EnvText, parseEnvText, printEnvText } from '../../../src/domain/env-text/env-text.ts';
import { nastyBytes } from '../../peers/nasty-bytes.ts';
import { bytesOf } from '../loaders/examples.ts';
import { nastyFile } from '../loaders/nasty-files.ts';

const anyBytes = fc.oneof(
  nastyBytes(),
  nastyFile.map(bytesOf),
  fc.uint8Array({ maxLength: 64 }),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes)),
);

/** Each statement as its kind, or as key, way of quoting, and what stands as its value. */
function told({ statements, reveal }: EnvText): readonly string[] {
  return statements.map((one) => {
    if (one.kind !== 'assignment') return `${one.line} ${one.kind}`;
    const value = Buffer.from(reveal().subarray(one.valueFrom, one.valueTo)).toString();
    return `${one.line} ${one.key} ${one.quoting} ${JSON.stringify(value)}${one.remark ? ' #' : ''}`;
  });
}

describe('an env file', () => {
  it('is the same after parsing and printing, whatever its bytes', () => {
    const same = (bytes: Uint8Array) => {
      const text = parseEnvText(bytes);
      expect(Buffer.from(printEnvText(text)).equals(bytes)).toBe(true);
      const ends = text.statements.map(({ to }) => to);
      expect([0, ...ends].slice(0, -1)).toEqual(text.statements.map(({ from }) => from));
      expect(ends.at(-1) ?? 0).toBe(bytes.length);
    };
    fc.assert(fc.property(anyBytes, same), { numRuns: 2000 });
  });

  it('tells every line by the line feeds before it, and every part where it lies', () => {
    const ordered = (bytes: Uint8Array) => {
      for (const one of parseEnvText(bytes).statements) {
        const before = Buffer.from(bytes.subarray(0, one.from)).toString('latin1');
        expect(one.line).toBe(before.split('\n').length);
        if (one.kind !== 'assignment') continue;
        const places = [one.from, one.valueFrom, one.valueTo, one.end, one.to];
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
    };
    fc.assert(fc.property(anyBytes, ordered), { numRuns: 2000 });
  });

  const cases: readonly (readonly [string, ...string[]])[] = [
    ['', ...[]],
    ['\n \t\r\n# x\n  # y', '1 blank', '2 blank', '3 comment', '4 comment'],
    ['\ufeffA=1\n', '1 byte-order-mark', '1 A bare "1"'],
    ['A=1\nB=2', '1 A bare "1"', '2 B bare "2"'],
    ['A=1\r\nB="x"\r\nC=2\r', '1 A bare "1"', '2 B double "\\"x\\""', '3 C bare "2"'],
    ['A=\nB=  \nC= # x\n', '1 A bare ""', '2 B bare ""', '3 C bare "" #'],
    ['A= x \nA\t=x\n A=x\n', '1 A bare "x"', '2 A bare "x"', '3 A bare "x"'],
    ['export A=1\n\texport\tB=2\nexport=3\n', '1 A bare "1"', '2 B bare "2"', '3 export bare "3"'],
    ['A=x y # z\nB=x#y\nC=#x # y\n', '1 A bare "x y" #', '2 B bare "x#y"', '3 C bare "#x" #'],
    [
      "A='x y'\nB='x' # y\nC='x'#y\n",
      `1 A single "'x y'"`,
      `2 B single "'x'" #`,
      `3 C single "'x'" #`,
    ],
    ['A="x\n# y\nB=2"\nC=3\n', '1 A double "\\"x\\n# y\\nB=2\\""', '4 C bare "3"'],
    ['A=`x\ny`\nB=1', '1 A backtick "`x\\ny`"', '3 B bare "1"'],
    ['A="a\\"b"\nB=1\n', '1 A double "\\"a\\\\\\"b\\""', '2 B bare "1"'],
    ['A="a\\" # b"\nB=1\n', '1 A double "\\"a\\\\\\" # b\\""', '2 B bare "1"'],
    ['A="a\\"\nB=1\n', '1 A double "\\"a\\\\\\""', '2 B bare "1"'],
    ["A='a\\'b'\nB='a\\'\n", `1 A single "'a\\\\'b'"`, `2 B single "'a\\\\'"`],
    ["A='it'\\''s' # x\nB=1\n", `1 A mixed "'it'\\\\''s'" #`, '2 B bare "1"'],
    ['A="x\nB=1\n', '1 A mixed "\\"x"', '2 B bare "1"'],
    ["A=it's\nB=1\n", `1 A bare "it's"`, '2 B bare "1"'],
    [
      'a.b-c=1\nA+=1\nA: 1\nA\n=1\nexport A\n;A=1\n',
      '1 a.b-c bare "1"',
      ...[2, 3, 4, 5, 6, 7].map((line) => `${line} opaque`),
    ],
  ];
  it.each(cases)('%j is told apart', (text, ...statements) => {
    expect(told(parseEnvText(bytesOf(text)))).toEqual(statements);
  });

  it('shows none of its text when it is printed by accident', () => {
    const text = parseEnvText(bytesOf('A=c4nary\n'));
    expect(JSON.stringify(text)).not.toContain('c4nary');
    expect(JSON.stringify(text)).not.toContain(`${'c'.charCodeAt(0)}`);
  });

  it.each(["A='\n", 'A="\\\n', 'A=`x\n', 'A="\nB=\'\n', `A='x'y'\n`, 'A=x #\\\n', '\t', 'A=b #'])(
    'is parsed at once, however often it holds %j',
    (piece) => {
      const bytes = bytesOf(piece.repeat(400_000));
      const start = performance.now();
      parseEnvText(bytes);
      // About 0.2 s; it took minutes if each piece looked at all that follow.
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );
});
