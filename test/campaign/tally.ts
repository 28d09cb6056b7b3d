import type { Part } from './report.ts';

/** One fault that has happened, and what came of it. */
export interface Happened {
  /** In a few words, for the histogram. */
  readonly outcome: string;
  readonly seconds: number;
  /** What breaks a promise. */
  readonly bad: readonly string[];
  /** Where the fault fell, for whoever reads of something bad. */
  readonly at?: string;
}

/** What one run came to that was to be disturbed. */
export interface Came extends Happened {
  readonly isHit: boolean;
}

/** Adds up what the runs of one operation under one kind of fault came to. */
export interface Tally {
  /** So many faults are meant to happen. */
  ordered(times?: number): void;
  /** One of those that were ordered has happened. */
  happened(what: Happened): void;
  /** One was ordered, and has happened or not. */
  add(came: Came): void;
  part(): Part;
  /** Faults of which something bad came. */
  caught(): number;
}

/** Seconds after which whoever waits at a terminal takes it for dead. */
const longest = 20;

/** An empty tally. */
export function tallyOf(operation: string, fault: string): Tally {
  const outcomes = new Map<string, number>();
  const bad: string[] = [];
  const sum = { ordered: 0, hit: 0, hangs: 0, slowestSeconds: 0, caught: 0 };
  const note = (outcome: string, { seconds, bad: found, at }: Happened) => {
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    bad.push(...found.map((one) => (at === undefined ? one : `${at}: ${one}`)));
    if (found.length > 0) {
      sum.caught += 1;
      console.log(`${operation}, ${fault}, ${bad.slice(-found.length).join('; ')}`);
    }
    if (seconds > longest) sum.hangs += 1;
    sum.slowestSeconds = Math.max(sum.slowestSeconds, Math.round(seconds * 10) / 10);
  };
  const happened = (what: Happened) => {
    sum.hit += 1;
    note(what.outcome, what);
  };
  return {
    ordered: (times = 1) => {
      sum.ordered += times;
    },
    happened,
    add: (came) => {
      sum.ordered += 1;
      if (came.isHit) happened(came);
      else note('missed: it was over before', came);
    },
    part: () => {
      const { caught: _caught, ...counted } = sum;
      const often = [...outcomes].sort(([, one], [, other]) => other - one);
      return {
        ...{ operation, fault, ...counted },
        ...{ outcomes: Object.fromEntries(often), bad: [...bad] },
      };
    },
    caught: () => sum.caught,
  };
}

/** Tallies by operation and kind of fault, in the order in which they came up. */
export interface Ledger {
  of(operation: string, fault: string): Tally;
  parts(): readonly Part[];
}

/** An empty ledger. */
export function aLedger(): Ledger {
  const all = new Map<string, Tally>();
  return {
    of: (operation, fault) => {
      const key = `${operation}\n${fault}`;
      const tally = all.get(key) ?? tallyOf(operation, fault);
      all.set(key, tally);
      return tally;
    },
    parts: () => [...all.values()].map((tally) => tally.part()),
  };
}

/** A part in lines, for whoever watches. */
export function partInLines(part: Part): string {
  const { operation, fault, ordered, hit, outcomes, bad, hangs, slowestSeconds } = part;
  const lines = Object.entries(outcomes).map(
    ([words, count]) => `${`${count}`.padStart(6)}  ${words}`,
  );
  const head = `${operation}, ${fault}: ${hit} of ${ordered} hit, ${bad.length} bad`;
  return [`${head}, ${hangs} hangs, slowest ${slowestSeconds} s`, ...lines].join('\n');
}
