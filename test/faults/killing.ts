import { join } from 'node:path';
import * as verdict from './after-a-kill.ts';
import { searchTree } from './canary.ts';
import { imprint, openChange, type Standing, standing } from './judge.ts';
import { commandOf, pineEnv, program, start } from './program.ts';
import { copyOf } from './sandbox.ts';
import { type Aim, type Call, freshLog, ownCalls, readLog, tracing } from './strace.ts';
import { consenting, playCommand } from './terminal.ts';

/** A change that is to be killed, and the root it starts from. */
export interface Operation extends verdict.Way {
  readonly base: string;
  readonly args: readonly string[];
  readonly atTerminal?: boolean;
  /** The program, when it is not the built one. */
  readonly built?: string;
}

/** One kill: where it fell, what it left, what became of it. */
export interface Kill {
  readonly at: string;
  readonly history: string;
  readonly faults: readonly string[];
}

/** Both cores at once; a fixed number keeps the readings comparable. */
const together = 2;
const attempts = 40;

/** Kills an operation once at each of its own calls (or those that `which` picks) and judges every state. */
export async function killEverywhere(
  operation: Operation,
  which: (call: Call) => boolean = () => true,
): Promise<readonly Kill[]> {
  const root = copyOf(operation.base);
  const calls = ownCalls(await trace(operation, root), root).filter(which);
  const kills: Kill[] = [];
  const rest = [...calls.entries()];
  const worker = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [at, call] = next;
      kills.push(await killOnce(operation, call, at % 2 === 1));
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return kills;
}

/** Kills an operation at one call, and answers the root in the state this left; throws when it never hits. */
export async function killAt(operation: Operation, call: Call): Promise<string> {
  const isIt = ({ what, again }: Call) => what === call.what && again === call.again;
  let { nth } = call;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const root = copyOf(operation.base);
    const log = await trace(operation, root, aimAt(call, nth, root));
    const own = ownCalls(log, root);
    const last = own.at(-1);
    const hit = /^\+\+\+ killed by SIGKILL/m.test(log) && endsInside(log, last);
    if (hit && last !== undefined && isIt(last)) return root;
    // Node's own calls come and go: where it stood in this run, or a little further.
    nth = own.find(isIt)?.nth ?? nth + 1;
  }
  throw new Error(`never hit ${call.what} (${call.again})`);
}

/** By path where it has one: then Node's own calls do not count. */
function aimAt({ name, on }: Call, nth: number, root: string): Aim {
  return on === undefined ? { name, nth } : { name, nth: on.nth, path: join(root, on.path) };
}

async function trace(
  { args, atTerminal, built }: Operation,
  root: string,
  aim?: Aim,
): Promise<string> {
  const log = freshLog();
  const command = [...tracing(log, aim), ...commandOf([...args, '--root', root], built ?? program)];
  if (atTerminal) await playCommand(command, consenting);
  else await start(command);
  return readLog(log);
}

/** True when the last line with a call is this one: a call that was killed at its entry has no result. */
function endsInside(log: string, last: Call | undefined): boolean {
  const lines = log.split('\n').filter((line) => /^\w+\(/.test(line));
  return last !== undefined && (lines.at(-1) ?? '').startsWith(`${last.name}(`);
}

async function killOnce(operation: Operation, call: Call, tryLive: boolean): Promise<Kill> {
  const before = standing(operation.base);
  const root = await killAt(operation, call);
  searchTree(root);
  const killed = standing(root);
  const faults = [
    ...verdict.faultsAtOnce(before, killed, operation),
    ...(await faultsOfAsking(root, killed)),
    ...(tryLive && operation.atTerminal ? await faultsOfGuard(root, killed, operation) : []),
  ];
  const ran = await pineEnv(['use', 'paper', '--root', root]);
  const now = standing(root);
  const how = verdict.recoveryOf(killed, now);
  return {
    at: `${call.what} (${call.again})`,
    history: `${verdict.stateInWords(before, killed)} -> ${how ?? 'nothing to recover'}`,
    faults: [...faults, ...verdict.faultsAfterUse(before, killed, now, ran)],
  };
}

async function faultsOfAsking(root: string, killed: Standing): Promise<readonly string[]> {
  const before = imprint(root);
  const ran = await pineEnv(['status', '--json', '--root', root]);
  const wrote = imprint(root) === before ? [] : ['status wrote something'];
  return [...wrote, ...verdict.faultsOfStatus(killed, ran)];
}

async function faultsOfGuard(root: string, killed: Standing, way: verdict.Way) {
  const wasOpen = openChange(killed) !== undefined;
  const ran = await pineEnv(['use', 'live', '--root', root]);
  const now = standing(root);
  const settled = wasOpen && verdict.recoveryOf(killed, now) === undefined ? ['not settled'] : [];
  return [...settled, ...verdict.faultsAfterNoTerminal(killed, now, ran, way)];
}
