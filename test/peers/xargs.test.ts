import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { xargs } from '../../src/domain/loaders/xargs.ts';
import { disagreements, generated, type Seen } from './against.ts';
import { nastyBytes } from './nasty-bytes.ts';
import { nastyWords } from './nasty-words.ts';
import { missingIdiom, outside, seenByIdiom, withoutOutside } from './real-idiom.ts';

/** How many files a run judges: each takes six processes. PINE_PEER_FILES asks for more. */
const count = Number(process.env.PINE_PEER_FILES ?? 1_000);

const read = (bytes: Uint8Array) => withoutOutside(xargs.read(bytes, { outside }));

function isPredicted(bytes: Uint8Array): boolean {
  const reading = read(bytes);
  return reading.kind === 'refused' || reading.unsure.every(({ key }) => key !== undefined);
}

describe.skipIf(missingIdiom)('the real idiom (skipped: needs GNU bash, grep and xargs)', () => {
  const nasty = fc.oneof(
    { weight: 3, arbitrary: nastyWords },
    { weight: 1, arbitrary: nastyBytes() },
  );
  const files = missingIdiom ? [] : generated('xargs', nasty, count);
  const predicted = files.filter(isPredicted);
  let seen: readonly Seen[];

  beforeAll(
    async () => {
      seen = await seenByIdiom(predicted);
    },
    60_000 + 60 * count,
  );

  it('exports from every file what the model calls certain', () => {
    expect(disagreements(predicted, seen, read)).toEqual([]);
  });

  it('exports that also when nobody knows the environment', () => {
    expect(disagreements(predicted, seen, (bytes) => xargs.read(bytes))).toEqual([]);
  });

  it('can be predicted for most of the files and for most of their keys', () => {
    const readings = predicted.map(read).filter((one) => one.kind === 'read');
    const unsure = readings.flatMap((one) => one.unsure).length;
    const all = unsure + readings.flatMap((one) => one.assignments).length;
    console.info(
      `xargs: ${files.length - predicted.length} files and ${unsure} of ${all} keys unsure`,
    );
    expect(predicted.length / files.length).toBeGreaterThan(0.6);
    expect(unsure / all).toBeLessThan(0.15);
  });
});

describe.skipIf(missingIdiom)(
  'the limits of the idiom (skipped: needs GNU bash, grep, xargs)',
  () => {
    const many = 'A=1\n'.repeat(25_000);
    const files = [
      `Z=0\nA=${'x'.repeat(131_064)}\nB=2\n`,
      `Z=0\nA=${'x'.repeat(131_065)}\nB=2\n`,
      `Z=0\n'A=${'x'.repeat(131_064)}\nB=2\n`,
      `${many}B=2\n`,
      `-p ${many}B=2\n`,
      `${'A=1\n'.repeat(8_190)}#\0\n`,
      `${'#A=1\n'.repeat(25_000)}B=2`,
    ].map((text) => new TextEncoder().encode(text));

    it('are where the model has them', async () => {
      expect(files.every(isPredicted)).toBe(true);
      expect(disagreements(files, await seenByIdiom(files), read)).toEqual([]);
    });
  },
);
