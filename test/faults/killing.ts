import { join } from 'node:path';
import * as verdict from './after-a-kill.ts';
import { searchTree } from './canary.ts';
import { imprint, likeness, type Standing, standing } from './judge.ts';
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

/** What the next commands made of one state. */
type Aftermath = Omit<Kill, 'at'>;

/** Both cores at once; a fixed number keeps the readings comparable. */
const together = 2;
const attempts = 40;

/** Kills an operation once at each of its own calls (or those that `which` picks) and judges every state. */
export async function killEverywhere(
  operation: Operation,
  which: (call: Call) => boolean = () => true,
): Promise<{ readonly kills: readonly Kill[]; readonly states: number }> {
  const root = copyOf(operation.base);
  const calls = [...ownCalls(await trace(operation, root), root).filter(which)];
  const kills: Kill[] = [];
  const known = new Map<string, Promise<Aftermath>>();
  const worker = async () => {
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
      kills.push(await killOnce(operation, call, known));
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return { kills, states: known.size };
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

/** A state that two kills left alike is judged at once each time, and goes on only once. */
async function killOnce(
  operation: Operation,
  call: Call,
  known: Map<string, Promise<Aftermath>>,
): Promise<Kill> {
  const root = await killAt(operation, call);
  searchTree(root);
  const before = standing(operation.base);
  const atOnce = verdict.faultsAtOnce(before, standing(root), operation);
  const state = likeness(root);
  const after = known.get(state) ?? aftermath(operation, root, before);
  known.set(state, after);
  const { history, faults } = await after;
  return { at: `${call.what} (${call.again})`, history, faults: [...atOnce, ...faults] };
}

async function aftermath(operation: Operation, root: string, before: Standing): Promise<Aftermath> {
  const killed = standing(root);
  const faults = [
    ...(await faultsOfAsking(root, killed)),
    ...(operation.atTerminal ? await faultsOfGuard(copyOf(root), before, killed, operation) : []),
  ];
  const ran = await pineEnv(['use', 'paper', '--root', root]);
  const now = standing(root);
  const how = verdict.recoveryOf(killed, now);
  return {
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

/** First `use live` without a terminal, which settles what was cut short and refuses; then `use paper`. */
async function faultsOfGuard(root: string, before: Standing, killed: Standing, way: verdict.Way) {
  const refused = await pineEnv(['use', 'live', '--root', root]);
  const guarded = verdict.faultsAfterNoTerminal(killed, standing(root), refused, way);
  const ran = await pineEnv(['use', 'paper', '--root', root]);
  return [...guarded, ...verdict.faultsAfterUse(before, killed, standing(root), ran)];
}
