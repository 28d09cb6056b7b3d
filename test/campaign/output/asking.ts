import { imprint } from '../../faults/judge.ts';
import { commandOf } from '../../faults/program.ts';
import { type Heard, withStreams } from './streams.ts';
import type { Way } from './ways.ts';

/** Every verb that changes nothing, as it is typed; `preflight` asks nobody. */
export const askings: readonly (readonly string[])[] = [
  ['status'],
  ['status', '--json'],
  ['status', '--expect', 'live'],
  ['list'],
  ['diff', 'paper', 'live'],
  ['check', 'paper'],
  ['explain', 'DATABENTO_API_KEY'],
  ['keys'],
  ['keys', '--runbook'],
  ['history'],
  ['history', '--verify'],
  ['scan', 'ROOT/profiles'],
  ['preflight', 'paper', '--offline'],
  ['rotate', '--status'],
  ['use', 'paper', '--dry-run'],
  ['use', 'paper'],
  ['use', 'live'],
  ['run', 'paper', '--', '/bin/echo', 'hello'],
  ['run', 'paper', '--redact', '--', '/bin/echo', 'hello'],
  ['gate', '--', '/bin/echo', 'hello'],
  ['shell-init', 'bash'],
  ['completion', 'bash'],
  ['--help'],
  ['--version'],
  ['bogus'],
];

/** Seconds after which a stopped terminal goes on. */
const patience = 2;

const known = new Map<string, Promise<Heard>>();

/** What is said when everybody listens; the same each time on a root that nobody changes. */
function heardIn(command: readonly string[]): Promise<Heard> {
  const key = command.join(' ');
  const streams = { stdin: 'null', stdout: 'heard', stderr: 'heard' } as const;
  const heard = known.get(key) ?? withStreams(command, { streams });
  known.set(key, heard);
  return heard;
}

/** Asks on a root where paper is linked, and compares with what is said when everybody listens. */
export async function askedIn(way: Way, root: string, words: readonly string[]) {
  const line = words.map((word) => word.replace('ROOT', root));
  // The program's own options stand before the command that it starts.
  const at = line.includes('--') ? line.indexOf('--') : line.length;
  const isOwn = line[0]?.startsWith('-') || line[0] === 'bogus';
  const more = isOwn ? [] : ['--root', root];
  const command = commandOf([...line.slice(0, at), ...more, ...line.slice(at)]);
  const before = imprint(root);
  const plain = await heardIn(command);
  const heard = await withStreams(command, {
    streams: { stdin: 'null', ...way.streams },
    patience,
  });
  const lost = way.isDeaf && plain.said[1] !== '';
  const same = (fd: 1 | 2) => lines(heard.said[fd]) === lines(plain.said[fd]);
  const isChild = words[0] === 'run' || words[0] === 'gate';
  const { stdout, stderr } = way.streams;
  const bad = [
    ...say(heard.hung, 'hung'),
    ...say(heard.exit === 70, 'a bug'),
    ...say(heard.exit === null && !isChild, `ended by signal ${heard.signal}`),
    ...say(lost && heard.exit === 0 && !isChild, 'exit 0, and nobody was told'),
    ...say(!lost && heard.exit !== plain.exit, `exit ${heard.exit} instead of ${plain.exit}`),
    ...say((stdout === 'heard' || stdout === 'stopped') && !same(1), 'another answer'),
    ...say(stderr === 'heard' && !lost && !same(2), 'another talk'),
    // Progress is dropped there, an error never.
    ...say(
      stderr === 'stopped' && plain.exit !== 0 && plain.said[2] !== '' && heard.said[2] === '',
      'no error was told',
    ),
    ...say(imprint(root) !== before, 'something was written'),
  ];
  const outcome = `exit ${heard.exit}${heard.waited ? ', waited until it was told' : ''}`;
  const where = words.join(' ');
  return {
    isHit: true,
    outcome,
    bad: bad.map((one) => `${where}: ${one}`),
    seconds: heard.seconds,
  };
}

/** A terminal ends its lines otherwise, and what is written at a time is. */
const lines = (text: string) =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?|[\d.]+ (?:ms|s)\b/g, 'then');

function say(wrong: boolean, words: string): readonly string[] {
  return wrong ? [words] : [];
}
