import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { encodePortably, wayToWrite } from '../../../src/domain/env-text/encode-portably.ts';
import { styles } from '../../../src/domain/env-text/ways-to-write.ts';
import { loaders } from '../../../src/domain/loaders/index.ts';
import type { Reading } from '../../../src/domain/loaders/loader.ts';
import { type LoaderName, loaderNames } from '../../../src/domain/names.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { escapedBytes } from '../../../src/domain/utf8-text.ts';
import { anyValue, plainValue, quotableValue, someLoaders } from './values.ts';

// A busy machine needs ten times as long for thousands of readings.
vi.setConfig({ testTimeout: 200_000 });

const readings = (declared: readonly LoaderName[], text: string): readonly Reading[] =>
  declared.flatMap((name) => {
    const bytes = escapedBytes(`FIRST=1\nK=${text}\nLAST=2\n`);
    return loaders[name].versions.map((version) => loaders[name].read(bytes, { version }));
  });

/** True when every version of every loader takes the three keys from the file, and no more. */
const readBack = (declared: readonly LoaderName[], text: string, value: string) =>
  readings(declared, text).every((reading) => {
    if (reading.kind === 'refused' || reading.unsure.length + reading.ignored.length > 0)
      return false;
    const found = reading.assignments.map((one) => `${one.key}=${one.value.reveal()}`).sort();
    return found.join('\0') === [`FIRST=1`, `K=${value}`, `LAST=2`].join('\0');
  });

describe('any value', () => {
  it('is read back by every version of every declared loader, or there is no way to write it', () => {
    let [encoded, refused] = [0, 0];
    const judged = (value: string, declared: readonly LoaderName[]) => {
      const way = encodePortably(Secret.of(value), declared);
      if (way.kind === 'encoded') {
        encoded++;
        expect(readBack(declared, way.text.reveal(), value)).toBe(true);
        return;
      }
      refused++;
      expect(way.loaders.length).toBeGreaterThan(0);
      for (const { loader, why } of way.loaders) {
        expect(declared).toContain(loader);
        expect(why).toMatch(/^[\x20-\x7e]{10,}$/);
      }
      // Some loaders keep a NUL, but no environment does.
      const tried = value.includes('\0') ? [] : everyWay(value);
      expect(tried.filter((text) => readBack(declared, text, value))).toEqual([]);
    };
    fc.assert(fc.property(anyValue, someLoaders, judged), { numRuns: 1500 });
    expect(encoded).toBeGreaterThan(400);
    expect(refused).toBeGreaterThan(150);
  });
});

describe('a value that is encoded', () => {
  it('is written without quotes when it is hex, base64 or a token, whoever reads it', () => {
    const plain = (value: string) => {
      const way = encodePortably(Secret.of(value), loaderNames);
      expect(way).toMatchObject({ kind: 'encoded', style: 'bare' });
      expect(way.kind === 'encoded' && way.text.reveal()).toBe(value);
    };
    fc.assert(fc.property(plainValue, plain), { numRuns: 200 });
  });

  it('is quoted at most when it is JSON, a URL or a PEM block, unless docker or xargs reads it', () => {
    const declared = loaderNames.filter((name) => name !== 'docker' && name !== 'xargs');
    const quoted = (value: string) => {
      const way = encodePortably(Secret.of(value), declared);
      expect(way).toMatchObject({ kind: 'encoded' });
      expect(['bare', 'single', 'double']).toContain(way.kind === 'encoded' && way.style);
    };
    fc.assert(fc.property(quotableValue, quoted), { numRuns: 200 });
  });

  it('shows nowhere but through its one door', () => {
    const way = encodePortably(Secret.of('c4nary'), ['systemd']);
    expect(JSON.stringify(way)).not.toContain('c4nary');
  });
});

