import type { Part } from '../report.ts';

/** What one disturbed run came to. */
export interface Came {
  readonly isHit: boolean;
  /** In a few words, for the histogram. */
  readonly outcome: string;
  readonly bad: readonly string[];
  readonly seconds: number;
}

/** Adds up what the runs of one operation under one kind of fault came to. */
export function tallyOf(operation: string, fault: string) {
  const all: Came[] = [];
  return {
    add: (came: Came) => {
      all.push(came);
    },
    part: (): Part => {
      const hit = all.filter(({ isHit }) => isHit);
      const outcomes: Record<string, number> = {};
      for (const { outcome } of hit) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      const slowest = Math.max(0, ...all.map(({ seconds }) => seconds));
      return {
        ...{ operation, fault, ordered: all.length, hit: hit.length, outcomes },
        bad: all.flatMap(({ bad }) => bad),
        hangs: all.filter(({ seconds }) => seconds > 20).length,
        slowestSeconds: Math.round(slowest * 10) / 10,
      };
    },
  };
}

/** A part in lines, for whoever watches. */
export function partInLines({ operation, fault, ordered, hit, outcomes, bad }: Part): string {
  const lines = Object.entries(outcomes).map(([outcome, count]) => `  ${count}  ${outcome}`);
  const head = `${operation}, ${fault}: ${hit} of ${ordered} hit, ${bad.length} bad`;
  return [head, ...lines, ...bad.map((one) => `  BAD ${one}`)].join('\n');
}

/** A few at once: each of them mostly waits. */
export async function inParallel<T>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
  together = 4,
): Promise<void> {
  const left = [...all];
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: together }, worker));
}
