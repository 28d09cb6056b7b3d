import { type Case, places, type Texts } from './a-case.ts';
import { sealed } from './journal-area.ts';

/** A case that is tried each time, and what it is about. */
export type Known = readonly [about: string, one: Case];

type Files = NonNullable<Case['files']>;

const more = (texts: Texts, path: string, text: string): Files => ({
  [path]: `${texts[path] ?? ''}${text}`,
});
const other = (texts: Texts, path: string, from: RegExp, to: string): Files => ({
  [path]: (texts[path] ?? '').replace(from, () => to),
});
const usePaper = { argv: ['use', 'paper'], base: 'live' } as const;
const paperYaml = 'profiles/paper.yaml';

/** Inputs that broke it once, or would break a careless program; `texts` are those of a root. */
export function corpus(texts: Texts): readonly Known[] {
  const hook = /^TRADERSPOST_WEBHOOK_URL=(.*)$/m.exec(texts[places.live] ?? '')?.[1] ?? '';
  const unending = `POLICY_KILLSWITCH=${'a'.repeat(60)}!\n`;
  const elsewhere = '../../../outside/victim.env';
  return [
    [
      'brackets without end',
      { ...usePaper, files: more(texts, paperYaml, `a: ${'['.repeat(200_000)}`) },
    ],
    [
      'quotes without end',
      { ...usePaper, files: more(texts, paperYaml, `a: ${'"'.repeat(200_000)}`) },
    ],
    [
      'block marks without end',
      { ...usePaper, files: more(texts, paperYaml, `a: ${'|\n'.repeat(100_000)}`) },
    ],
    [
      'anchors without end',
      { ...usePaper, files: more(texts, paperYaml, `a: ${'&a\n'.repeat(60_000)}`) },
    ],
    [
      'a list without end in the registry',
      { ...usePaper, files: more(texts, places.registry, `a: [${'b,'.repeat(500_000)}]`) },
    ],
    [
      'a text without end in the registry',
      { ...usePaper, files: more(texts, places.registry, `a: |\n${'  b\n'.repeat(2_000_000)}`) },
    ],
    [
      'keys without end that are none',
      {
        ...usePaper,
        argv: ['keys'],
        files: { [places.registry]: `keys:\n${manyKeys(45_000)}` },
      },
    ],
    ['a repeated field', { ...usePaper, files: more(texts, paperYaml, 'tier: safe\n') }],
    ['a prototype', { ...usePaper, files: more(texts, paperYaml, '__proto__: { tier: safe }\n') }],
    [
      'a link that leads out',
      {
        ...usePaper,
        files: other(
          texts,
          paperYaml,
          /^ {2}pine-trader.env: .*$/m,
          '  ../../../outside/other.env: pine-trader.paper.env',
        ),
      },
    ],
    [
      'an env file elsewhere',
      {
        ...usePaper,
        argv: ['check', 'paper', '--fix'],
        files: other(texts, paperYaml, /pine-trader.paper.env$/m, elsewhere),
      },
    ],
    [
      'a pattern that never ends',
      {
        ...usePaper,
        argv: ['check', 'paper'],
        files: {
          ...other(texts, paperYaml, /\{ flag: explicit \}/, '{ matches: "^(a+)+$" }'),
          ...other(texts, places.paper, /^POLICY_KILLSWITCH=.*\n/m, unending),
        },
      },
    ],
    ['a journal that paints', { argv: ['history'], base: 'paper', files: painted(texts) }],
    ['a verb that paints', { argv: ['\x1b[2J'], base: 'paper' }],
    ['a very long verb', { argv: ['u'.repeat(4000)], base: 'paper' }],
    ['an option that every object has', { argv: ['use', 'paper', '--toString'], base: 'live' }],
    ['one with a blank behind it', { argv: ['use', '--constructor ', '--'], base: 'live' }],
    ['dashes alone', { argv: ['status', '---- '], base: 'live' }],
    [
      'a line of signs without end',
      {
        ...{ argv: ['explain', 'A', '--profile', 'paper'], base: 'paper' },
        files: { [places.paper]: `A=${'\\A='.repeat(21_000)}` },
      },
    ],
    ['a key for a verb', { argv: [hook], base: 'paper' }],
    ['a key for an option', { argv: ['status', `--${hook}`], base: 'paper' }],
    ['a key for a profile', { argv: ['use', hook], base: 'paper' }],
    ['a key for a file', { argv: ['run', '--file', hook, '--', 'true'], base: 'paper' }],
    ['a key for a reason', { argv: ['use', 'paper', '--reason', hook], base: 'live' }],
    ['a key for a loader', { argv: ['explain', '--loader', hook], base: 'paper' }],
    [
      'a key for a connection',
      {
        argv: ['run', 'live', '--', 'true'],
        base: 'paper',
        answers: ['{phrase}'],
        environment: { SSH_CONNECTION: hook },
      },
    ],
    [
      'nearly the phrase',
      { argv: ['use', 'live'], base: 'paper', answers: ['{cut}', '{PHRASE}', '{phrase} x'] },
    ],
    ['yes', { argv: ['use', 'live'], base: 'paper', answers: ['y', 'yes', 'live trader-1'] }],
    [
      'the phrase on stdin',
      { argv: ['use', 'live'], base: 'paper', stdin: 'live trader-1 abcde\n' },
    ],
    ['the phrase', { argv: ['use', 'live'], base: 'paper', answers: ['{phrase}'] }],
  ];
}

const manyKeys = (count: number) =>
  Array.from({ length: count }, (_, at) => `  K${at}: 1\n`).join('');

const reason = '\u001b[2J';

/** A sound chain, as somebody with the right to write it could make it, with orders for the terminal. */
function painted(texts: Texts): Files {
  const lines = (texts[places.journal] ?? '').split('\n').slice(0, -1);
  const entries = lines.map((line) => JSON.parse(line));
  // Fields stand in one order, or it is no entry: a reason before the actor, and before a note.
  const withReason = ({ note, actor, host, ...one }: Record<string, unknown>) => ({
    ...{ ...one, reason, ...(note === undefined ? {} : { note }) },
    ...{ actor, host },
  });
  const paints = entries.map((one) => (one.kind === 'genesis' ? one : withReason(one)));
  return { [places.journal]: sealed(paints) };
}
