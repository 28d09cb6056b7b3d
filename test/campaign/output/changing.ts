import { join } from 'node:path';
import { searchTree } from '../../faults/canary.ts';
import { openChange, standing } from '../../faults/judge.ts';
import { commandOf } from '../../faults/program.ts';
import { copyOf, journalOf } from '../../faults/sandbox.ts';
import { scratch } from '../../scratch.ts';
import { faultsAfterwards } from '../disk/judge-ending.ts';
import type { Operation } from '../disk/operations.ts';
import { howFar, illegalFiles, journalFaults, type Legal } from '../disk/verdict.ts';
import { type OwnCall, tracing } from '../tracing/own-calls.ts';
import { type Given, type Heard, withStreams } from './streams.ts';
import type { Way } from './ways.ts';

/** Longer than a change waits for a terminal, and shorter than a hang. */
const patience = 18;

const given = ({
  input,
  steps,
}: Operation): Omit<Given, 'streams'> & { readonly stdin: 'null' | 'input' } => ({
  stdin: input === undefined ? 'null' : 'input',
  ...(input === undefined ? {} : { input }),
  terminal: steps !== undefined,
});

/** Changes something while nobody can be told: it must be done, and the exit code and the journal say the rest. */
export async function changedIn(way: Way, operation: Operation, legal: Legal, built?: string) {
  const root = copyOf(operation.base);
  const known = journalOf(root).length;
  const { stdin, ...more } = given(operation);
  const command = commandOf([...operation.args, '--root', root], built);
  const streams = {
    ...way.streams,
    stdin: way.streams.stdin && stdin === 'null' ? way.streams.stdin : stdin,
  };
  const heard = await withStreams(command, { ...more, streams, patience });
  searchTree(root);
  const kinds = journalOf(root)
    .slice(known)
    .map(({ kind }) => kind);
  const isSlow = way.streams.stdout === 'stopped';
  const isLost = way.isDeaf || isSlow;
  const bad = [
    ...say(heard.hung || heard.waited, 'waited for a terminal'),
    ...say(
      heard.exit !== (isLost ? 8 : 0),
      `exit ${heard.exit}, signal ${heard.signal}: ${heard.said[2]}`,
    ),
    ...say((kinds.at(-1) === 'unreported') !== isLost, `the journal ends with ${kinds.at(-1)}`),
    ...faultsOfDone(root, legal, operation),
    ...say(way.streams.stdout === 'heard' && heard.said[1] === '', 'no answer'),
    ...(way.streams.stdin === 'closed' ? [] : await faultsAfterwards(operation, root, legal)),
  ];
  return came(operation, heard, bad, `${kinds.at(-1)} last in the journal`);
}

function faultsOfDone(root: string, legal: Legal, { linked }: Operation): readonly string[] {
  const now = standing(root);
  return [
    ...say(howFar(root, legal) !== 'done', `the disk is ${howFar(root, legal)}`),
    ...say(openChange(now) !== undefined, 'the change is open'),
    ...say(now.temporary.length > 0, 'a temporary file is left'),
    ...say(now.link !== `pine-trader.${linked}.env`, `the link is ${now.link}`),
    ...journalFaults(root),
  ];
}

/** The terminal goes away (SIGHUP) at one of its calls: as after any kill, old or new, and the next command settles it. */
export async function hungUpAt(call: OwnCall, operation: Operation, legal: Legal) {
  const root = copyOf(operation.base);
  const room = scratch();
  const [now, gone] = [join(room, 'now'), join(room, 'gone')] as const;
  const hook = `touch ${now}; while [ ! -e ${gone} ]; do sleep 0.01; done`;
  const command = [
    ...tracing(join(room, 'calls'), root, { how: 'stop', number: call.number, hook }),
    ...commandOf([...operation.args, '--root', root]),
  ];
  const { stdin, ...more } = given(operation);
  const streams = { stdin, stdout: 'heard', stderr: 'heard' } as const;
  const heard = await withStreams(command, {
    ...more,
    streams,
    terminal: true,
    hangup: [now, gone],
  });
  searchTree(root);
  const far = howFar(root, legal);
  const bad = [
    ...say(heard.hung, 'hung'),
    ...say(heard.exit === 0 && far !== 'done', `exit 0, and the disk is ${far}`),
    ...illegalFiles(root, legal),
    ...journalFaults(root),
    ...(await faultsAfterwards(operation, root, legal)),
  ];
  const told = came(operation, heard, bad, `disk ${far}`);
  return {
    ...told,
    isHit: heard.signal === 1 || heard.exit !== 0,
    bad: told.bad.map((one) => `at ${call.what} (${call.again}), ${one}`),
  };
}

function came(operation: Operation, heard: Heard, bad: readonly string[], more: string) {
  const how = heard.exit === null ? `signal ${heard.signal}` : `exit ${heard.exit}`;
  return {
    ...{ isHit: true, outcome: `${how}, ${more}`, seconds: heard.seconds },
    bad: bad.map((one) => `${operation.name}: ${one}`),
  };
}

function say(wrong: boolean, words: string): readonly string[] {
  return wrong ? [words] : [];
}
