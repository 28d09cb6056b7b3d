const seconds = { s: 1, m: 60, h: 3600 } as const;
const longest = 24 * 3600;

/** How long the keys of the live tier stay in a shell unless its person says otherwise, in seconds. */
export const liveDuration = 30 * 60;

/** `30m`, `90s` or `2h` in seconds, from one second to a day; undefined for anything else. */
export function durationOf(text: string): number | undefined {
  const found = /^([1-9]\d{0,4})([smh])$/.exec(text);
  if (found === null) return undefined;
  const total = Number(found[1]) * seconds[found[2] as keyof typeof seconds];
  return total <= longest ? total : undefined;
}
