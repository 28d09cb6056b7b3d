import type { Part } from './report.ts';

/** One fault that has happened, and what came of it. */
export interface Happened {
  /** In a few words, for the histogram. */
  readonly outcome: string;
  readonly seconds: number;
  /** What breaks a promise. */
  readonly bad: readonly string[];
  /** Where the fault fell, for whoever reads of something bad. */
  readonly at: string;
}

/** Counts what one suite does, by operation and kind of fault. */
export interface Ledger {
  ordered(operation: string, fault: string, times?: number): void;
  happened(operation: string, fault: string, what: Happened): void;
  parts(): readonly Part[];
}

const longest = 20;

/** An empty ledger. */
export function aLedger(): Ledger {
  const parts = new Map<string, Part>();
  const part = (operation: string, fault: string): Part =>
    parts.get(`${operation}\n${fault}`) ?? {
      ...{ operation, fault, ordered: 0, hit: 0, outcomes: {}, bad: [] },
      ...{ hangs: 0, slowestSeconds: 0 },
    };
  const keep = (now: Part) => void parts.set(`${now.operation}\n${now.fault}`, now);
  return {
    ordered: (operation, fault, times = 1) => {
      const before = part(operation, fault);
      keep({ ...before, ordered: before.ordered + times });
    },
    happened: (operation, fault, { outcome, seconds, bad, at }) => {
      const before = part(operation, fault);
      const { outcomes } = before;
      if (bad.length > 0) console.log(`${operation}, ${fault}, ${at}: ${bad.join('; ')}`);
      keep({
        ...before,
        hit: before.hit + 1,
        outcomes: { ...outcomes, [outcome]: (outcomes[outcome] ?? 0) + 1 },
        bad: [...before.bad, ...bad.map((one) => `${at}: ${one}`)],
        hangs: before.hangs + (seconds > longest ? 1 : 0),
        slowestSeconds: Math.max(before.slowestSeconds, Math.round(seconds * 10) / 10),
      });
    },
    parts: () => [...parts.values()],
  };
}

/**
 * Does this with each of them, two at a time: one for each core that there surely is. When `minutes` are
 * over, what is left is left out.
 */
export async function twoAtATime<T>(
  all: Iterable<T>,
  work: (one: T) => Promise<void>,
  minutes = Number.POSITIVE_INFINITY,
) {
  const left = [...all];
  const until = performance.now() + minutes * 60_000;
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      if (performance.now() > until) return;
      await work(one);
    }
  };
  await Promise.all([worker(), worker()]);
}

/** The same in an order in which each part of it is met soon. */
export function spread<T>(all: readonly T[], stride = 37): readonly T[] {
  return Array.from({ length: stride }, (_, from) =>
    all.filter((__, at) => at % stride === from),
  ).flat();
}

/** How a run ended, for a histogram: the exit code, and the rule of its error where it tells one as JSON. */
export function endOf({ code, out }: { readonly code: number | null; readonly out: string }) {
  const rule = /"rule": "([\w-]+)"/.exec(out.slice(out.indexOf('"error": {')))?.[1];
  const isError = out.includes('"error": {');
  return `exit ${code}${isError && rule !== undefined ? ` ${rule}` : ''}`;
}

/** The words where the condition holds. */
export function say(wrong: boolean, words: string): readonly string[] {
  return wrong ? [words] : [];
}
