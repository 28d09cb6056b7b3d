import { describe, expect, test } from 'vitest';
import { type EntryBody, startOfChain } from '../../src/domain/journal-entry.ts';
import { encodeEntry } from '../../src/domain/journal-line.ts';
import { body, failureOf, newSalt } from './journal-samples.ts';

const after = { seq: 4, hash: 'c3'.repeat(32) };

describe('a body that could not be read back', () => {
  test.each([
    ['a change id of the wrong length', { change: 'abc' }, 'change'],
    ['a time without milliseconds', { at: '2026-10-02T03:00:00Z' }, 'at'],
    ['a digest that is none', { files: [{ file: 'a', digest: 'not-hex' }] }, 'files.0.digest'],
    ['a genesis that is not first', { kind: 'genesis', salt: newSalt }, 'fields of another kind'],
    ['a salt outside the genesis', { salt: newSalt }, 'fields of another kind'],
    ['a field nobody declared', { secret: 'value' }, 'secret'],
  ])('%s is our bug, named without its content', (_, wrong, field) => {
    const build = () => encodeEntry({ ...body('done', 1), ...wrong } as EntryBody, after);
    const facts = failureOf(build);
    expect(facts).toMatchObject({ kind: 'bug', rule: 'journal-entry-invalid' });
    expect(facts.message).toBe(`a journal entry was built wrongly: ${field}`);
  });

  test('a first entry must be a genesis with a salt', () => {
    const first = () => encodeEntry(body('done', 1), startOfChain);
    expect(failureOf(first)).toMatchObject({ rule: 'journal-entry-invalid' });
    expect(encodeEntry(body('genesis', 1, { salt: newSalt }), startOfChain).head.seq).toBe(1);
  });
});
