import { describe, expect, it } from 'vitest';
import { bash } from '../../../src/domain/loaders/bash.ts';
import { sh } from '../../../src/domain/loaders/sh.ts';
import { bytesOf } from './examples.ts';

// Enough to see what grows faster than the text; the bench reads ten megabytes.
const size = 2.5e6;
const much = (text: string) => text.repeat(size / text.length);

const large: readonly (readonly [string, string])[] = [
  ['one value', `A=${much('x')}`],
  ['lines that are plain', much('A=12345678\n')],
  ['lines that are not', much('A="x" # c\n')],
  ['one open quote', `A="${much('x')}`],
  ['one closed quote', `A='${much('x')}'`],
  ['escapes', `A=${much('\\a')}`],
  ['quotes and escapes', `A="${much('\\"')}"`],
  ['empty quotes', `A=${much('""')}`],
  ['backslashes', much('\\')],
  ['joined lines', `A=${much('\\\n')}`],
  ['nested braces', much('${')],
  ['nested defaults', much('${A:-')],
  ['nested sums', much('$((')],
  ['nested commands', much('$(')],
  ['nested backticks', much('`\\`')],
  ['parentheses', much('(')],
  ['brackets', much('a[')],
  ['pipes', much('a|')],
  ['commands on one line', much('a;')],
  ['words', much('word ')],
  ['variables', `A=${much('$A')}`],
  ['a value that doubles', `A=x\n${much('A=$A$A\n')}`],
  ['patterns that back up', `A=${'x'.repeat(1_000)}\n${much('B=${A%%*x*x*xy}\n')}`],
  ['elements of an array', `A=(${much('x ')})`],
  ['a here-document', `cat <<E\n${much('x\n')}`],
  ['tildes', `A=${much(':~')}`],
];

describe.each([bash, sh])('megabytes, for $name,', (loader) => {
  it.each(large)('of %s are read in linear time', { timeout: 30_000 }, (_what, text) => {
    const before = process.cpuUsage();
    expect(['read', 'refused']).toContain(loader.read(bytesOf(text)).kind);
    const { user, system } = process.cpuUsage(before);
    // Seconds of all our threads, so that a busy machine does not count against the model.
    expect((user + system) / 1e6).toBeLessThan(4);
  });

  it('of bytes that are not UTF-8 are read in linear time', { timeout: 30_000 }, () => {
    const bytes = new Uint8Array(size).fill(0xff);
    bytes.set(bytesOf('A='));
    expect(loader.read(bytes)).toMatchObject({ unsure: [{ rule: 'too-much' }] });
    bytes.fill(0, 2);
    expect(loader.read(bytes).kind).toBe('read');
  });
});

describe.each([bash, sh])('for $name, what is nested deeper than anybody writes', (loader) => {
  it.each(['${A:-', '$(', '"${A:-', '$( (', '<('])(
    '%j, is not predicted, or is misread',
    (open) => {
      for (const depth of [50, 70, 1_000, 100_000]) {
        const reading = loader.read(bytesOf(`Z=0\nA=${open.repeat(depth)}`));
        const says =
          reading.kind === 'refused' || reading.unsure.length + reading.ignored.length > 0;
        expect([depth, says]).toEqual([depth, true]);
      }
    },
  );
});
