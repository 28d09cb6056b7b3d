import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, program } from '../faults/program.ts';
import { fewAtOnce, spread } from './few-at-once.ts';
import { measured } from './measured.ts';
import type { Control } from './report.ts';
import { endOf } from './said.ts';
import { copyOfRoom, type Raced, type Rooms, raced } from './swap-stage.ts';
import { faultsOfSwapped, type Known, knownOf, wroteOutside } from './swap-verdict.ts';
import {
  type Attacker,
  asText,
  attackers,
  momentsOf,
  outsideOf,
  type Swap,
  swaps,
} from './swaps.ts';
import type { Ledger } from './tally.ts';
import { callsIn, type Fault, tracing } from './tracing/own-calls.ts';

interface Moment {
  readonly one: Raced;
  readonly attacker: Attacker;
  readonly swap: Swap;
  /** The call that it comes after. */
  readonly number: number;
  readonly what: string;
  readonly last: number;
}

/** Of the moments of these attackers, one in so many more. */
const rarer: Readonly<Record<string, number>> = {
  'whoever switches': 1,
  'the service account': 2,
  'a stranger': 8,
};

async function stepped(room: string, one: Raced, fault: Fault, built: string) {
  const root = join(room, 'root');
  const log = `${room}.calls`;
  const json = one.around.typed === undefined ? ['--json'] : [];
  const words = commandOf([...one.words, ...json, '--root', root], built);
  const ran = await measured([...tracing(log, root, fault), ...words], one.around);
  return { ran, calls: callsIn(log, root) };
}

/** Every moment at which an exchange makes a difference, for every command and attacker. */
function moments(rooms: Rooms): Promise<readonly Moment[]> {
  found ??= findMoments(rooms);
  return found;
}

let found: Promise<readonly Moment[]> | undefined;

async function findMoments(rooms: Rooms): Promise<readonly Moment[]> {
  const all: Moment[] = [];
  await fewAtOnce(raced, async (one) => {
    const room = copyOfRoom(rooms[one.base]);
    const { calls } = await stepped(room, one, { how: 'watch' }, program);
    rmSync(room, { recursive: true });
    for (const swap of swaps) {
      const { moments: some, last } = momentsOf(swap, calls);
      for (const attacker of attackers) {
        const every = one.every * (rarer[attacker.name] ?? 1);
        for (const [at, number] of some.entries()) {
          if (at % every !== 0) continue;
          const what = calls.find((call) => call.number === number)?.what ?? '';
          all.push({ one, attacker, swap, number, what, last });
        }
      }
    }
  });
  return all;
}

async function tryOne(
  rooms: Rooms,
  known: ReadonlyMap<string, Known>,
  moment: Moment,
  built: string,
) {
  const { one, attacker, swap, number, last } = moment;
  const base = rooms[one.base];
  const room = copyOfRoom(base);
  const hook = asText(attacker, swap, join(room, 'root'), outsideOf(room));
  const { ran, calls } = await stepped(room, one, { how: 'after', number, hook }, built);
  const swapped = calls.find(({ hit }) => hit)?.hookExit;
  const done = swapped === 0;
  const before = known.get(one.base);
  if (before === undefined) throw new Error('an unknown base');
  const how = { raced: one, swap, done, seen: number < last, byOneself: attacker.as.length === 0 };
  const bad = faultsOfSwapped(before, room, how, ran);
  const led = wroteOutside(before, room) ? ', wrote where it was led' : '';
  rmSync(room, { recursive: true, force: true });
  return {
    bad,
    swapped,
    done,
    seconds: ran.seconds,
    outcome: `${done ? '' : 'could not; '}${endOf(ran)}${led}`,
  };
}

/** Only what holds these words, for a look at one thing: COMMAND/ATTACKER/SWAP. */
const [inCommand = '', byAttacker = '', inSwap = ''] = (process.env.SWAP_ONLY ?? '').split('/');
/** After so many minutes what is left is left out, and does not count as ordered. */
const minutes = Number(process.env.SWAP_MINUTES ?? 7);
/** The moments that a careless program is tried at. */
const mostOfControl = 12;

/** Exchanges every file at every moment, and counts. */
export async function swapEverything(rooms: Rooms, ledger: Ledger): Promise<void> {
  const known = new Map(Object.entries(rooms).map(([name, room]) => [name, knownOf(room)]));
  const all = (await moments(rooms)).filter(
    ({ one, attacker, swap }) =>
      one.name.includes(inCommand) &&
      attacker.name.includes(byAttacker) &&
      swap.name.includes(inSwap),
  );
  console.log(`${all.length} moments`);
  const work = async (moment: Moment) => {
    const { one, attacker, swap, number, what } = moment;
    const fault = `${swap.name}, by ${attacker.name}`;
    const { bad, seconds, outcome, swapped } = await tryOne(rooms, known, moment, program);
    ledger.of(one.name, fault).ordered();
    // The command never came so far this time.
    if (swapped === undefined) return;
    ledger.of(one.name, fault).happened({ outcome, seconds, bad, at: `${number} ${what}` });
  };
  await fewAtOnce(spread(all), work, { minutes });
}

/** The same for a careless program, only for one command and some swaps. */
export async function swapControl(
  rooms: Rooms,
  name: string,
  built: string,
  which: (one: Raced, swap: Swap) => boolean,
): Promise<Control> {
  const known = new Map(Object.entries(rooms).map(([base, room]) => [base, knownOf(room)]));
  const told = { caught: 0, of: 0 };
  const some = (await moments(rooms)).filter(
    ({ one, swap, attacker }) => attacker.as.length === 0 && which(one, swap),
  );
  await fewAtOnce(spread(some).slice(0, mostOfControl), async (moment) => {
    const { bad, done } = await tryOne(rooms, known, moment, built);
    if (!done) return;
    told.of += 1;
    if (bad.length > 0) told.caught += 1;
  });
  return { name, ...told };
}
