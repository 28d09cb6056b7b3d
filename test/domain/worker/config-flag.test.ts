import { describe, expect, it } from 'vitest';
import { coerceConfigFlag } from '../../../src/domain/worker/config-flag.ts';
import { configOf } from './a-config.ts';

const coerced = (written: string) => coerceConfigFlag(configOf(written));

describe('a flag in the config', () => {
  it.each([
    ['a boolean is itself', ['true', 'yes', 'on', 'ON'], { value: true, clear: true }],
    ['a boolean is itself, off too', ['false', 'no', 'Off'], { value: false, clear: true }],
    ['a text is one of eight words', ['"true"', '" YES "', "'1'"], { value: true, clear: true }],
    ['a text is one of eight words, off too', ['"off"', '"0"'], { value: false, clear: true }],
    [
      'any other text is off, and not clear',
      ['y', '"true # x"', '""', 'enabled'],
      { value: false, clear: false },
    ],
    [
      'a number is on unless it is 0',
      ['1', '-1', '2.0', '010', '12:30', '0x10'],
      { value: true, clear: true },
    ],
    ['0 is off', ['0', '-0', '0.0', '0x0'], { value: false, clear: true }],
    [
      'half a number falls to its whole part, which nobody meant',
      ['0.5', '-0.9'],
      { value: false, clear: false },
    ],
    [
      'what is no number at all is off, and not clear',
      ['.inf', '.nan', '[]', '[1]', '{a: 1}', '2026-01-31', '!!set {a}'],
      { value: false, clear: false },
    ],
    [
      'bytes are read as a number',
      ['!!binary MQ==', '!!binary IDFfMCA='],
      { value: true, clear: true },
    ],
    [
      'bytes that are no number are off',
      ['!!binary eA==', '!!binary ""'],
      { value: false, clear: false },
    ],
  ])('%s', (_, written, flag) => {
    expect(written.map((text) => [text, coerced(text)])).toEqual(
      written.map((text) => [text, flag]),
    );
  });
});
