import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import { type EntryBody, entryKinds } from '../../src/domain/journal-entry.ts';
import { decodeLine, encodeEntry, longestLine } from '../../src/domain/journal-line.ts';
import { body, changeId, failureOf } from './journal-samples.ts';

const after = { seq: 4, hash: 'c3'.repeat(32) };
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const textOf = (line: Uint8Array) => Buffer.from(line).toString('latin1');
const decoded = (line: Uint8Array) => decodeLine(line.subarray(0, -1));

// Complete on purpose: a new field of Actor that the journal does not know must not compile here.
const kernel: Required<Actor['kernel']> = {
  uid: 1000,
  euid: 0,
  pid: 42,
  user: 'root',
  loginuid: 1000,
  bootId: 'b007',
  tty: 'pts/3',
  parent: 'bash',
};
const claimed: Required<Actor['claimed']> = { sudoUser: 'ops', ssh: '192.0.2.7 5000 192.0.2.1 22' };

const full: EntryBody = {
  ...body('recovered', 7),
  profile: 'paper',
  tier: 'safe',
  links: [{ link: 'pine-trader.env', from: null, to: 'pine-trader.paper.env' }],
  files: [{ file: 'pine-trader.paper.env', digest: 'ab'.repeat(32) }],
  reason: 'spread widened',
  rule: 'host-not-allowed',
  note: 'by itself',
  of: changeId(6),
  how: 'finished',
  torn: 'cd'.repeat(32),
  actor: { kernel, claimed },
  host: 'trader-1',
};

/** Seals a line by hand, as a forger with the same hash function would. */
function sealed(start: string): Uint8Array {
  return Buffer.from(`${start},"hash":"${sha(start)}"}\n`);
}

describe('writing and reading one line', () => {
  test('an entry with every field comes back as it was', () => {
    const { line, head, entry } = encodeEntry(full, after);
    expect(decoded(line)).toEqual({ ...full, v: 1, seq: 5, prev: after.hash, hash: head.hash });
    expect(decoded(line)).toEqual(entry);
    expect(head.seq).toBe(5);
  });

  test('the hash is SHA-256 over the exact bytes before its own field', () => {
    const line = textOf(encodeEntry(full, after).line);
    const [start, hash] = line.split(',"hash":"');
    expect(hash).toBe(`${sha(start ?? '')}"}\n`);
    expect(
      line.startsWith('{"v":1,"seq":5,"at":"2026-10-02T03:00:07.000Z","kind":"recovered"'),
    ).toBe(true);
    expect(start?.endsWith(`,"prev":"${after.hash}"`)).toBe(true);
  });

  test('the order in which a caller names the fields does not matter', () => {
    const turned = Object.fromEntries(Object.entries(full).reverse()) as unknown as EntryBody;
    expect(encodeEntry(turned, after)).toEqual(encodeEntry(full, after));
  });

  test('any body comes back, whatever people type into it', () => {
    const words = fc.string({ unit: 'binary', maxLength: 80 });
    const bodies = fc.record(
      {
        reason: words,
        note: words,
        profile: words,
        rule: words,
        host: words,
        links: fc.array(fc.record({ link: words, from: fc.option(words), to: fc.option(words) }), {
          maxLength: 3,
        }),
      },
      { requiredKeys: [] },
    );
    const kinds = fc.constantFrom(...entryKinds.filter((kind) => kind !== 'genesis'));
    fc.assert(
      fc.property(kinds, bodies, (kind, more) => {
        const wanted = JSON.parse(JSON.stringify(body(kind, 3, more))) as EntryBody;
        const { line, entry } = encodeEntry(wanted, after);
        expect(decoded(line)).toEqual(entry);
        expect(entry).toMatchObject(wanted);
        expect(textOf(line)).toMatch(/^[\x20-\x7e]+\n$/);
      }),
    );
  });
});

describe('what people type', () => {
  const nasty = 'a\nb\r\u001b[2J\u009b31m\u2028\u202e\u0000\u007f"}\\';

  test('a reason with newlines, escapes and quotes stays one line of printable ASCII', () => {
    const { line } = encodeEntry(body('done', 1, { reason: nasty }), after);
    expect(textOf(line)).toMatch(/^[\x20-\x7e]+\n$/);
    expect(textOf(line)).toContain(
      'a\\nb\\r\\u001b[2J\\u009b31m\\u2028\\u202e\\u0000\\u007f\\"}\\\\',
    );
    expect(decoded(line)).toMatchObject({ reason: nasty });
  });

  test('a reason cannot pass for a seal', () => {
    const reason = `,"hash":"${'0'.repeat(64)}"}`;
    expect(decoded(encodeEntry(body('done', 1, { reason }), after).line)).toMatchObject({ reason });
  });

  test.each(['reason', 'note'])(
    'a %s is cut to 500 characters, and none of them is halved',
    (field) => {
      const long = '🦜'.repeat(600);
      const { entry } = encodeEntry(body('done', 1, { [field]: long }), after);
      expect(entry).toMatchObject({ [field]: '🦜'.repeat(500) });
    },
  );

  test('an endless name in the environment does not make an entry too long', () => {
    const ssh = 'x'.repeat(100_000);
    const { entry } = encodeEntry(body('done', 1, { actor: { kernel, claimed: { ssh } } }), after);
    expect(entry.actor?.claimed.ssh).toBe('x'.repeat(200));
  });
});

