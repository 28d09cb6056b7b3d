import { describe, expect, it } from 'vitest';
import { coerceFlag } from '../../../src/domain/worker/flag.ts';

describe('the flag as the worker coerces it', () => {
  it.each(['true', '1', 'yes', 'on', 'TRUE', 'Yes', 'oN', ' true ', '\ttrue\r\n'])(
    '%j is a clear yes',
    (text) => {
      expect(coerceFlag(text)).toEqual({ value: true, clear: true });
    },
  );

  it.each(['false', '0', 'no', 'off', 'FALSE', ' Off', 'no\n'])('%j is a clear no', (text) => {
    expect(coerceFlag(text)).toEqual({ value: false, clear: true });
  });

  it.each([
    undefined,
    '',
    ' ',
    'ture',
    'true  # paper',
    'true# paper',
    '"true"',
    "'true'",
    'true true',
    'y',
    'enabled',
    '01',
    '2',
    '1.0',
    '${POLICY_KILLSWITCH}',
    'true\u200b',
    'ｔｒｕｅ',
    'true\0',
  ])('%j is no, and not clear', (text) => {
    expect(coerceFlag(text)).toEqual({ value: false, clear: false });
  });

  // str.isspace() of Python 3, asked for every code point.
  const pythonBlanks = [
    ...[0x9, 0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001],
    ...[0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029],
    ...[0x202f, 0x205f, 0x3000],
  ];

  it('strips what Python strips and nothing else: a byte order mark makes it unclear', () => {
    const stripped = [];
    for (let point = 0; point <= 0xffff; point++) {
      const blank = String.fromCharCode(point);
      if (coerceFlag(`${blank}${blank}true${blank}`).clear) stripped.push(point);
    }
    expect(stripped).toEqual(pythonBlanks);
  });
});
