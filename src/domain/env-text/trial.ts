import type { Reading } from '../loaders/loader.ts';
import type { LoaderName } from '../names.ts';
import { portableFor, unportableLines } from '../portable.ts';
import type { Subset } from '../portable-rules.ts';
import type { Secret } from '../secret.ts';
import { escapedBytes } from '../utf8-text.ts';
import { asked, readersOf } from './declared-readers.ts';
import { parseEnvText } from './env-text.ts';
import type { Quoting } from './statement-at.ts';
import { type Way, waysToWrite } from './ways-to-write.ts';

/** A way to write a value, in a small sound file. */
interface Tried extends Way {
  readonly file: Uint8Array;
  /** The loaders that were asked, and whether they read the value back. */
  readonly known: Map<LoaderName, boolean>;
  readonly subsets: readonly Subset[];
  readonly whole: boolean;
}

/** All ways to write one value; no loader is asked about one of them twice. */
export interface Trial {
  readonly value: Secret;
  readonly ways: readonly Tried[];
}

/** The ways to write the value, none of them tried yet. */
export function trialOf(value: Secret): Trial {
  return { value, ways: waysToWrite(value.reveal()).map(untried) };
}

function untried(way: Way): Tried {
  const file = fileWith(way.text);
  const plain = way.style === way.quoting && way.style !== 'backtick';
  const within = (subset: Subset) => plain && unportableLines(file, subset).length === 0;
  const subsets = (['P', 'Q'] as const).filter(within);
  return { ...way, file, known: new Map(), subsets, whole: isWhole(file) };
}

/** The first of the `provenWays`. */
export function provenWay(trial: Trial, loaders: readonly LoaderName[]): Way | undefined {
  const [way] = provenWays(trial, loaders);
  return way;
}

/**
 * The ways that all of these loaders read back as it is: those of the portable subset first, and
 * among equals the one with this quoting.
 */
export function* provenWays(
  { value, ways }: Trial,
  loaders: readonly LoaderName[],
  quoting?: Quoting,
): Generator<Way> {
  const subset = portableFor(loaders);
  const ranked = ways
    .map((way) => ({ way, rank: rank(way, subset, quoting) }))
    .sort((a, b) => a.rank - b.rank);
  for (const { way } of ranked) {
    if (asked(loaders).every((loader) => isReadBack(way, value, loader))) yield way;
  }
}

// Outside the subset a value in quotes is at least seen to be one, by people and by the next edit.
function rank({ subsets, whole, ...way }: Tried, subset: Subset, quoting?: Quoting): number {
  const other = way.quoting === quoting ? 0 : 1;
  if (subsets.includes(subset)) return other;
  const last = { bare: 2, mixed: 4, single: 0, double: 0, backtick: 0 }[way.quoting];
  return 2 + other + last + (whole ? 0 : 8);
}

function isReadBack({ known, file }: Tried, value: Secret, loader: LoaderName): boolean {
  const before = known.get(loader);
  if (before !== undefined) return before;
  const now = readersOf([loader]).every(({ read }) => isExact(read(file), value));
  known.set(loader, now);
  return now;
}

function isExact(reading: Reading, value: Secret): boolean {
  if (reading.kind === 'refused') return false;
  const { assignments, ignored, unsure } = reading;
  if (assignments.length !== 3 || ignored.length + unsure.length > 0) return false;
  const has = (key: string, text: string) =>
    assignments.some((one) => one.key === key && one.value.reveal() === text);
  return has('PINE_A', '1') && has('PINE_B', value.reveal()) && has('PINE_C', '1');
}

function isWhole(file: Uint8Array): boolean {
  const [, second, third] = parseEnvText(file).statements;
  return (
    second?.kind === 'assignment' && second.valueTo === second.end && third?.to === file.length
  );
}

// With neighbours, so that a text which takes something from the next line is found out.
function fileWith(text: string): Uint8Array {
  return escapedBytes(`PINE_A=1\nPINE_B=${text}\nPINE_C=1\n`);
}
