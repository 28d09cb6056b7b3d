import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openIntent } from '../../src/domain/journal-changes.ts';
import { headOf, startOfChain } from '../../src/domain/journal-entry.ts';
import { emptyTail, journalSalt, nextLine, readTail } from '../../src/domain/journal-tail.ts';
import { verifyChain } from '../../src/domain/journal-verdict.ts';
import { PineError } from '../../src/errors.ts';
import {
  appended,
  body,
  changeId,
  joined,
  journalOf,
  linesOf,
  move,
  newSalt,
} from './journal-samples.ts';

const toPaper = [move('intent', 1, null, 'paper'), move('done', 1, null, 'paper')];
const toLive = [move('intent', 2, 'paper', 'live'), move('done', 2, 'paper', 'live')];
const base = journalOf(...toPaper, toLive[0] ?? body('noted', 0));
const whole = journalOf(...toPaper, ...toLive);
const recovery = body('recovered', 3, { of: changeId(2), how: 'undone' });
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const kinds = (journal: Uint8Array) => readTail(journal, true).entries.map((entry) => entry.kind);

describe('the end of a journal', () => {
  test('an absent journal is empty and begins with a genesis that carries the salt', () => {
    expect(readTail(new Uint8Array(), true)).toEqual(emptyTail);
    const journal = appended(new Uint8Array(), body('noted', 1));
    expect(kinds(journal)).toEqual(['genesis', 'noted']);
    expect(journalSalt(readTail(journal, true).entries)).toBe(newSalt);
  });

  test('a second entry brings no second genesis', () => {
    expect(kinds(appended(journalOf(body('noted', 1)), body('noted', 2)))).toEqual([
      'genesis',
      'noted',
      'noted',
    ]);
  });

  test('what nextLine says the tail will be is what is read back', () => {
    const next = nextLine(readTail(base, true), recovery, newSalt);
    expect(readTail(joined(base, next.bytes), true)).toEqual(next.tail);
  });

  test('a whole journal ends clean at the head of its last entry', () => {
    const { entries, head, end, broken } = readTail(whole, true);
    const last = entries.at(-1);
    expect({ end, broken, count: entries.length }).toEqual({
      end: { kind: 'clean' },
      broken: [],
      count: 5,
    });
    expect(last && headOf(last)).toEqual(head);
  });

  test('a record that lacks only its newline counts, and the next write begins with it', () => {
    const tail = readTail(whole.subarray(0, -1), true);
    expect(tail.end).toEqual({ kind: 'no-newline' });
    expect(tail.entries).toHaveLength(5);
    expect(nextLine(tail, recovery, newSalt).bytes[0]).toBe(10);
  });

  test('a torn record is named by the hash of its bytes', () => {
    const torn = whole.subarray(base.length, whole.length - 40);
    const tail = readTail(joined(base, torn), true);
    expect(tail.end).toEqual({ kind: 'torn', fragment: sha(torn), newline: false });
    expect(tail.broken).toEqual([]);
    const { bytes } = nextLine(tail, recovery, newSalt);
    const [empty, first, second, rest] = Buffer.from(bytes).toString('latin1').split('\n');
    expect([empty, rest]).toEqual(['', '']);
    expect(JSON.parse(first ?? '')).toMatchObject({ kind: 'recovered', torn: sha(torn) });
    expect(JSON.parse(second ?? '')).toMatchObject({ kind: 'recovered', of: changeId(2) });
  });

  test('a torn record and its torn repair are named together, the newline between them included', () => {
    const fragments = Buffer.from('{"v":1,"seq"\n{"v":1');
    const tail = readTail(joined(base, fragments), true);
    expect(tail.end).toEqual({ kind: 'torn', fragment: sha(fragments), newline: false });
    const ended = readTail(joined(base, fragments, Buffer.from('\n')), true);
    expect(ended.end).toEqual({ kind: 'torn', fragment: sha(fragments), newline: true });
  });

  test('the record that names torn bytes says who repaired them, and settles no change', () => {
    const journal = joined(base, Buffer.from('{"v":1'));
    const actor = { kernel: { uid: 1, euid: 1, pid: 2 }, claimed: {} };
    const next = nextLine(readTail(journal, true), body('noted', 2, { actor, host: 'h' }), newSalt);
    const [recovered] = next.tail.entries.slice(-2);
    expect(recovered).toMatchObject({ kind: 'recovered', change: changeId(2), actor, host: 'h' });
    expect(openIntent(next.tail.entries)).toMatchObject({ change: changeId(2) });
  });

  test('a changed last record is told, stays told, and still lets the next change be written', () => {
    const changed = new Uint8Array(whole);
    changed[base.length + 60] = 0x58;
    const tail = readTail(changed, true);
    expect(tail.end).toEqual({ kind: 'damaged', newline: true });
    expect(tail.broken).toEqual([{ line: 5, seq: 5, reason: 'altered' }]);
    const next = appended(changed, recovery);
    expect(readTail(next, true)).toMatchObject({ end: { kind: 'clean' }, broken: tail.broken });
    expect(openIntent(readTail(next, true).entries)).toBeUndefined();
    expect(verifyChain(next)).toMatchObject({ ok: false, at: { line: 5 }, reason: 'altered' });
  });

  test('a dropped record inside is told', () => {
    const journal = joined(...linesOf(whole).filter((_, at) => at !== 2));
    expect(readTail(journal, true).broken).toEqual([
      { line: 3, seq: 3, reason: 'not-after-previous' },
    ]);
  });

  test('zeros after a power cut count as a torn write', () => {
    const journal = appended(joined(base, new Uint8Array(700)), recovery);
    expect(verifyChain(journal)).toMatchObject({ ok: true, repaired: 1 });
  });
});

