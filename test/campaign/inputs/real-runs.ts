import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { layDown, type Thing } from '../../commands/tree.ts';
import { commandOf } from '../../faults/program.ts';
import { noTerminals } from '../../faults/terminal.ts';
import { isRoot } from '../../scratch-homes.ts';
import { piecesOf } from '../secret-pieces.ts';
import { type Case, type Shown, textsOf } from './a-case.ts';
import { type AreaName, areasOver } from './areas.ts';
import type { Found, Prepared } from './fuzz.ts';
import { withRoot } from './in-process.ts';
import { faultsOf, lookAround } from './judge-run.ts';
import { aStageDirectory } from './prepare.ts';

/** What runs of the built program came to. */
export interface RealRuns {
  readonly ordered: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly bad: readonly Found[];
  readonly hangs: readonly string[];
  readonly slowest: number;
  readonly megabytes: number;
}

const most = 200;
/** Only the stage can be written, there is no network, and no other process to be seen. */
const alone = [
  'unshare',
  '--mount',
  '--net',
  '--pid',
  '--fork',
  '--mount-proc',
  '--propagation',
  'private',
];
const readOnly = [
  'while read -r _ path _; do case $path in /proc | /proc/* | /dev | /dev/* | /sys | /sys/*) ;;',
  ' *) mount -o remount,bind,ro "$path" 2>/dev/null || true ;; esac; done </proc/self/mounts',
  'mount --bind "$1" "$1"; mount -o remount,bind,rw "$1"; exec python3 "$2"',
].join('\n');

/** Why the built program cannot be tried here; undefined when it can. */
export const noReal = noTerminals ?? (isRoot ? undefined : 'skipped: needs root for namespaces');

type Answered = { code: number | null; signal: number | null } & Record<
  'out' | 'err' | 'terminal',
  string
> &
  Record<'asked' | 'agreed' | 'late', boolean> &
  Record<'megabytes' | 'seconds', number>;

