import { appendFileSync, chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changing, looking } from '../inputs/lines.ts';

/** A command line, what is done to the root before it, and what is piped in. */
export interface Spoken {
  readonly title: string;
  readonly line: readonly string[];
  readonly before?: (root: string) => void;
  readonly input?: string;
}

const paper = 'Deployment/env/pine-trader.paper.env';
const live = 'Deployment/env/pine-trader.live.env';
const words = (line: string) => line.split(' ');
const plain = (line: string): Spoken => ({ title: line, line: words(line) });
const edit = (path: string, change: (text: string) => string) => (root: string) => {
  const mode = path.startsWith('profiles') ? 0o644 : 0o600;
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')), { mode });
};

/** The values of a root's env files. */
export function valuesIn(root: string): readonly string[] {
  return [paper, live].flatMap((path) =>
    [
      ...readFileSync(join(root, path), 'utf8').matchAll(/^(?:TRADERSPOST|DATABENTO)\w+=(.*)$/gm),
    ].map(([, value]) => (value ?? '').replace(/^"|"$/g, '')),
  );
}

/** What succeeds, what is refused, and what cannot go on, by every verb; `value` is one of the root's. */
export function spokenLines(value: string, next: string): readonly Spoken[] {
  const broken = [
    ['a mode', (root: string) => chmodSync(join(root, paper), 0o644)],
    [
      'a file of both',
      edit(paper, (text) => text.replace(/^TRADERSPOST.*$/m, `TRADERSPOST_WEBHOOK_URL=${value}`)),
    ],
    ['a line without a name', edit(paper, (text) => `${value}\n${text}`)],
    ['a key for a name', edit(paper, (text) => `${text}${value}=1\n`)],
    ['an open quote', edit(paper, (text) => `${text}A="${value}\n`)],
    ['a missing file', (root: string) => rmSync(join(root, paper))],
    ['a key in a profile', edit('profiles/paper.yaml', (text) => `${text}${value}: ${value}\n`)],
    [
      'a key in the registry',
      edit('profiles/keys.yaml', (text) => `${text}  "${value}": { secret: ${value} }\n`),
    ],
    [
      'a key for a value of a field',
      edit('profiles/live.yaml', (text) => text.replace('tier: live', `tier: "${value}"`)),
    ],
    [
      'a key in the runtime config',
      edit('runtime/config.yml', (text) => `${text}traderspost_webhook: ${value}\n`),
    ],
    [
      'a torn journal',
      (root: string) =>
        appendFileSync(join(root, 'Deployment/state/journal.jsonl'), `{"v":1,"x":"${value}`),
    ],
    [
      'a leftover',
      (root: string) => writeFileSync(join(root, `${paper}.bak`), `A=${value}\n`, { mode: 0o600 }),
    ],
  ] as const;
  const verbs = [
    'status',
    'check --all',
    'use paper',
    'explain',
    'diff paper live',
    'keys --enroll paper',
    'run paper -- true',
    'gate',
    'list',
    'history',
  ];
  return [
    ...[...new Set<string>([...looking, ...changing])].map(plain),
    ...[
      ['use', value],
      ['status', `--${value}`],
      ['explain', value],
      ['keys', value],
      ['diff', value],
      [value],
      ['explain', '--loader', value],
      ['history', '--head', value],
      ['check', '--only', value],
      ['completion', value],
      ['run', value, '--', 'true'],
    ].map((line, at) => ({ title: `a key on the command line (${at})`, line })),
    ...broken.flatMap(([title, before], at) =>
      [0, 1, 2].map((step) => {
        const verb = verbs[(at * 3 + step) % verbs.length] ?? '';
        return { title: `${title}: ${verb}`, line: words(verb), before };
      }),
    ),
    { title: 'keys --find', line: ['keys', '--find'], input: `${value}\n` },
    { title: 'keys --find, of nobody', line: ['keys', '--find'], input: `${next}\n` },
    { title: 'scan --stdin', line: ['scan', '--stdin'], input: `curl ${value}\n` },
    {
      title: 'rotate, from stdin',
      line: words('rotate DATABENTO_API_KEY --profile paper'),
      input: `${next}\n`,
    },
    {
      title: 'rotate, a live key for paper',
      line: words('rotate TRADERSPOST_WEBHOOK_URL --profile paper'),
      input: `${value}\n`,
    },
    {
      title: 'rotate, from a command',
      line: [
        'rotate',
        'DATABENTO_API_KEY',
        '--profile',
        'paper',
        '--from-command',
        '--',
        'cat',
        '/dev/stdin',
      ],
      input: `${next}\n`,
    },
    { title: 'run --redact', line: ['run', 'paper', '--redact', '--', 'env'] },
  ];
}
