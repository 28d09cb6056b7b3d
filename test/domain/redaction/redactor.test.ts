import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KnownText } from '../../../src/domain/redaction/known-text.ts';
import { type Redactor, redactorOf } from '../../../src/domain/redaction/redactor.ts';
import { statesOf } from '../../../src/domain/redaction/states.ts';
import { waysToWrite } from '../../../src/domain/redaction/ways-to-write.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { seededBytes } from '../seeded-bytes.ts';
import { encodingsOf } from './encodings.ts';

const digits = Buffer.from(seededBytes('password', 16)).toString('hex');
const token = Buffer.from(seededBytes('token', 51)).toString('base64url');
const odd = `${Buffer.from(seededBytes('odd', 9)).toString('base64')}/+=&"\\%<${'é'}`;
const short = Buffer.from(seededBytes('short', 8)).toString('base64url');
const hook = ['https://hooks.example', 'hook', digits].join('/');

function known(name: string, text: string, secret = text, folds = false): KnownText {
  const isSecret = text === secret;
  return { name, text: Secret.of(text), secret: Secret.of(secret), isSecret, folds };
}

const states = statesOf(
  waysToWrite([
    known('HOOK', digits, digits, true),
    known('HOOK', hook, digits, true),
    known('TOKEN', token),
    known('ODD', odd),
    known('SHORT', short),
  ]),
);

function through(chunks: readonly Uint8Array[], redactor: Redactor = redactorOf(states)): Buffer {
  return Buffer.concat([...chunks.map((chunk) => redactor.push(chunk)), redactor.end()]);
}

function cutAt(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const all = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return all.slice(1).map((end, at) => bytes.subarray(all[at], end));
}

const secrets = [
  ['HOOK', digits],
  ['HOOK', hook],
  ['TOKEN', token],
  ['SHORT', short],
] as const;

const cases = secrets.flatMap(([name, text]) =>
  encodingsOf(text).map(([encoding, bytes]) => ({ name, text, encoding, bytes })),
);

const piecesOf = (text: string) =>
  new Set(
    encodingsOf(text).flatMap(([, bytes]) =>
      Array.from({ length: bytes.length - 7 }, (_, at) => bytes.toString('latin1', at, at + 8)),
    ),
  );
const forbidden = new Map([digits, token, short].map((text) => [text, piecesOf(text)] as const));

/** Pieces of the secret, in any encoding, that can be seen. */
function seen(out: Buffer, text: string): readonly string[] {
  const shown = out.toString('latin1');
  const pieces = forbidden.get(text === hook ? digits : text) ?? new Set();
  return Array.from({ length: shown.length }, (_, at) => shown.slice(at, at + 8)).filter((one) =>
    pieces.has(one),
  );
}

