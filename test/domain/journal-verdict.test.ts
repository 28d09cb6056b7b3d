import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startOfChain } from '../../src/domain/journal-entry.ts';
import { decodeLine } from '../../src/domain/journal-line.ts';
import { emptyTail, nextLine } from '../../src/domain/journal-tail.ts';
import { verifyChain } from '../../src/domain/journal-verdict.ts';
import { appended, body, joined, journalOf, linesOf, move } from './journal-samples.ts';

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

test('an independent judge agrees with the chain that was written', () => {
  let prev = '0'.repeat(64);
  for (const raw of lines) {
    const [start = '', hash = ''] = Buffer.from(raw).toString('latin1').split(',"hash":"');
    expect(hash).toBe(`${createHash('sha256').update(start).digest('hex')}"}\n`);
    expect(JSON.parse(`${start}}`)).toMatchObject({ prev });
    prev = hash.slice(0, 64);
  }
  expect(verifyChain(five)).toEqual({
    ok: true,
    entries: 5,
    head: { seq: 5, hash: prev },
    repaired: 0,
  });
});

test('a journal without a byte is sound and empty', () => {
  expect(verifyChain(new Uint8Array())).toEqual({
    ok: true,
    entries: 0,
    head: startOfChain,
    repaired: 0,
  });
});

test('a journal whose last newline is missing is sound', () => {
  expect(verifyChain(five.subarray(0, -1))).toEqual(verifyChain(five));
});

describe('every changed bit', () => {
  test.each([
    ['of a five-entry journal', five],
    ['of a journal with a repaired torn write', repaired],
  ])(
    '%s is found, at once and after the next change',
    (_, journal) => {
      expect(verifyChain(journal)).toMatchObject({ ok: true });
      const missed: string[] = [];
      // Only the end of a journal can change what the next change makes of it.
      const lastTwo = linesOf(journal)
        .slice(-2)
        .reduce((sum, raw) => sum + raw.length, 0);
      for (let bit = 0; bit < journal.length * 8; bit += 1) {
        const changed = flipped(journal, bit);
        if (verifyChain(changed).ok) missed.push(`${bit} at once`);
        if (bit >> 3 < journal.length - lastTwo) continue;
        if (verifyChain(appended(changed, body('noted', 8))).ok) missed.push(`${bit} later`);
      }
      expect(missed).toEqual([]);
    },
    120_000,
  );
});

describe('records dropped, moved and forged', () => {
  const without = (index: number) => joined(...lines.filter((_, at) => at !== index));
  const forged = (index: number, from: string, to: string) => {
    const text = Buffer.from(line(index)).toString('latin1').split(',"hash":"')[0] ?? '';
    const start = text.replace(from, to);
    const hash = createHash('sha256').update(start).digest('hex');
    expect(start).not.toBe(text);
    return lines.map((raw, at) =>
      at === index ? Buffer.from(`${start},"hash":"${hash}"}\n`) : raw,
    );
  };

  test.each([0, 1, 2, 3])('record %i dropped is found where the next one stands', (index) => {
    expect(verifyChain(without(index))).toEqual({
      ok: false,
      at: { line: index + 1, seq: index + 1 },
      reason: 'not-after-previous',
    });
  });

  test.each([
    [0, 1],
    [1, 2],
    [2, 4],
    [3, 4],
  ])('records %i and %i swapped are found', (a, b) => {
    const swapped = lines.map((raw, at) => (at === a ? line(b) : at === b ? line(a) : raw));
    expect(verifyChain(joined(...swapped))).toMatchObject({ ok: false, at: { line: a + 1 } });
  });

  test('a record written twice is found', () => {
    expect(verifyChain(joined(...lines, line(4)))).toMatchObject({ reason: 'not-after-previous' });
  });

  test('a forged record with its own right hash is found by the next one', () => {
    expect(verifyChain(joined(...forged(3, 'no-terminal', 'no-nothing')))).toEqual({
      ok: false,
      at: { line: 5, seq: 5 },
      reason: 'not-after-previous',
    });
  });

  test('a forged last record is found only against a head kept elsewhere', () => {
    const journal = joined(...forged(4, '"noted"', '"done"'));
    expect(verifyChain(journal)).toMatchObject({ ok: true });
    expect(verifyChain(journal, hashAt(4))).toMatchObject({ ok: false, reason: 'head-not-found' });
  });

  test('a renumbered record is found although it names the right one before it', () => {
    expect(verifyChain(joined(...forged(4, '"seq":5', '"seq":6')))).toMatchObject({
      at: { line: 5, seq: 5 },
      reason: 'not-after-previous',
    });
  });

  test("two hosts' journals one after the other are found", () => {
    const other = nextLine(emptyTail, body('noted', 1, { host: 'b' }), 'b'.repeat(64)).bytes;
    expect(verifyChain(joined(five, other))).toMatchObject({
      at: { line: 6, seq: 6 },
      reason: 'not-after-previous',
    });
  });

  test('an empty line between records is found', () => {
    const journal = joined(line(0), Buffer.from('\n'), ...lines.slice(1));
    expect(verifyChain(journal)).toMatchObject({ ok: false, at: { line: 2 }, reason: 'unsealed' });
  });
});

describe('a cut tail', () => {
  test.each([1, 2, 3, 4])('after %i whole records is found only against the head', (kept) => {
    const journal = joined(...lines.slice(0, kept));
    expect(verifyChain(journal)).toMatchObject({ ok: true, entries: kept });
    expect(verifyChain(journal, hashAt(4))).toEqual({
      ok: false,
      at: { line: kept + 1, seq: kept + 1 },
      reason: 'head-not-found',
    });
  });

  test('the head of the last entry has nothing after it, an older one says how many', () => {
    expect(verifyChain(five, hashAt(4))).toMatchObject({ ok: true, afterExpected: 0 });
    expect(verifyChain(five, hashAt(1))).toMatchObject({ ok: true, afterExpected: 3 });
  });

  test('inside a record is found without any head', () => {
    expect(verifyChain(five.subarray(0, -2))).toEqual({
      ok: false,
      at: { line: 5, seq: 5 },
      reason: 'torn',
    });
  });
});
