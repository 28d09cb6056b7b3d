import { searchTree } from '../../faults/canary.ts';
import { likeness, standing } from '../../faults/judge.ts';
import { fewAtOnce, patient } from '../few-at-once.ts';
import { tallyOf } from '../tally.ts';
import type { OwnCall } from '../tracing/own-calls.ts';
import { tornEnd } from './chain.ts';
import { afterPowerCut, cutting, type FileSystem, letGo, onDevices } from './devices.ts';
import { faultsAfterwards } from './judge-ending.ts';
import type { Operation } from './operations.ts';
import { snapshots, traceOperation } from './run-operation.ts';

import { asText, howFar, illegalFiles, journalFaults, type Legal, legalFrom } from './verdict.ts';

/** Which operation, where the root and its journal lie, and which program. */
export interface Cutting {
  readonly operation: Operation;
  readonly kind: FileSystem;
  readonly journalElsewhere: boolean;
  readonly built?: string;
  /** Judges the disk alone, without the commands that come next. */
  readonly diskOnly?: boolean;
}

/** The legal states of an undisturbed run, by how many lines the journal has then. */
interface Course {
  readonly legal: Legal;
  readonly states: ReadonlyMap<number, ReadonlySet<string>>;
  readonly lines: number;
}

const linesIn = (root: string) => standing(root).journal.length;

const courses = new Map<Operation, Promise<Course>>();

function courseOf(operation: Operation): Promise<Course> {
  const course = courses.get(operation) ?? runCourse(operation);
  courses.set(operation, course);
  return course;
}

async function runCourse(operation: Operation): Promise<Course> {
  const { states } = await snapshots(operation);
  const byLines = new Map<number, Set<string>>();
  for (const { root } of [{ root: operation.base }, ...states]) {
    const lines = linesIn(root);
    byLines.set(lines, (byLines.get(lines) ?? new Set()).add(asText(root)));
  }
  const legal = legalFrom([operation.base, ...states.map(({ root }) => root)]);
  return { legal, states: byLines, lines: Math.max(...byLines.keys()) };
}

/**
 * Runs an operation on devices of its own and keeps at each of its changing calls, and once it has
 * ended, what had reached them; then judges each copy as the next boot would find it.
 */
export async function cutEverywhere(cutting_: Cutting) {
  const { operation, kind, journalElsewhere, built } = cutting_;
  const course = await courseOf(operation);
  const devices = onDevices(operation.base, kind, journalElsewhere);
  const ended = await traceOperation(
    operation,
    devices.root,
    { how: 'each', hook: cutting(devices) },
    built === undefined ? {} : { built },
  );
  letGo(devices);
  if (ended.code !== 0) throw new Error(`${operation.name}: exit ${ended.code}: ${ended.err}`);
  const where = `power cut, ${kind}, journal on ${journalElsewhere ? 'another' : 'the same'} device`;
  const tally = tallyOf(operation.name, where);
  const last = { number: ended.calls.length + 1, what: 'the end', again: 1, name: '' };
  const cuts = [...ended.calls.filter(({ changes }) => changes), last];
  const known = new Map<string, Promise<readonly string[]>>();
  await fewAtOnce(
    cuts,
    async (cut) => {
      const came = await afterPowerCut(devices, cut.number, (root) =>
        judgeCut(cutting_, course, ended.calls, cut, root, known),
      );
      tally.add(came);
    },
    patient,
  );
  return tally.part();
}

type Cut = Pick<OwnCall, 'number' | 'what' | 'again'>;

async function judgeCut(
  { operation, diskOnly }: Cutting,
  course: Course,
  calls: readonly OwnCall[],
  cut: Cut,
  root: string,
  known: Map<string, Promise<readonly string[]>>,
) {
  const since = Date.now();
  searchTree(root);
  const lines = linesIn(root);
  const outcome = `disk ${howFar(root, course.legal)}, ${lines - linesIn(operation.base)} new lines`;
  const faults = faultsOfCut(course, calls, cut, root);
  // Reading alone: how long the next commands take on a busy machine is not what a cut is about.
  const seconds = (Date.now() - since) / 1000;
  const state = likeness(root);
  const later =
    diskOnly === true || faults.length > 0
      ? Promise.resolve([])
      : (known.get(state) ?? faultsAfterwards(operation, root, course.legal));
  known.set(state, later);
  const bad = [...faults, ...(await later)].map(
    (one) => `before ${cut.what} (${cut.again}): ${one}`,
  );
  return { isHit: true, outcome, bad, seconds };
}

/** What is wrong with what a power cut left, before anybody has mended anything. */
function faultsOfCut(
  { legal, states, lines: all }: Course,
  calls: readonly OwnCall[],
  { number }: Cut,
  root: string,
): readonly string[] {
  const now = standing(root);
  const lines = now.journal.length;
  const promised = calls.filter(
    (call) => call.number < number && call.what === 'fsync Deployment/state/journal.jsonl',
  ).length;
  const isOver = number > calls.length;
  const first = Math.min(...states.keys());
  return [
    ...illegalFiles(root, legal),
    ...journalFaults(root).filter((fault) => fault !== tornEnd),
    ...say(states.get(lines)?.has(asText(root)) !== true, `${lines} lines, and ${now.link} linked`),
    ...say(isOver && lines < all, 'exit 0, and the journal lacks its end'),
    ...say(
      isOver && howFar(root, legal) !== 'done',
      `exit 0, and the disk is ${howFar(root, legal)}`,
    ),
    ...say(lines < first + Math.min(promised, all - first), 'a line is lost that was durable'),
    ...say(now.consent === 'broken', 'half a consent'),
    ...say(now.link === 'pine-trader.live.env' && now.consent !== 'whole', 'live, no consent'),
  ];
}

function say(wrong: boolean, words: string): readonly string[] {
  return wrong ? [words] : [];
}
