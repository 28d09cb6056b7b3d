import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { dotenv } from '../../../src/domain/loaders/dotenv.ts';
import { bytesOf, outcome } from './examples.ts';
import { nastyFile } from './nasty-files.ts';

describe('the dotenv model', () => {
  it('says at which line a key stands last', () => {
    const text = '\n# A=0\nA=1\nexport B=2\n C : 3\r\nD="x\ny"\nE: 5\nA=6\n';
    const reading = dotenv.read(bytesOf(text));
    expect(
      reading.kind === 'read' && reading.assignments.map(({ key, line }) => [key, line]),
    ).toEqual([
      ['B', 4],
      ['D', 6],
      ['E', 8],
      ['A', 9],
    ]);
  });

  it('takes bytes that are not UTF-8 as U+FFFD', () => {
    expect(outcome(dotenv.read(Uint8Array.from([0x41, 0x3d, 0xff])))).toEqual([['A', '\ufffd']]);
  });

  it('gives what the default parser of the package gives', () => {
    const agree = (text: string) => {
      const theirs = Object.entries(parse(text)).sort(([a], [b]) => (a < b ? -1 : 1));
      expect(outcome(dotenv.read(bytesOf(text)))).toEqual(theirs);
    };
    fc.assert(fc.property(nastyFile, agree), { numRuns: 5000 });
  });

  it('prints nothing, touches no environment and keeps nothing between two files', () => {
    const out = vi.spyOn(process.stdout, 'write');
    const err = vi.spyOn(process.stderr, 'write');
    const before = { ...process.env };
    const first = outcome(dotenv.read(bytesOf('A=1\nB=2\n')));
    expect(outcome(dotenv.read(bytesOf('A=1\nB=2\n')))).toEqual(first);
    expect(out).not.toHaveBeenCalled();
    expect(err).not.toHaveBeenCalled();
    expect(process.env).toEqual(before);
    vi.restoreAllMocks();
  });

  it('is not slowed down by a file of blank lines', { timeout: 2000 }, () => {
    expect(outcome(dotenv.read(bytesOf(`${'\n'.repeat(60_000)}!\nA=1`)))).toEqual([['A', '1']]);
  });
});
