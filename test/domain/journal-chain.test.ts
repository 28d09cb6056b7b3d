import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { breakWords } from '../../src/domain/journal-chain.ts';
import { decodeLine } from '../../src/domain/journal-line.ts';
import { emptyTail, nextLine, readTail } from '../../src/domain/journal-tail.ts';
import { chainVerifier, verifyChain } from '../../src/domain/journal-verdict.ts';
import { appended, body, joined, journalOf, linesOf, move, newSalt } from './journal-samples.ts';

const five = journalOf(
  move('intent', 1, null, 'paper'),
  move('done', 1, null, 'paper'),
  body('refused', 2, { rule: 'no-terminal', reason: 'späte Schicht' }),
  body('noted', 3),
);
const lines = linesOf(five);
const line = (index: number) => lines[index] ?? new Uint8Array();
const hashAt = (index: number) => {
  const entry = decodeLine(line(index).subarray(0, -1));
  return entry.kind === 'damaged' ? '' : entry.hash;
};
// A journal that has seen a torn write: its last record cut, then repaired.
const repaired = appended(five.subarray(0, five.length - 100), body('noted', 9));

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

function cutInChunks(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.slice(index * size, (index + 1) * size));
}

describe('a torn write', () => {
  const parts = linesOf(repaired);

  test('is excused by the record that names its bytes, and counted', () => {
    expect(verifyChain(repaired)).toMatchObject({ ok: true, entries: 6, repaired: 1 });
  });

  test('is found when its fragment is taken away', () => {
    const journal = joined(...parts.filter((_, at) => at !== 4));
    expect(verifyChain(journal)).toMatchObject({ at: { line: 5 }, reason: 'fragment-missing' });
  });

  test('is found when the record that names it is taken away', () => {
    const journal = joined(...parts.filter((_, at) => at !== 5));
    expect(verifyChain(journal)).toMatchObject({ at: { line: 5 }, reason: 'unsealed' });
  });

  test('is not excused by a later record', () => {
    const [a, b, c, d, fragment, recovered, noted] = parts;
    const order = [a, fragment, b, c, d, recovered, noted].map((part) => part ?? new Uint8Array());
    expect(verifyChain(joined(...order))).toMatchObject({ at: { line: 2 }, reason: 'unsealed' });
  });

  test('that was no torn write is not excused, even by a record that names it', () => {
    const changed = flipped(line(4), 8 * 100).subarray(0, -1);
    const fragment = createHash('sha256').update(changed).digest('hex');
    const tail = {
      ...emptyTail,
      head: { seq: 4, hash: hashAt(3) },
      end: { kind: 'torn', fragment, newline: false } as const,
    };
    const excused = nextLine(tail, body('noted', 9), newSalt).bytes;
    const journal = joined(...lines.slice(0, 4), changed, excused);
    expect(verifyChain(journal)).toMatchObject({ at: { line: 5 }, reason: 'altered' });
  });
});

describe('reading in chunks', () => {
  const whole = verifyChain(repaired, hashAt(1));

  test('the verdict is the same for every edge between two chunks', () => {
    expect(whole).toMatchObject({ ok: true });
    for (let edge = 0; edge <= repaired.length; edge += 1) {
      const chunks = [repaired.subarray(0, edge), repaired.subarray(edge)];
      expect(verifyChain(chunks, hashAt(1)), `${edge}`).toEqual(whole);
    }
  });

  test.each([1, 2, 75, 1000])('the verdict is the same for chunks of %i bytes', (size) => {
    expect(verifyChain(cutInChunks(repaired, size), hashAt(1))).toEqual(whole);
  });

  test('a buffer that the reader fills again and again is not kept', () => {
    const verifier = chainVerifier();
    const buffer = Buffer.alloc(64);
    for (const chunk of cutInChunks(repaired, 64)) {
      buffer.set(chunk);
      verifier.push(buffer.subarray(0, chunk.length));
      buffer.fill(0);
    }
    expect(verifier.end()).toEqual(verifyChain(repaired));
  });

  test('the first break is the one that is told', () => {
    const journal = joined(line(0), line(2), line(1), Buffer.from('{"v":1,"se'));
    expect(verifyChain(cutInChunks(journal, 7))).toMatchObject({ ok: false, at: { line: 2 } });
  });
});

describe('what is no journal at all', () => {
  test.each([
    ['a line that never ends', Buffer.alloc(1024 * 1024, 'x')],
    ['nothing but short lines', Buffer.alloc(1024 * 1024, 'A=b\n')],
  ])('is told without reading on: %s', (_, megabyte) => {
    let read = 0;
    function* endless() {
      yield five;
      for (; ; read++) yield megabyte;
    }
    expect(verifyChain(endless())).toMatchObject({
      ok: false,
      at: { line: 6, seq: 6 },
      reason: 'unsealed',
    });
    expect(read).toBeLessThan(4);
  });

  test('is told at once from the end of a file, too', () => {
    const from = performance.now();
    const tail = readTail(joined(five, Buffer.alloc(4 * 1024 * 1024, 'A=b\n')), true);
    expect(tail.broken).toEqual([{ line: 6, seq: 6, reason: 'unsealed' }]);
    expect(tail.end).toEqual({ kind: 'damaged', newline: true });
    expect(performance.now() - from).toBeLessThan(5000);
  });
});

test('every reason has words', () => {
  for (const words of Object.values(breakWords)) expect(words).toMatch(/^[a-z].*[a-z]$/);
});