/** Cases of an area, for the built program. */
export interface Batch {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** So many cases of each of these areas. */
export function batches(
  prepared: Prepared,
  names: readonly AreaName[],
  each: number,
  seed: number,
): readonly Batch[] {
  const areas = areasOver(textsOf(prepared.trees.paper));
  return names.map((name) => ({ name, cases: fc.sample(areas[name], { seed, numRuns: each }) }));
}

/** Runs cases with the built program, or with another one, each in a fresh root. */
export async function runReally(
  prepared: Prepared,
  all: readonly Batch[],
  built?: string,
): Promise<RealRuns> {
  const directory = aStageDirectory();
  const driver = aDriver(directory);
  const tally = { ordered: 0, slowest: 0, megabytes: 0 };
  const outcomes: Record<string, number> = {};
  const [bad, hangs]: [Found[], string[]] = [[], []];
  const secrets = piecesOf(prepared.secrets, 12);
  for (const [name, one] of all.flatMap(({ name, cases }) =>
    cases.map((one) => [name, one] as const),
  )) {
    lay(prepared, one, directory);
    const before = lookAround(directory);
    const answered = await driver.ask(planOf(one, directory, built));
    const shown = shownBy(one, answered);
    tally.ordered += 1;
    tally.slowest = Math.max(tally.slowest, answered.seconds);
    tally.megabytes = Math.max(tally.megabytes, answered.megabytes);
    if (answered.signal === segmentationFault && !nodeStarts(one)) {
      outcomes['Node itself ends'] = (outcomes['Node itself ends'] ?? 0) + 1;
      continue;
    }
    const outcome = answered.late
      ? 'hang'
      : `exit ${answered.code ?? `by signal ${answered.signal}`}`;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (answered.late) hangs.push(JSON.stringify(one).slice(0, 2000));
    const after = lookAround(directory);
    const faults = answered.late ? [] : faultsOf(one, shown, [before, after], secrets);
    bad.push(
      ...[...faultsBeside(one, answered, shown), ...faults].map((fault) => ({
        fault: `${name}: ${fault}`,
        seed: 0,
        one,
      })),
    );
  }
  driver.end();
  return { ...tally, outcomes, bad, hangs };
}

const segmentationFault = 11;

/** Some values of LC_ALL end Node before the first line of any program. */
function nodeStarts({ environment }: Case): boolean {
  return spawnSync(process.execPath, ['-e', '0'], { env: { ...environment } }).signal === null;
}

/** What only the real thing can show. */
function faultsBeside(
  { argv }: Case,
  { megabytes }: Answered,
  { terminal }: Shown,
): readonly string[] {
  const raw = !argv.includes('shell') && terminal.includes('\x1b');
  return [
    ...(megabytes > most ? [`${megabytes} MB`] : []),
    ...(raw ? ['a control character on the terminal'] : []),
  ];
}

function aDriver(directory: string) {
  const script = join(import.meta.dirname, 'measured.py');
  const [file = '', ...words] = [...alone, 'sh', '-c', readOnly, 'sh', directory, script];
  const python = spawn(file, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((line: string | undefined) => void)[] = [];
  createInterface({ input: python.stdout }).on('line', (line) => waiting.shift()?.(line));
  python.on('close', () => waiting.splice(0).map((done) => done(undefined)));
  return {
    ask: async (plan: object): Promise<Answered> => {
      const line = new Promise<string | undefined>((done) => waiting.push(done));
      python.stdin.write(`${JSON.stringify(plan)}\n`);
      const said = await line;
      if (said === undefined)
        throw new Error(`the driver ended: ${JSON.stringify(plan).slice(0, 500)}`);
      return JSON.parse(said) as Answered;
    },
    end: () => python.stdin.end(),
  };
}

function lay(prepared: Prepared, one: Case, directory: string): void {
  const tree = new Map<string, Thing>(prepared.trees[one.base]);
  for (const [path, bytes] of Object.entries(one.files ?? {})) {
    tree.set(path, { kind: 'file', mode: path.startsWith('Deployment/') ? 0o600 : 0o644, bytes });
  }
  layDown(tree, join(directory, 'root'));
  layDown(new Map(), join(directory, 'cwd'));
}

/** A child that would wait for a person waits for nobody: its command is `true`, and a shell reads nothing. */
function planOf(one: Case, directory: string, built?: string) {
  const coded = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  const environment = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    HOME: join(directory, 'outside'),
    SHELL: '/bin/false',
    NO_COLOR: '1',
    ...one.environment,
  };
  return {
    command: commandOf(withRoot(one.argv, join(directory, 'root')), built).map(coded),
    cwd: join(directory, 'cwd'),
    env: Object.entries(environment).map((pair) => pair.map(coded)),
    // Whoever asks for stdin at a terminal and types nothing waits for himself.
    stdin: one.stdin === undefined && !one.argv.includes('--stdin') ? null : coded(one.stdin ?? ''),
    answers: one.answers === undefined ? null : one.answers.map(coded),
  };
}

function shownBy(one: Case, answered: Answered): Shown {
  const text = (coded: string) => Buffer.from(coded, 'base64').toString('utf8');
  const { code, signal, seconds, asked, agreed } = answered;
  const out = text(answered.out);
  // Ctrl-C at a question is a no, and ends it as Ctrl-C ends everything.
  const isInterrupted = signal === 2 && one.answers?.some((text) => text.includes('\u0003'));
  const handsOver = one.argv.some((word) => ['run', 'shell', 'gate'].includes(word));
  return {
    ...{ seconds, asked, agreed, read: [], managerAsked: false, escapes: [] },
    ...{ out, err: text(answered.err), terminal: text(answered.terminal) },
    code: code ?? -1,
    becomes: isInterrupted === true || (handsOver && !out.startsWith('{')),
    ...(signal === null || answered.late || isInterrupted
      ? {}
      : { threw: `ended by signal ${signal}` }),
  };
}
