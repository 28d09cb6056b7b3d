import fc from 'fast-check';

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

// Bytes, not characters: \xc3\xa9 is one letter, \xff is none, \xef\xbf\xbe and \xef\xb7\x90 are noncharacters.
const bytes = [...'AB=x"\'\\#; \t\n\r$`'].map(latin1);
const pieces = [
  ...[
    'A=',
    '\nA=',
    '\nB=',
    '\rA=',
    '\r\nB=',
    'export A=',
    'A B=',
    '\xef\xbb\xbfA=',
    '1=',
    '=',
    '_=',
  ],
  ...[
    '# c',
    '; c',
    '\n#',
    '\n;',
    '\n # c\\\nA=1\n',
    '\n;\\\\\nB=2\n',
    '#\\\r\nA=3\n',
    '#\\\rA=4\n',
  ],
  ...['\\\n', '\\\r\n', '\\\r', '\\ ', '\\\t', '\\"', "\\'", '\\\\', '\\$', '\\`', '\\n', '\\#'],
  ...[
    '"a"',
    "'b'",
    '"a" ',
    '""',
    "''",
    '"\\\n"',
    '"\\\r"',
    "'\\\n'",
    '" "',
    '"#"',
    '"a"\\',
    '" \\ "',
  ],
  ...[
    ' \n',
    '\t\n',
    ' \\\n',
    'x \\ \n',
    'x\\ \n',
    '\n\n',
    '\r\r',
    '\v',
    '\f',
    '\x01',
    '\x1b',
    '\x7f',
  ],
  ...['\xc3\xa9', '\xe2\x80\xa8', '\xc2\xa0', '\xf0\x9f\x92\xb6', '\xef\xbf\xbd', '\xef\xbb\xbf'],
].map(latin1);
const refusable = [
  ...[
    '\xff',
    '\xc3',
    '\xe2\x82',
    '\xc0\xaf',
    '\xed\xa0\x80',
    '\xf4\x90\x80\x80',
    '\xf8\x88\x80\x80\x80',
  ],
  ...[
    '\xef\xbf\xbe',
    '\xef\xbf\xbf',
    '\xef\xb7\x90',
    '\xef\xb7\xaf',
    '\xf0\x9f\xbf\xbe',
    '\xf4\x8f\xbf\xbf',
  ],
  ...['\xef\xb7\x8f', '\xef\xb7\xb0', '\xf4\x8f\xbf\xbd', '\xed\x9f\xbf', '\xee\x80\x80', '\0'],
].map(latin1);

const harmless = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...bytes) },
  { weight: 2, arbitrary: fc.constantFrom(...pieces) },
);
const dense = fc.array(harmless, { maxLength: 30 });
const spoilt = fc
  .tuple(dense, fc.constantFrom(...refusable), dense)
  .map(([before, one, after]) => [...before, one, ...after]);

/** Dense files of the few bytes that systemd's parser knows; one in four has bytes it may refuse. */
export const nastyForSystemd: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.constantFrom(latin1(''), latin1('A='), latin1('A="')),
    fc.oneof({ weight: 3, arbitrary: dense }, { weight: 1, arbitrary: spoilt }),
  )
  .map(([start, parts]) => Uint8Array.from(Buffer.concat([start, ...parts])));
