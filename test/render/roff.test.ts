import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roffProse, roffText, roffWord } from '../../src/render/roff.ts';

const hasGroff = spawnSync('groff', ['--version']).status === 0;

/** What a reader sees of lines that are not to be filled. */
function printed(lines: readonly string[]): readonly string[] {
  const page = ['.TH X 1', '.nf', '.in 0', 'BEGIN', ...lines, ''].join('\n');
  const words = ['-man', '-ww', '-Tutf8', '-P-cbou', '-rLL=500n', '-rcR=1'];
  const ran = spawnSync('groff', words, { input: page, encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  const shown = ran.stdout.split('\n');
  return shown.slice(shown.indexOf('BEGIN') + 1).slice(0, lines.length);
}

describe('roff', () => {
  test('never begins a line with a request, and writes no escape that was in the text', () => {
    expect(roffText(".TH\n'so /etc/shadow\n\\*x -")).toBe('\\&.TH\n\\(aqso /etc/shadow\n\\e*x \\-');
    expect(roffText('a…')).toBe('a\\[u2026]');
  });

  test('makes one word of an argument', () => {
    expect(roffWord('a "b"\nc')).toBe('"a \\(dqb\\(dq c"');
  });

  test('sets code in bold, and a lone backquote as one', () => {
    expect(roffProse('type `a -b`.')).toBe('type \\fBa \\-b\\fR\\&.');
    expect(roffProse('a ` b')).toBe('a \\(ga b');
  });

  test.skipIf(!hasGroff)('prints what stood there (skipped: needs groff)', () => {
    const piece = fc.constantFrom(...'.\'"\\-`^~ aB%#$[](){}*@&|', '\\fB', '.TH', '\\(', '--', '…');
    const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 100, maxLength: 100 }), (texts) => {
        // A blank at the end is nothing that a printer shows; one in front ends a filled line.
        const visible = texts.map((one) => `x${one}`.trimEnd());
        expect(printed(visible.map(roffText))).toEqual(visible);
        const dotted = texts.map((one) => one.trim()).filter((one) => one !== '');
        expect(printed(dotted.map(roffText))).toEqual(dotted);
      }),
      { numRuns: 5 },
    );
  });
});