describe('a secret', () => {
  test.each(cases)(
    '$name as $encoding is not seen, wherever a chunk ends',
    ({ name, text, bytes }) => {
      const whole = Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' behind')]);
      const expected = through([whole]);
      if (text !== hook) expect(seen(whole, text)).not.toEqual([]);
      expect(seen(expected, text)).toEqual([]);
      expect(expected.toString('latin1')).toContain(`[redacted ${name}]`);
      expect(expected.toString('latin1')).toMatch(/^before [\s\S]* behind$/);
      for (let at = 0; at <= whole.length; at++) {
        const out = through(cutAt(whole, [at]));
        if (!out.equals(expected)) expect(`${at} ${out}`).toBe(`${at} ${expected}`);
      }
      const single = through(Array.from(whole, (_, at) => whole.subarray(at, at + 1)));
      expect(single.toString('latin1')).toBe(expected.toString('latin1'));
    },
  );

  test('is not seen among others, whatever the chunks', () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom('=', '%', '\\u00', '&#', '\n', digits.slice(0, 6), 'https://hooks.')
        .map((one) => Buffer.from(one)),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(noise, fc.nat(cases.length - 1)), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(2000), { maxLength: 12 }),
        (parts, places) => {
          const chosen = parts.map(
            ([bytes, at]) => [bytes, cases[at] as (typeof cases)[0]] as const,
          );
          const whole = Buffer.concat(
            chosen.flatMap(([bytes, one]) => [
              bytes,
              Buffer.from('\n'),
              one.bytes,
              Buffer.from('\n'),
            ]),
          );
          const out = through(
            cutAt(
              whole,
              places.filter((place) => place < whole.length),
            ),
          );
          expect(out.equals(through([whole]))).toBe(true);
          expect(chosen.flatMap(([, { text }]) => seen(out, text))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('of characters beyond ASCII is hidden as bytes, as escapes and as UTF-16', () => {
    const escaped = [...odd].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const written = [odd, JSON.stringify(odd), encodeURIComponent(odd), escaped.join('')];
    const all = [...written, Buffer.from(odd, 'utf16le'), Buffer.from(odd).toString('base64')];
    for (const one of all) {
      expect(through([Buffer.from(one)]).toString('latin1')).toContain('[redacted ODD]');
    }
  });

  test('is hidden in part: what is cut off, what stands at the end, what is a piece of it', () => {
    const text = (bytes: string) => through([Buffer.from(bytes)]).toString();
    expect(text(`a ${token.slice(0, 20)} b`)).toBe('a [redacted TOKEN] b');
    expect(text(`a ${token.slice(9, 30)}\nb`)).toBe('a [redacted TOKEN]\nb');
    expect(text(`a ${token.slice(-16)}.`)).toBe('a [redacted TOKEN].');
    expect(text(`a ${token.slice(0, 9)}`)).toBe('a [redacted TOKEN]');
    expect(text(`a ${token.slice(0, 9)} b`)).toBe(`a ${token.slice(0, 9)} b`);
  });

  test('twice in a row, and one in another, is as many names', () => {
    expect(through([Buffer.from(token + token)]).toString()).toBe('[redacted TOKEN]'.repeat(2));
    expect(through([Buffer.from(`${hook}?a=1`)]).toString()).toBe('[redacted HOOK]?a=1');
  });
});

describe('everything else', () => {
  test('comes out byte for byte, whatever the chunks', () => {
    const bytes = Buffer.from(seededBytes('noise', 200_000));
    const dull = Buffer.from(
      'x=4%20\\u0041&amp;\n\n\0\0\0\0====\\\\\\\\ https://hooks.example/hook/ '.repeat(300),
    );
    const all = [
      bytes,
      Buffer.from(bytes.toString('base64')),
      Buffer.from(bytes.toString('hex')),
      dull,
    ];
    for (const one of all) {
      const places = Array.from({ length: 40 }, (_, at) => (at * one.length) / 40 + (at % 7));
      expect(through(cutAt(one, places.map(Math.floor))).equals(one)).toBe(true);
    }
    expect(through([])).toHaveLength(0);
  });

  test('is shown at once, or after a pause when it may begin a secret', () => {
    const redactor = redactorOf(states);
    const push = (text: string) => Buffer.from(redactor.push(Buffer.from(text))).toString();
    expect(push('Name: ')).toBe('Name: ');
    expect(redactor.waits).toBe(false);
    const begins = `see ${token.slice(0, 3)}`;
    expect(push(begins)).toBe('see ');
    expect(redactor.waits).toBe(true);
    expect(Buffer.from(redactor.idle()).toString()).toBe(token.slice(0, 3));
    // What comes now is still the secret's rest.
    expect(push(`${token.slice(3)}!`)).toBe('[redacted TOKEN]!');
  });

  test.each([1, 5, 7, 8, 9, 30])(
    'of a secret’s first %i characters a pause shows fewer than 8',
    (count) => {
      for (const text of [token, digits]) {
        const redactor = redactorOf(states);
        const shown = [redactor.push(Buffer.from(text.slice(0, count))), redactor.idle()];
        expect(Buffer.concat(shown).toString()).toBe(count < 8 ? text.slice(0, count) : '');
        expect(redactor.waits).toBe(false);
        const rest = [redactor.push(Buffer.from(text.slice(count))), redactor.end()];
        expect(Buffer.concat(rest).toString()).toMatch(/^\[redacted (TOKEN|HOOK)\]$/);
      }
    },
  );
});
