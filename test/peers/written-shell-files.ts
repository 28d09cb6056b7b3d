import fc from 'fast-check';

const name = fc.constantFrom(
  ...['POLICY_KILLSWITCH', 'DATABENTO_API_KEY', 'WEBHOOK_URL', 'PINE_PAIR_MAP', 'NOTE', 'A', 'B'],
);

const bare = fc.string({
  unit: fc.constantFrom(...'abzAZ019_%+,-./:=@^!'),
  maxLength: 12,
});
const free = fc.string({
  unit: fc.constantFrom(...'abz019_.,:;#&|<>()*?[]{}~=@^! \t%/+-', '\u00e9', '\u{1f4b6}'),
  maxLength: 12,
});

const reference = name.chain((one) =>
  fc.constantFrom(`$${one}`, `\${${one}}`, `\${${one}:-x}`, `\${${one}-}`, `\${${one}:+set}`),
);

const value = fc.oneof(
  { weight: 4, arbitrary: bare },
  { weight: 2, arbitrary: free.map((text) => `'${text}'`) },
  { weight: 2, arbitrary: free.map((text) => `"${text}"`) },
  { weight: 1, arbitrary: free.map((text) => `"${text}\\"\\$\\\\${text}"`) },
  { weight: 1, arbitrary: free.map((text) => `'${text}'\\''${text}'`) },
  { weight: 1, arbitrary: reference },
  { weight: 1, arbitrary: fc.tuple(free, reference).map((two) => `"${two.join('')}"`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['true', 'false', '1', '', 'https://h.example/x?a=1&b=2', '{"ES":"NQ","GC":"SI"}', '~/x'],
      ...[
        '$PINE_OUTER',
        '${PINE_OUTER:-none}',
        '$HOME/data',
        'a\\ b',
        'pa$word',

        '$((60*5))',
      ],
      ...[
        'Server=db;Uid=u;Pwd=p',
        'f(x)',
        'one\\\ntwo',
        '"line\nline"',
        '"$UNSET_X"',
        '-----BEGIN X',
      ],
    ),
  },
);

const assignment = fc.tuple(name, value).map(([key, text]) => `${key}=${text}`);

const other = fc
  .constantFrom(
    ...[
      '',
      '# a comment',
      "  # don't",
      '#\\',
      'stray prose line',
      '[section]',
      'KEY: value',
      'A = 1',
    ],
    ...[
      'A= 1',
      'a.b=1',
      'a-b=1',
      '1A=2',
      ';B=1',
      '<<<<<<< HEAD',
      '=======',
      '>>>>>>> x',
      '\ufeffA=1',
    ],
    ...[
      'export POLICY_KILLSWITCH',
      'unset A',
      'A',
      '-----END X-----',
      'foo; bar',
      'set_by=ops',
      '{',
    ],
  )
  .filter((one) => one !== '{');

const line = fc.oneof(
  { weight: 6, arbitrary: assignment },
  { weight: 1, arbitrary: assignment.map((one) => `export ${one.replace(/[{}]/g, '')}`) },
  { weight: 1, arbitrary: assignment.map((one) => `  ${one}  # note`) },
  { weight: 1, arbitrary: assignment.map((one) => `${one} # it's a note`) },
  { weight: 2, arbitrary: other },
);

/** Files as people write them, with the mistakes that people make. */
export const writtenByPeople: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\n', '\n', '\r\n'), fc.boolean())
  .map(([all, end, isEnded]) => all.join(end) + (isEnded ? end : ''))
  .map((text) => new TextEncoder().encode(text));
