import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { setValue } from '../../../src/domain/env-text/edit-env-text.ts';
import {
  assignmentsOf,
  parseEnvText,
  printEnvText,
} from '../../../src/domain/env-text/env-text.ts';
import { lastValue, type Reading } from '../../../src/domain/loaders/loader.ts';
import { type LoaderName, loaderNames } from '../../../src/domain/names.ts';
import { portableFor } from '../../../src/domain/portable.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { bytesOf } from '../loaders/examples.ts';
import { fileOfP, fileOfQ } from '../loaders/nasty-files.ts';
import { anyFile, editing, latin1, others, readingsBy } from './edits.ts';
import { anyValue, plainValue, quotableValue, someLoaders } from './values.ts';

// A busy machine needs ten times as long for thousands of readings.
vi.setConfig({ testTimeout: 200_000 });

const set = editing(setValue);

describe('an edited value', () => {
  it('is what every declared loader then reads, and nothing else of the file is another', () => {
    let edited = 0;
    const asked = (
      bytes: Uint8Array,
      key: string,
      value: string,
      declared: readonly LoaderName[],
    ) => {
      const text = parseEnvText(bytes);
      const copy = latin1(bytes);
      const result = setValue(text, key, Secret.of(value), declared);
      expect(latin1(printEnvText(text))).toBe(copy);
      if (result.kind === 'refused') return;
      edited++;
      const [at] = assignmentsOf(text, key);
      const after = printEnvText(result.text);
      if (at === undefined) throw new Error('edited, but not there');
      expect(result.line).toBe(at.line);
      expect(latin1(after).startsWith(copy.slice(0, at.valueFrom))).toBe(true);
      expect(latin1(after).endsWith(copy.slice(at.valueTo))).toBe(true);
      const before = readingsBy(bytes, declared);
      for (const [index, reading] of readingsBy(after, declared).entries()) {
        expect(lastValue(reading, key)?.reveal()).toBe(value);
        expect(others(reading, key)).toEqual(others(before[index] as Reading, key));
      }
    };
    const key = fc.constantFrom('K', 'K', 'K', 'A', 'B');
    const someValue = fc.oneof(plainValue, quotableValue, anyValue);
    fc.assert(fc.property(anyFile, key, someValue, someLoaders, asked), { numRuns: 1200 });
    expect(edited).toBeGreaterThan(100);
  });

  it('is written into every sound file that any loader reads', () => {
    const done = (value: string, parts: readonly string[], declared: readonly LoaderName[]) => {
      const text = parseEnvText(bytesOf(parts.join('')));
      expect(setValue(text, 'K', Secret.of(value), declared)).toMatchObject({ kind: 'edited' });
    };
    const bare = fc.tuple(fileOfP, fc.constant('K=old\n'), fileOfP);
    const old = fc.constantFrom('K=old\n', "K='old'\n", 'K="o d"\n', "K='o\nd'\n", 'K=\n');
    const quoted = fc.tuple(fileOfQ, old, fileOfQ);
    const quoting = loaderNames.filter((name) => portableFor([name]) === 'Q');
    fc.assert(fc.property(plainValue, bare, fc.constant(loaderNames), done), { numRuns: 150 });
    fc.assert(fc.property(quotableValue, quoted, fc.constant(quoting), done), { numRuns: 150 });
  });

  it('keeps its quotes where they can hold it, else gets the first that can', () => {
    expect(set('K=old\n', 'new', loaderNames)).toBe('K=new\n');
    expect(set('K="old"\n', 'new', ['systemd', 'dotenv'])).toBe('K="new"\n');
    expect(set("K='old'\n", 'new', ['systemd', 'dotenv'])).toBe("K='new'\n");
    expect(set('K="old"\n', 'a$b', ['systemd', 'dotenv'])).toBe("K='a$b'\n");
    expect(set('K=old\n', 'a b', ['systemd', 'dotenv'])).toBe("K='a b'\n");
    expect(set("K='old'\n", "it's", ['systemd', 'dotenv'])).toBe('K="it\'s"\n');
    expect(set("K='old'\n", 'it\'s "x"', ['systemd'])).toBe('K="it\'s \\"x\\""\n');
    expect(set('K=`old`\n', 'new', ['dotenv'])).toBe('K=new\n');
  });

  it('keeps all else: comments, blanks, order, export, line ends, byte order mark, last line', () => {
    expect(set('# a\n\n\texport K = "old" # b\nB=1 ', 'new', ['dotenv'])).toBe(
      '# a\n\n\texport K = "new" # b\nB=1 ',
    );
    expect(set('A=1\r\nK=old\r\nB=2\r\n', 'new', ['systemd', 'dotenv'])).toBe(
      'A=1\r\nK=new\r\nB=2\r\n',
    );
    expect(set('A=1\r\nK=old', 'new', ['systemd', 'dotenv'])).toBe('A=1\r\nK=new');
    expect(set('\ufeffA=1\nK=old\n', 'new', ['systemd', 'dotenv'])).toBe('\ufeffA=1\nK=new\n');
    expect(set("K='a\nb' \nB=2\n", 'new', ['systemd', 'dotenv'])).toBe("K='new' \nB=2\n");
    expect(set('B=2\nK=old\n', 'a\nb', ['systemd', 'dotenv'])).toBe("B=2\nK='a\nb'\n");
  });

  it('can be edited again, whatever it was', () => {
    const again = (value: string, declared: readonly LoaderName[]) => {
      const file = parseEnvText(bytesOf('A=1\nK=old\nB=2\n'));
      const first = setValue(file, 'K', Secret.of(value), declared);
      if (first.kind === 'refused') {
        expect(first.rule).toBe('value-not-writable');
        return;
      }
      const second = setValue(first.text, 'K', Secret.of('new'), declared);
      if (second.kind === 'refused') {
        // What only bare text can hold may look like a value with a comment or a blank behind it.
        expect(value).toMatch(/[ \t]#|^[ \t]|[ \t]$/);
        expect(['bare', 'mixed']).toContain(assignmentsOf(first.text, 'K')[0]?.quoting);
        return;
      }
      expect(latin1(printEnvText(second.text))).toMatch(/^A=1\nK=(['"`]?)new\1\nB=2\n$/);
    };
    fc.assert(fc.property(anyValue, someLoaders, again), { numRuns: 500 });
  });
});