describe('the longest line', () => {
  const link = (index: number) => ({
    link: `link-${index}.env`.padEnd(60, 'x'),
    from: null,
    to: 'a',
  });
  const links = (count: number) => Array.from({ length: count }, (_, index) => link(index));

  test('a reason gives way when the line would pass 16 KiB', () => {
    const wide = { links: links(145), reason: '\u0001'.repeat(500) };
    const { line, entry } = encodeEntry(body('done', 1, wide), after);
    expect(line.length).toBeLessThanOrEqual(longestLine);
    expect(entry.reason?.length).toBeGreaterThan(0);
    expect(entry.reason?.length).toBeLessThan(500);
    expect(decoded(line)).toEqual(entry);
  });

  test('a change that cannot fit is refused and not cut', () => {
    const wide = body('done', 1, { links: links(400), reason: 'why' });
    const facts = failureOf(() => encodeEntry(wide, after));
    expect(facts).toMatchObject({ kind: 'bad-config', rule: 'journal-entry-too-long' });
  });

  test('a sealed line that is longer is not read', () => {
    const long = `{"v":1,"note":"${'x'.repeat(longestLine)}"`;
    expect(decoded(sealed(long))).toMatchObject({ kind: 'damaged', reason: 'too-long' });
  });
});

describe('a line that is not ours', () => {
  const good = textOf(encodeEntry(body('done', 1, { reason: 'plain' }), after).line);
  const start = good.slice(0, good.indexOf(',"hash":"'));

  test.each([
    ['another version', start.replace('"v":1', '"v":2')],
    ['a version that only means 1', start.replace('"v":1', '"v":1.0')],
    ['no version', start.replace('"v":1,', '')],
    ['a space', start.replace('"seq":', '"seq": ')],
    ['a field we do not know', start.replace(',"prev"', ',"more":1,"prev"')],
    ['a field twice', start.replace('"verb"', '"kind":"done","verb"')],
    [
      'fields in another order',
      start.replace('"reason":"plain",', '').replace('"at"', '"reason":"plain","at"'),
    ],
    ['an escape where none is needed', start.replace('plain', '\\u0070lain')],
    ['a raw letter beyond ASCII', start.replace('plain', 'plän')],
    ['a kind that does not exist', start.replace('"done"', '"gone"')],
    ['a change id that is none', start.replace(changeId(1), 'x')],
    ['a local time', start.replace('.000Z', '.000+02:00')],
    ['a genesis in the middle', start.replace('"done"', '"genesis"')],
    ['a first entry that is no genesis', start.replace('"seq":5', '"seq":1')],
    [
      'torn bytes named by an entry that repairs nothing',
      start.replace(',"prev"', `,"torn":"${'ab'.repeat(32)}","prev"`),
    ],
    ['no JSON', start.replace('"v":1,', '"v":1,,')],
  ])('%s is not canonical, even with a right hash', (_, forged) => {
    expect(forged).not.toBe(start);
    expect(decoded(sealed(forged))).toMatchObject({ kind: 'damaged', reason: 'not-canonical' });
  });

  test('the seal by hand is right: the unchanged line is read', () => {
    expect(decoded(sealed(start))).toMatchObject({ kind: 'done', reason: 'plain' });
  });

  test.each([
    ['an empty line', '', 'unsealed', false],
    ['half a line', good.slice(0, 90), 'unsealed', false],
    ['a line without its last brace', good.slice(0, -2), 'unsealed', false],
    [
      'an upper-case hash',
      good.replace(/[0-9a-f]{64}"\}\n$/, `${'AB'.repeat(32)}"}`),
      'unsealed',
      false,
    ],
    ['a changed brace', good.replace(/\}\n$/, '|'), 'unsealed', true],
    ['a changed newline', good.replace(/\n$/, '\v'), 'unsealed', true],
    ['a changed word', good.slice(0, -1).replace('plain', 'plaim'), 'altered', true],
    ['a blank behind', `${good.slice(0, -1)} `, 'unsealed', true],
  ])('%s is damaged', (_, text, reason, finished) => {
    expect(decodeLine(Buffer.from(text))).toEqual({ kind: 'damaged', reason, finished });
  });

  test('no cut of a record looks like a whole one', () => {
    const bytes = encodeEntry({ ...full }, after).line;
    for (let length = 0; length < bytes.length - 1; length += 1) {
      expect(decodeLine(bytes.subarray(0, length)), `${length}`).toMatchObject({ finished: false });
    }
  });
});
