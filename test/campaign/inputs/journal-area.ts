import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Case, Texts } from './a-case.ts';
import { places } from './a-case.ts';
import { anyLine, lineOf } from './lines.ts';
import { bytesOf, injured, nastyText } from './nasty-text.ts';

type Line = Record<string, unknown>;

/** Seals lines into a sound chain, with arithmetic of its own: so what they say is believed. */
export function sealed(lines: readonly Line[]): string {
  let prev = '0'.repeat(64);
  return lines
    .map((line, at) => {
      const { hash: _hash, prev: _prev, ...body } = line;
      const text = JSON.stringify({ ...body, seq: at + 1, prev }).slice(0, -1);
      prev = createHash('sha256').update(text).digest('hex');
      return `${text},"hash":"${prev}"}\n`;
    })
    .join('');
}

const target = fc.oneof(
  fc.constantFrom(
    'pine-trader.paper.env',
    'pine-trader.live.env',
    '../outside/victim.env',
    '/etc/passwd',
    '../../x',
    '.',
    '',
    'pine-trader.env',
  ),
  nastyText.map((text) => text.slice(0, 400)),
);
const name = fc.oneof(
  fc.constantFrom('pine-trader.env', '../outside/x.env', '../../profiles/keys.yaml', '/x'),
  nastyText.map((text) => text.slice(0, 400)),
);
const links = fc.array(fc.record({ link: name, from: fc.option(target), to: fc.option(target) }), {
  maxLength: 3,
});
const more: fc.Arbitrary<Line> = fc.record(
  {
    kind: fc.constantFrom(
      'intent',
      'intent',
      'done',
      'undone',
      'recovered',
      'refused',
      'unreported',
      'noted',
    ),
    verb: fc.oneof(
      fc.constantFrom('use', 'pull', 'adopt', 'rotate', 'keys', 'rollback', 'gate'),
      nastyText,
    ),
    profile: fc.oneof(fc.constantFrom('paper', 'live', 'gone', '../x'), nastyText),
    tier: fc.constantFrom('safe', 'live'),
    links,
    files: fc.array(
      fc.record({ file: target, digest: fc.constantFrom('0'.repeat(64), 'f'.repeat(64)) }),
      { maxLength: 2 },
    ),
    reason: nastyText,
    rule: nastyText,
    note: nastyText,
    units: fc.array(nastyText, { maxLength: 3 }),
    host: nastyText,
    change: fc.constantFrom('0'.repeat(12), 'a1b2c3d4e5f6'),
    at: fc.constantFrom(
      '2026-11-24T03:00:00.000Z',
      '9999-99-99T99:99:99.999Z',
      '0000-00-00T00:00:00.000Z',
    ),
    actor: fc.record({
      kernel: fc.record({
        uid: fc.nat(),
        euid: fc.nat(),
        pid: fc.nat(),
        user: nastyText,
        tty: nastyText,
        parent: nastyText,
      }),
      claimed: fc.record({ sudoUser: nastyText, ssh: nastyText }),
    }),
  },
  { requiredKeys: ['kind', 'verb', 'change', 'at'] },
);
const odd = fc.oneof(
  fc.constantFrom(
    '{}\n',
    '[]\n',
    'null\n',
    '\n',
    '{"v":1}\n',
    '{"__proto__":1}\n',
    `${'['.repeat(20_000)}\n`,
    '\0\0\0\n',
    `${'x'.repeat(200_000)}\n`,
    '{"v":1,"seq":1e400}\n',
    '{"seq":-1}',
  ),
  nastyText,
);

/** Journals: torn, injured, and sound chains that say what no program of ours would say. */
export function journalArea(texts: Texts): fc.Arbitrary<Case> {
  const text = texts[places.journal] ?? '';
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
  const told = fc
    .array(more, { minLength: 1, maxLength: 4 })
    .map((added) => bytesOf(sealed([...lines, ...added.map((one) => ({ v: 1, seq: 0, ...one }))])));
  const file = fc.oneof(
    { weight: 6, arbitrary: told },
    { weight: 3, arbitrary: injured(text, odd).map(bytesOf) },
    {
      weight: 1,
      arbitrary: fc.array(odd, { maxLength: 6 }).map((parts) => bytesOf(parts.join(''))),
    },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 200 })
        .map((bytes) => Buffer.from(bytes).toString('latin1')),
    },
  );
  const own = lineOf([
    'history',
    'history --verify',
    'history --limit 3',
    'rollback',
    'rollback --to 2',
    'use -',
    'use paper',
    'status',
  ]);
  return fc.record({
    base: fc.constantFrom('paper' as const, 'live' as const),
    argv: fc.oneof(own, own, anyLine),
    files: file.map((bytes) => ({ [places.journal]: bytes })),
    answers: fc.constantFrom<readonly string[]>(['{phrase}'], ['no', 'no', 'no']),
  });
}
