import type { Enrolment, RegistryKey } from './registry.ts';

const dayLength = 86_400_000;
const days = { d: 1, w: 7, m: 30, y: 365 } as const;

/** For so many days a statement about accounts may be believed. */
export const longestStatement = 400;

/** How many days a period of the registry has (`90d`, `12w`, `3m`, `1y`): a month counts 30, a year 365. */
export function daysOf(period: string): number {
  return Number.parseInt(period, 10) * days[period.slice(-1) as keyof typeof days];
}

/** Whole days from a date of the registry (`YYYY-MM-DD`, UTC) to `at`, milliseconds since 1970. */
export function daysSince(date: string, at: number): number {
  return Math.floor((at - Date.parse(`${date}T00:00:00Z`)) / dayLength);
}

/** How many days are left before a key must be rotated, negative when it is overdue; undefined when it never must. */
export function daysLeft(
  { rotateEvery }: Pick<RegistryKey, 'rotateEvery'>,
  { issued }: Pick<Enrolment, 'issued'>,
  at: number,
): number | undefined {
  return rotateEvery === undefined ? undefined : daysOf(rotateEvery) - daysSince(issued, at);
}

/** The date (`YYYY-MM-DD`, UTC) of a moment, or of one so many days later. */
export function dateOf(at: number, later = 0): string {
  return new Date(at + later * dayLength).toISOString().slice(0, 10);
}

/** True for a date of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Days left as people read them: `due in 12 d`, `due today`, `OVERDUE by 3 d`, `never due`. */
export function ageWords(left: number | null): string {
  if (left === null) return 'never due';
  if (left === 0) return 'due today';
  return left > 0 ? `due in ${left} d` : `OVERDUE by ${-left} d`;
}