describe('a value that few ways can hold', () => {
  const cases: readonly (readonly [string, readonly LoaderName[], string])[] = [
    ['it\'s "$x`"', ['systemd', 'bash', 'sh'], '"it\'s \\"\\$x\\`\\""'],
    ['"$x\r', ['python-dotenv'], '"\\"$x\\r"'],
    ["\\'$x`", ['compose'], '"\\\\\'\\$x`"'],
    ["a\\b'$x", ['python-dotenv', 'compose'], "'a\\b\\'$x'"],
    ['it\'s "x"', ['python-dotenv', 'compose'], '"it\'s \\"x\\""'],
    ['it\'s "$x"', ['compose', 'systemd'], '"it\'s \\"\\$x\\""'],
    ["it's $x", ['python-dotenv', 'compose'], "'it\\'s $x'"],
    ['it\'s "$x"', ['dotenv', 'node'], '`it\'s "$x"`'],
    ['a\rb', ['dotenv', 'python-dotenv'], '"a\\rb"'],
    ['a\r\n"b', ['dotenv'], '"a\\r\\n"b"'],
    ['it\'s"', ['systemd', 'bash', 'sh', 'xargs'], 'it\\\'s\\"'],
    ['it\'s"\r', ['systemd', 'bash', 'sh', 'xargs'], `'it'"'"'s"\r'`],
    ['C:\\', ['python-dotenv'], '"C:\\\\"'],
    [" #\\\\'", ['dotenv'], `" #\\\\'"`],
    ['a b#c', ['docker'], 'a b#c'],
    ['a\u00e9\udcff', ['bash', 'sh'], "'a\u00e9\udcff'"],
  ];
  it.each(cases)('%j, for %j', (value, declared, text) => {
    const way = encodePortably(Secret.of(value), declared);
    expect(way.kind === 'encoded' && way.text.reveal()).toBe(text);
  });
});

describe('a value that is not encoded', () => {
  it('is told by the loader that cannot, with its own rule, and the way out', () => {
    const way = encodePortably(Secret.of('\udcff'), ['systemd', 'dotenv']);
    expect(way).toMatchObject({
      kind: 'not-encodable',
      remedy: 'write the value as base64, or in its own file',
    });
    expect(way.kind === 'not-encodable' && way.loaders[0]).toEqual({
      loader: 'systemd',
      why: loaders.systemd.rules['not-utf8'],
    });
  });

  it('with a NUL is nobody\u2019s', () => {
    const way = encodePortably(Secret.of('a\0b'), loaderNames);
    const why = 'cannot hand on a NUL byte, nor can any other';
    const everybody = loaderNames.map((loader) => ({ loader, why }));
    expect(way.kind === 'not-encodable' && way.loaders).toEqual(everybody);
  });

  it('names every loader and its own way when each has one, but no two the same', () => {
    const way = encodePortably(Secret.of('it\'s "\\ $x`'), ['systemd', 'dotenv']);
    expect(way).toMatchObject({ kind: 'not-encodable' });
    expect(way.kind === 'not-encodable' && way.loaders.map(({ loader }) => loader)).toEqual([
      'systemd',
      'dotenv',
    ]);
  });
});

describe('the way to write a value', () => {
  const said = (value: string, declared: readonly LoaderName[]) =>
    wayToWrite(Secret.of(value), declared);
  it('is a phrase that holds none of it', () => {
    expect(said('true', loaderNames)).toBe('without quotes');
    expect(said('', loaderNames)).toBe('without quotes');
    expect(said('x y', ['systemd', 'dotenv'])).toBe('in single quotes');
    expect(said("it's", ['systemd', 'dotenv'])).toBe('in double quotes');
    expect(said('it\'s "x"', ['systemd'])).toBe('in double quotes, with backslash escapes');
    expect(said('a\0', ['systemd'])).toBe('as base64, or in its own file');
    const phrases = [...Object.values(styles), 'as base64, or in its own file'];
    const phrase = (value: string, declared: readonly LoaderName[]) => {
      expect(phrases).toContain(said(value, declared));
    };
    fc.assert(fc.property(anyValue, someLoaders, phrase), { numRuns: 300 });
  });
});

/** Every text somebody might try: each kind of quotes with each set of escapes, and joined pieces. */
function everyWay(value: string): readonly string[] {
  const sets = [
    /(?!)/g,
    /'/g,
    /"/g,
    /`/g,
    /\\/g,
    /\$/g,
    /["\\]/g,
    /['\\]/g,
    /["\\$]/g,
    /["\\$`]/g,
    /['"\\$`]/g,
  ];
  const escaped = sets.map((set) => value.replace(set, '\\$&'));
  const controls = escaped.flatMap((text) => [
    text,
    text.replaceAll('\r', '\\r'),
    text.replaceAll('\r', '\\r').replaceAll('\n', '\\n'),
    text.replaceAll('\n', '\\n'),
    text.replaceAll('$', '$$$$'),
  ]);
  const whole = controls.flatMap((text) => [
    text,
    `'${text}'`,
    `"${text}"`,
    `\`${text}\``,
    `$'${text}'`,
  ]);
  const pieces = [
    `'${value.replaceAll("'", `'"'"'`)}'`,
    `'${value.replaceAll("'", `'\\''`)}'`,
    `"${value.replaceAll('"', `"'"'"`)}"`,
    value.replace(/[^\w\n]/gu, '\\$&'),
    value.replace(/[^\w]/gu, (one) => (one === "'" ? `"'"` : `'${one}'`)),
  ];
  return [...new Set([...whole, ...pieces])];
}
