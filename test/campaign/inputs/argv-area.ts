import fc from 'fast-check';
import { bases, type Case, places, type Texts } from './a-case.ts';
import { changing, looking } from './lines.ts';
import { nulLess } from './nasty-text.ts';

const verbs =
  'use status check preflight explain list diff keys rotate pull adopt history rollback scan run shell gate shell-init completion init'.split(
    ' ',
  );
const flags =
  'dry-run restart all fix account offline undo check verify staged history stdin shell-history sarif annotations install-hook remove-hook force status abort revoked prove no-restart from-command find runbook new-salt demo redact json quiet no-color help version'.split(
    ' ',
  );
const valued =
  'reason expect only profile loader enroll owner issued attest accounts for retire fingerprint forget of format check limit head to since exclude journal env-of baseline shell running file source within root'.split(
    ' ',
  );
const sensible = [
  ...['paper', 'live', '-', 'TRADERSPOST_WEBHOOK_URL', 'POLICY_KILLSWITCH', 'bash', 'systemd', '1'],
  ...[
    '30d',
    'HEAD',
    'true',
    'false',
    'md',
    'html',
    'pine-worker@ES.service',
    '2026-10-02',
    'a1b2c3d4',
  ],
];

/** Command lines: every verb, every option, wrong types, odd and very long words, and keys where none belongs. */
export function argvArea(texts: Texts): fc.Arbitrary<Case> {
  // A path that begins at / would be the machine's own: nobody wants a scan of all of it.
  const below = (text: string) => text.replace(/^[\s/~]+/, './').replaceAll('..', '.');
  const keys = [places.paper, places.live].flatMap((path) =>
    [...(texts[path] ?? '').matchAll(/^[A-Z]+_[A-Z_]+=(\S{20,})$/gm)].map(([, one]) => one ?? ''),
  );
  const key = fc.constantFrom(...keys, 'none');
  const value = fc.oneof(fc.constantFrom(...sensible), nulLess.map(below));
  const dashed = fc.oneof(
    fc.constantFrom(...flags).map((name) => [`--${name}`]),
    fc.tuple(fc.constantFrom(...valued), value).map(([name, text]) => [`--${name}`, text]),
    fc
      .tuple(fc.constantFrom(...valued, ...flags), value)
      .map(([name, text]) => [`--${name}=${text}`]),
    fc.constantFrom(...valued).map((name) => [`--${name}`]),
    nulLess.map((text) => [`--${text}`]),
    fc
      .tuple(
        fc.constantFrom(
          'loader',
          'only',
          'profile',
          'format',
          'shell',
          'for',
          'limit',
          'fingerprint',
          'issued',
        ),
        key,
      )
      .map(([name, text]) => [`--${name}`, text]),
    key.map((text) => [`--${text}`]),
    key.map((text) => [text]),
    fc
      .constantFrom(
        '-h',
        '-v',
        '-rf',
        '-',
        '---',
        '--=',
        '--no-json',
        '--json=no',
        '-j',
        '-1',
        '-qj',
      )
      .map((word) => [word]),
  );
  const behind = fc.oneof(
    fc.constant<readonly string[]>([]),
    fc
      .array(fc.oneof(fc.constantFrom('true', 'echo', 'x', '--', '--json'), nulLess.map(below)), {
        maxLength: 4,
      })
      .map((words) => ['--', ...words]),
  );
  const invented = fc
    .tuple(
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...verbs) },
        { weight: 1, arbitrary: value },
      ),
      fc.array(
        fc.oneof(
          value.map((word) => [word]),
          dashed,
          dashed,
        ),
        { maxLength: 5 },
      ),
      behind,
    )
    .map(([verb, words, tail]) => [verb, ...words.flat(), ...tail]);
  const nearlyRight = fc
    .tuple(fc.constantFrom(...looking, ...changing), dashed, value, fc.nat(5))
    .map(([line, more, word, at]) => {
      const words = line.split(' ');
      return at === 0 ? [...words.slice(0, -1), word] : words.toSpliced(at, 0, ...more);
    });
  const many = fc
    .tuple(fc.constantFrom(...verbs), fc.integer({ min: 200, max: 4000 }), dashed)
    .map(([verb, count, more]) => [verb, ...Array.from({ length: count }, () => more).flat()]);

  return fc.record({
    base: fc.constantFrom(...bases),
    argv: fc
      .oneof(
        { weight: 20, arbitrary: invented },
        { weight: 20, arbitrary: nearlyRight },
        { weight: 1, arbitrary: many },
      )
      .map(contained),
    answers: fc.constantFrom<readonly string[]>(['{phrase}'], ['no'], []),
    stdin: fc.constantFrom('', 'KEY=value'),
  });
}

/** Nothing of it looks at what is the machine's: no root but ours, and no other process. */
function contained(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf('--');
  const own = at < 0 ? argv : argv.slice(0, at);
  const wide = own.includes('scan') && own.filter((word) => !word.startsWith('-')).length < 2;
  const narrow = wide ? [...own, 'profiles'] : own;
  return [...narrow, ...(at < 0 ? [] : argv.slice(at))];
}
