import fc from 'fast-check';

const letters = [...'abzAZ09_%+,-./:=@^!{}~:*?\\', ' ', '\u00e9', '\x81', '\x88', '\xff'];

/** A few letters, of which some mean something, some are not ASCII and some are not even UTF-8. */
export const fewLetters: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...letters, ...letters, '\x01', '\x7f', '\r', '\t'),
  maxLength: 6,
});

/** Names of variables: mostly few, so that they meet; some that a shell has its own idea of. */
export const someName: fc.Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('A', 'B', 'C', 'PINE_OUTER', 'HOME', 'U') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['PWD', 'OLDPWD', 'IFS', 'OPTIND', 'OPTERR', 'PS1', 'PS4', 'LINENO', 'SECONDS', 'TERM'],
      ...['LANG', 'LC_ALL', 'LC_CTYPE', 'ENV', 'BASH_ENV', 'TMOUT', 'PPID', 'UID', 'HISTSIZE', '_'],
      ...['MAIL', 'TEXTDOMAIN', 'GLOBIGNORE', 'HOSTNAME', 'DIRSTACK', 'REPLY', 'COLUMNS', 'SHLVL'],
      ...[
        'BASH_VERSION',
        'GROUPS',
        'RANDOM',
        'FUNCNAME',
        'TZ',
        'FIGNORE',
        'PROMPT_COMMAND',
        'CDPATH',
      ],
    ),
  },
);

const operators = [
  ...[':-', '-', ':=', '=', ':+', '+', ':?', '?', '#', '##', '%', '%%', '/', '//', '^^', ',,'],
  ...['^', ',', ':1', ':0:2', '@Q', '[0]', '.', '!', ':', '&', ' ', ';'],
];

// Parts that no letters make.
const fixed = [
  ...['$(x)', '`x`', '$(x y | z)', '$((1+2*3))', '$((2-(3+4)*5))', '$[7/2]', '$((010))', '$((A))'],
  ...[
    '$$',
    '$1',
    '$?',
    '$#',
    '$*',
    '$!',
    '~',
    ':~/',
    '~b',
    '{a,b}',
    '{"a":1,"b":2}',
    "\\'",
    '${#}',
  ],
  ...["$'\\x41\\101\\n\\0b'", "$'\\u00e9'", "$'it\\'s'", '<(x)', '\\\n', '"a\nb"', "'a\nb'", '${}'],
];

/** A value: letters, quotes of every kind and expansions of every kind, in one another. */
export const someValue: fc.Arbitrary<string> = fc.letrec<{ value: string; piece: string }>(
  (tie) => ({
    value: fc.array(tie('piece'), { maxLength: 4 }).map((all) => all.join('')),
    piece: fc.oneof(
      { maxDepth: 3 },
      fewLetters.map((text) => text.replace(/[ \t]/g, '')),
      fewLetters.map((text) => `'${text}'`),
      someName.map((one) => `$${one}`),
      someName.map((one) => `\${${one}}`),
      fewLetters.map((text) => text.replace(/[\s\S]/g, (letter) => `\\${letter}`)),
      someName.map((one) => `\${#${one}}`),
      fc
        .tuple(someName, fc.constantFrom(...operators), tie('value'))
        .map(([one, operator, rest]) => `\${${one}${operator}${rest}}`),
      tie('value').map((inner) => `"${inner}"`),
      fewLetters.map((text) => `$'${text}'`),
      fewLetters.map((text) => `$"${text}"`),
      fc.constantFrom(...fixed),
    ),
  }),
).value;
