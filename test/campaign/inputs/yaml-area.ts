import fc from 'fast-check';
import type { Case, Texts } from './a-case.ts';
import { places } from './a-case.ts';
import { anyLine, changing, lineOf } from './lines.ts';
import { bytesOf, injured, nastyText, orders } from './nasty-text.ts';

const quoted = (text: string) => JSON.stringify(text);
const paths = [
  ...[
    '../../../outside/victim.env',
    '../outside/victim.env',
    '/etc/passwd',
    '../../x.env',
    'a/b.env',
    '..env',
    'x..env',
    '.env',
  ],
  ...['pine-trader.live.env', 'pine-trader.env', '/dev/zero', '/dev/tty', '/proc/self/environ'],
  ...['../outside/pipe', 'Deployment', '/', '~', 'runtime/../../outside/victim.env', 'con\\x.env'],
];
const scalars = [
  ...['~', 'null', 'yes', 'on', '0600', '0o600', '1e3', '.inf', '.nan', '2026-10-02', '12:30:45'],
  ...[
    '!!str x',
    '!!binary aGk=',
    '!!js/function "x"',
    '!<tag:yaml.org,2002:python/object:os.system> x',
  ],
  ...[
    '&a x',
    '*a',
    '<<',
    '{}',
    '[]',
    '[[[]]]',
    '{a: {b: {c: d}}}',
    '|',
    '>',
    '"\\e[2J"',
    '"\\u202e"',
  ],
  ...[
    '"\\uD800"',
    '"\\0"',
    "'",
    '"',
    '? x',
    '- x',
    '@x',
    '`x`',
    '%x',
    '|+\n    x\n',
    '(a+)+$',
    '"(a|a)*b"',
  ],
];
const fields = [
  ...['profile', 'tier', 'summary', 'activation', 'links', 'owner', 'mode', 'loaders', 'expect'],
  ...['units', 'worker', 'guard', 'providers', 'source', 'salt', 'keys', 'secret', 'sharing'],
  ...['provider', 'used_by', 'rotate_every', 'environments', 'fingerprint', 'whole', 'window'],
  ...['generation', 'issued', 'attest', 'optional', 'console', 'purpose', 'without', 'note', '<<'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '? a',
    '"\\e[31m"',
    '',
  ],
];
const scalar = fc.oneof(
  fc.constantFrom(...scalars),
  fc.constantFrom(...paths).map(quoted),
  nastyText.map((text) => quoted(text.slice(0, 3000))),
  fc.constantFrom(...orders),
);

/** A value somewhere becomes another one, or a field more stands there. */
function otherValues(text: string): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(),
    value: scalar,
    field: fc.constantFrom(...fields),
    add: fc.boolean(),
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
    edits.reduce((now, { at, value, field, add }) => {
      const lines = now.split('\n');
      const known = [...lines.keys()].filter((line) =>
        /^\s*(?:- )?[\w"-]+:/.test(lines[line] ?? ''),
      );
      const line = known[at % Math.max(1, known.length)] ?? 0;
      const was = lines[line] ?? '';
      const indent = /^\s*/.exec(was)?.[0] ?? '';
      if (add) return lines.toSpliced(line, 0, `${indent}${field}: ${value}`).join('\n');
      return lines
        .with(
          line,
          was.replace(/:.*/, () => `: ${value}`),
        )
        .join('\n');
    }, text),
  );
}

const bomb = (levels: number, wide: number) =>
  [
    'a0: &a0 [x, x]',
    ...Array.from(
      { length: levels },
      (_, at) => `a${at + 1}: &a${at + 1} [${Array(wide).fill(`*a${at}`).join(', ')}]`,
    ),
  ].join('\n');

/** What makes a parser work: bombs, depth, breadth, size, several documents. */
const heavy: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 2, max: 10 }))
    .map(([levels, wide]) => bomb(levels, wide)),
  fc
    .tuple(
      fc.constantFrom('[', '{a: ', '- ', '? ', '!!seq [', '"', '&a ', '{', '[{', '\t'),
      fc.nat(30_000),
    )
    .map(([part, count]) => part.repeat(count)),
  fc
    .nat(400)
    .map((depth) => Array.from({ length: depth }, (_, at) => `${' '.repeat(at)}a:`).join('\n')),
  fc
    .nat(5_000)
    .map((count) => Array.from({ length: count }, (_, at) => `k${at}: ${at}`).join('\n')),
  fc
    .tuple(
      fc.constantFrom('x', ' ', '\n', '#', 'é', ': ', '\r', '---\n', '&a\n', "'", '|\n'),
      fc.nat(300_000),
    )
    .map(([part, count]) => `a: ${part.repeat(count / part.length)}`),
  fc.constantFrom(
    '',
    '---\n',
    '%YAML 1.1\n---\n',
    '%TAG ! tag:x,2000:\n--- !a\n',
    '\ufeff',
    '...\n---\n---\n',
    '# only',
    'null',
    '[]',
    '- a',
    '"x"',
    '0',
    '\0',
    '\xff\xfe',
  ),
);

/** Profiles and the registry: `texts` are those that stand in a root. */
export function yamlArea(texts: Texts, which: 'profile' | 'registry'): fc.Arbitrary<Case> {
  const paths =
    which === 'registry'
      ? [places.registry]
      : ['profiles/paper.yaml', 'profiles/live.yaml', 'profiles/ci.yaml'];
  return fc.constantFrom(...paths).chain((path) => {
    const text = texts[path] ?? '';
    const put = fc.oneof(
      scalar,
      fc.constantFrom(...fields).map((field) => `\n${field}: `),
    );
    const file = fc.oneof(
      { weight: 8, arbitrary: otherValues(text).map(bytesOf) },
      { weight: 4, arbitrary: injured(text, put).map(bytesOf) },
      { weight: 2, arbitrary: heavy.map(bytesOf) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(heavy, fc.boolean())
          .map(([more, first]) => bytesOf(first ? `${more}\n${text}` : `${text}\n${more}`)),
      },
      {
        weight: 1,
        arbitrary: fc
          .uint8Array({ maxLength: 60 })
          .map((bytes) => Buffer.from(bytes).toString('latin1') + text),
      },
    );
    const named = /profiles\/(\w+)/.exec(path)?.[1] ?? 'paper';
    const own = lineOf([
      `use ${named}`,
      `check ${named}`,
      `pull ${named} --check`,
      `run ${named} -- true`,
      ...changing,
    ]);
    return fc.record({
      base: fc.constantFrom(
        'paper' as const,
        'paper' as const,
        'live' as const,
        'rotating' as const,
      ),
      argv: fc.oneof(anyLine, own),
      files: file.map((bytes) => ({ [path]: bytes })),
      answers: fc.constantFrom<readonly string[]>(['{phrase}'], ['{phrase}'], ['no', 'no', 'no']),
    });
  });
}
