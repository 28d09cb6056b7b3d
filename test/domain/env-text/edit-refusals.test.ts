import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { addValue, setValue } from '../../../src/domain/env-text/edit-env-text.ts';
import { parseEnvText } from '../../../src/domain/env-text/env-text.ts';
import { type LoaderName, loaderNames } from '../../../src/domain/names.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { bytesOf } from '../loaders/examples.ts';
import { editing } from './edits.ts';
import { anyValue, someLoaders } from './values.ts';

// A busy machine needs ten times as long for thousands of readings.
vi.setConfig({ testTimeout: 200_000 });

const set = editing(setValue);

describe('an edit is refused', () => {
  const cases: readonly (readonly [string, readonly LoaderName[], string])[] = [
    ['K=1\nB=2\nK=3\n', ['systemd'], 'key-repeated'],
    ['B=2\n', ['systemd'], 'key-not-there'],
    ['K: 1\n', ['systemd', 'dotenv'], 'place-not-clear'],
    ['K=true # paper\n', ['systemd'], 'place-not-clear'],
    ['K="true" # paper\n', ['systemd', 'dotenv'], 'place-not-clear'],
    ['K=true#paper\n', ['dotenv'], 'place-not-clear'],
    ["K=\n'old'\n", ['dotenv'], 'place-not-clear'],
    ['K=a\\\nb\n', ['systemd'], 'place-not-clear'],
    ['K=`a\n#b`\n', ['systemd'], 'place-not-clear'],
    ['# x\rK=1\nK=2\n', ['systemd'], 'place-not-clear'],
    ['export K=1\n', ['systemd'], 'edit-not-portable'],
    ['\ufeffK=1\n', ['systemd'], 'edit-not-portable'],
    ['# x \\\nK=1\n', ['systemd'], 'edit-not-portable'],
    ['A=1\0\nK=1\n', ['systemd'], 'edit-not-portable'],
    ['K=1\rB=2\n', ['systemd'], 'place-not-clear'],
  ];
  it.each(cases)('%j for %j: %s', (text, declared, rule) => {
    expect(set(text, 'new', declared)).toBe(rule);
  });

  it('where no way to write the value is proven', () => {
    expect(set('K=1\n', 'a\0b', ['systemd'])).toBe('value-not-writable');
    expect(set('K=1\n', '\udcff', ['systemd'])).toBe('value-not-writable');
    expect(set('K=1\n', 'a b', [])).toBe('value-not-writable');
    expect(set('K=1\n', 'a b', ['docker', 'systemd', 'xargs'])).toBe('value-not-writable');
  });

  it('where the name is none, and nothing of it is shown', () => {
    const pasted = `c4nary+${Date.now()}=`;
    const result = setValue(parseEnvText(bytesOf('K=1\n')), pasted, Secret.of('x'), loaderNames);
    expect(result).toMatchObject({ kind: 'refused', rule: 'bad-name' });
    expect(JSON.stringify(result)).not.toContain('c4nary');
  });

  it('with words that hold neither the old value nor the new one', () => {
    const canary = `c4nary${Date.now()}`;
    const silent = (
      before: string,
      after: string,
      value: string,
      declared: readonly LoaderName[],
    ) => {
      const text = parseEnvText(bytesOf(`A=1${before}K=${canary}${after}\nB=2\n`));
      for (const how of [setValue, addValue]) {
        const result = how(text, 'K', Secret.of(`${canary}${value}`), declared);
        expect(JSON.stringify(result)).not.toContain(canary);
        if (result.kind === 'refused') expect(result.remedy).toMatch(/^[\x20-\x7e]{10,}$/);
      }
    };
    const piece = fc.constantFrom(
      ...['\n', '\r', ' #', '"', "'", '\\', '\\\n', '\u2028', '\0', '\n# ', '\nK='],
    );
    fc.assert(fc.property(piece, piece, anyValue, someLoaders, silent), { numRuns: 250 });
  });

  it('with the remedy that the line itself calls for', () => {
    const remedy = (text: string, declared: readonly LoaderName[], value = 'new') => {
      const result = setValue(parseEnvText(bytesOf(text)), 'K', Secret.of(value), declared);
      return result.kind === 'refused' ? result.remedy : 'edited';
    };
    expect(remedy('K=true # paper\n', ['systemd'])).toContain('its own line above');
    expect(remedy(' export K=1\n', ['systemd'])).toBe('remove the word export');
    expect(remedy('# x \\\nK=1', ['systemd'])).toMatch(/^mend line 1 first: remove the backslash/);
    const hard = 'it\'s "$x"';
    expect(remedy('# x \\\nK=1\n', ['systemd'], hard)).toMatch(
      /^mend line 1 first: remove the backslash/,
    );
  });
});