describe('a record cut at every byte', () => {
  const record = whole.subarray(base.length);

  test('leaves the intent open exactly until the whole record is there', () => {
    for (let kept = 0; kept <= record.length; kept += 1) {
      const { entries, head, broken } = readTail(joined(base, record.subarray(0, kept)), true);
      const finished = kept >= record.length - 1;
      expect(openIntent(entries)?.change, `${kept}`).toBe(finished ? undefined : changeId(2));
      expect({ seq: head?.seq, broken }).toEqual({ seq: finished ? 5 : 4, broken: [] });
    }
  });

  test('is repaired by the next change, whose journal then verifies', () => {
    for (let kept = 0; kept <= record.length; kept += 1) {
      const journal = appended(joined(base, record.subarray(0, kept)), recovery);
      expect(verifyChain(journal), `${kept}`).toMatchObject({ ok: true });
      expect(openIntent(readTail(journal, true).entries), `${kept}`).toBeUndefined();
    }
  });

  test('may be cut again at any byte of its repair', () => {
    const points: string[] = [];
    for (let kept = 0; kept < record.length; kept += 29) {
      const torn = joined(base, record.subarray(0, kept));
      const repair = nextLine(readTail(torn, true), recovery, newSalt).bytes;
      for (
        let again = kept === 29 ? 0 : kept % 7;
        again <= repair.length;
        again += kept === 29 ? 1 : 7
      ) {
        const journal = joined(torn, repair.subarray(0, again));
        const settled = again >= repair.length - 1;
        const open = openIntent(readTail(journal, true).entries)?.change;
        const verdict = verifyChain(appended(journal, recovery));
        if (open !== (settled ? undefined : changeId(2)) || !verdict.ok)
          points.push(`${kept}+${again}`);
      }
    }
    expect(points).toEqual([]);
  });

  test('a journal cut in its very first write still begins with a genesis', () => {
    const first = nextLine(emptyTail, body('noted', 1), newSalt).bytes;
    for (let kept = 0; kept <= first.length; kept += 1) {
      const journal = appended(first.subarray(0, kept), body('noted', 2));
      expect(verifyChain(journal), `${kept}`).toMatchObject({ ok: true });
      const { entries } = readTail(journal, true);
      expect(entries[0]?.kind, `${kept}`).toBe('genesis');
      expect(
        entries.filter((entry) => entry.kind === 'genesis'),
        `${kept}`,
      ).toHaveLength(1);
      expect(entries.at(-1)?.change).toBe(changeId(2));
    }
  });
});

describe('a piece of a journal', () => {
  const torn = joined(base, whole.subarray(base.length, whole.length - 30));
  const journal = appended(appended(torn, recovery), body('noted', 4));
  const all = readTail(journal, true);

  test('from any byte on tells the same end, or that more must be read', () => {
    for (let from = 1; from <= journal.length; from += 1) {
      const tail = readTail(journal.subarray(from), false);
      expect(tail.broken, `${from}`).toEqual([]);
      expect(tail.entries).toEqual(all.entries.slice(all.entries.length - tail.entries.length));
      expect(tail.head, `${from}`).toEqual(tail.entries.length === 0 ? undefined : all.head);
    }
  });

  test('that holds the last sound entry repairs a torn end like the whole', () => {
    const lastLine = linesOf(base).at(-1)?.length ?? 0;
    const piece = readTail(torn.subarray(base.length - lastLine - 1), false);
    expect(nextLine(piece, recovery, newSalt).bytes).toEqual(
      nextLine(readTail(torn, true), recovery, newSalt).bytes,
    );
  });

  test('without a sound entry is never written to', () => {
    const tail = readTail(journal.subarray(journal.length - 5), false);
    expect(tail.head).toBeUndefined();
    expect(() => nextLine(tail, recovery, newSalt)).toThrow(PineError);
  });

  test('a whole journal without one sound entry starts again, and what was there stays told', () => {
    const [genesis = new Uint8Array()] = linesOf(base);
    const changed = new Uint8Array(genesis);
    changed[60] = 0x58;
    expect(readTail(changed, true)).toMatchObject({ head: startOfChain, end: { kind: 'damaged' } });
    expect(verifyChain(appended(changed, recovery))).toMatchObject({ ok: false, at: { line: 1 } });
  });
});
