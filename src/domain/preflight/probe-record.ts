/** When a webhook was probed, by its fingerprint: milliseconds since 1970. Nothing else is kept. */
export type ProbeTimes = ReadonlyMap<string, readonly number[]>;

const minute = 60_000;
const hour = 60 * minute;
/** What TradersPost allows a URL; repeated excess can suspend the account (facts: providers). */
const allowed = [
  { within: minute, times: 60 },
  { within: hour, times: 500 },
] as const;

/** How many seconds until this webhook may be probed once more; 0: now. Times ahead of the clock count. */
export function secondsUntilProbe(record: ProbeTimes, print: string, now: number): number {
  const times = [...(record.get(print) ?? [])].sort((a, b) => a - b);
  const waits = allowed.map(({ within, times: limit }) => {
    const inside = times.filter((at) => at > now - within);
    const blocking = inside.at(-limit);
    return blocking === undefined ? 0 : Math.ceil((blocking + within - now) / 1000);
  });
  return Math.max(...waits);
}

/** The record after one more probe; what is older than an hour is forgotten. */
export function withProbe(record: ProbeTimes, print: string, now: number): ProbeTimes {
  const kept = [...record].map(
    ([key, times]) => [key, times.filter((at) => at > now - hour)] as const,
  );
  const times = new Map(kept.filter(([key, left]) => left.length > 0 || key === print));
  return times.set(print, [...(times.get(print) ?? []), now]);
}

/** The record as its file holds it. */
export function probeRecordText(record: ProbeTimes): string {
  return `${JSON.stringify({ v: 1, probes: Object.fromEntries(record) })}\n`;
}

/** A record from its file; undefined when it is none, since then nobody knows how much was sent. */
export function parseProbeRecord(text: string): ProbeTimes | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { v, probes } = (value ?? {}) as { v?: unknown; probes?: unknown };
  if (v !== 1 || typeof probes !== 'object' || probes === null) return undefined;
  const entries = Object.entries(probes as Record<string, unknown>);
  const sound = entries.every(([print, times]) => /^[a-z0-9:-]+$/.test(print) && isTimes(times));
  return sound ? new Map(entries as [string, number[]][]) : undefined;
}

function isTimes(value: unknown): boolean {
  return Array.isArray(value) && value.every((at) => Number.isSafeInteger(at) && at >= 0);
}
