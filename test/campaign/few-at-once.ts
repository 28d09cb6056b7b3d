/** How many at once, and for how long. */
export interface Pace {
  /** Two: one for each core that there surely is. */
  readonly together?: number;
  /** When they are over, what is left is left out. */
  readonly minutes?: number;
}

/** For what mostly waits. */
export const patient: Pace = { together: 4 };

/** Does this with each of them, a few at a time. */
export async function fewAtOnce<T>(
  all: Iterable<T>,
  work: (one: T) => Promise<void>,
  { together = 2, minutes = Number.POSITIVE_INFINITY }: Pace = {},
): Promise<void> {
  const left = [...all];
  const until = performance.now() + minutes * 60_000;
  const worker = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      if (performance.now() > until) return;
      await work(one);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
}

/** The same in an order in which each part of it is met soon. */
export function spread<T>(all: readonly T[], stride = 37): readonly T[] {
  return Array.from({ length: stride }, (_, from) =>
    all.filter((__, at) => at % stride === from),
  ).flat();
}
