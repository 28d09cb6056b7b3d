import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUp } from '../commands/a-root.ts';
import { searchTree } from '../faults/canary.ts';
import { openChange, type Standing, standing } from '../faults/judge.ts';
import { commandOf, pineEnv, program, type Ran, start } from '../faults/program.ts';
import { addRehearsal } from '../faults/racing.ts';
import { must, sandbox } from '../faults/sandbox.ts';
import { aSource } from './hostile-stage.ts';
import { endOf, say } from './said.ts';

const key = 'DATABENTO_API_KEY';
const typed = madeUp('databento', 'typed by a racer');

const verbs: readonly (readonly string[])[] = [
  ['use', 'paper'],
  ['use', 'rehearsal'],
  ['rollback'],
  ['rotate', key, '--profile', 'paper'],
  ['keys', '--enroll', 'rehearsal'],
  ['adopt'],
  ['pull', 'rehearsal'],
  ['use', 'live'],
];

/** Exit codes that say what happened; 70 and signals never do. */
const honest = [0, 1, 3, 4, 5, 6, 7, 8];

/** How it ended for each racer, and every promise that is broken afterwards. */
export interface MixedRace {
  readonly ran: readonly (readonly [verb: string, outcome: string])[];
  readonly bad: readonly string[];
  readonly seconds: number;
}

/** Different verbs at the same moment on one root. */
export async function raceOfVerbs(racers: number, built = program): Promise<MixedRace> {
  const root = await sandbox(addRehearsal);
  aSource(root, ['rehearsal']);
  await must(['use', 'paper', '--root', root]);
  const from = performance.now();
  const ran = await Promise.all(
    Array.from({ length: racers }, async (_, at) => {
      const words = verbs[at % verbs.length] ?? [];
      const input = words[0] === 'rotate' ? { input: `${typed}\n` } : {};
      const command = commandOf([...words, '--json', '--root', root], built);
      return [words.join(' '), await start(command, input)] as const;
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  const now = standing(root);
  const text = readFileSync(join(root, 'Deployment/state/journal.jsonl'), 'utf8');
  const bad = [
    ...ran.flatMap(([verb, one]) => faultsOfRacer(verb, one)),
    ...faultsOfRoot(now),
    ...interleaved(now),
    ...say(text.includes('"profile":"live","tier":"live","links"'), 'a change to live was begun'),
    ...(await faultsAfterwards(root)),
  ];
  searchTree(root);
  return { ran: ran.map(([verb, one]) => [verb, endOf(one)]), bad, seconds };
}

function faultsOfRacer(verb: string, { code, out, err }: Ran): readonly string[] {
  const isHonest = code !== null && honest.includes(code);
  return [
    ...say(!isHonest, `${verb}: exit ${code}: ${err.slice(0, 200)}`),
    ...say(isHonest && JSON.parse(out).exit !== code, `${verb}: the document names another exit`),
    ...say(verb === 'use live' && code === 0, 'live without a terminal'),
  ];
}

function faultsOfRoot({ link, chain, temporary, consent }: Standing): readonly string[] {
  const isSafe = ['pine-trader.paper.env', 'pine-trader.rehearsal.env'].includes(link ?? '');
  return [
    ...say(!isSafe, `the link is ${link}`),
    ...chain,
    ...temporary.map((name) => `left: ${name}`),
    ...say(consent !== 'none', `consent is ${consent}`),
  ];
}

/** Two changes never overlap (promise 9): between an intent and its end there is no other intent. */
function interleaved({ journal }: Standing): readonly string[] {
  let open: string | undefined;
  return journal.flatMap(({ seq, kind, change, of }) => {
    if (kind === 'intent') {
      const two = open !== undefined && open !== change;
      open = change;
      return say(two, `line ${seq} begins a change inside another`);
    }
    if (open === change || open === of) open = undefined;
    return [];
  });
}

async function faultsAfterwards(root: string): Promise<readonly string[]> {
  const use = await pineEnv(['use', 'paper', '--root', root]);
  const verify = await pineEnv(['history', '--verify', '--root', root]);
  const status = await pineEnv(['status', '--json', '--root', root]);
  return [
    ...say(use.code !== 0, `use paper afterwards: exit ${use.code}: ${use.err}${use.out}`),
    ...say(verify.code !== 0, `history --verify afterwards: exit ${verify.code}: ${verify.out}`),
    ...say(![0, 1].includes(status.code ?? -1), `status afterwards: ${endOf(status)}`),
    ...say(openChange(standing(root)) !== undefined, 'a change is open'),
  ];
}
