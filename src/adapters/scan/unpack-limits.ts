/** What may still be unpacked of one archive, and of all that lies in it. */
export interface Allowance {
  bytes: number;
  entries: number;
}

/** 1 GiB in 100,000 entries: more is named as skipped. */
export function fullAllowance(): Allowance {
  return { bytes: 2 ** 30, entries: 100_000 };
}

/** How many archives may lie in each other. */
export const deepest = 2;

/** An archive in an archive is opened in memory: at most so much of it packed, and so much unpacked. */
export const largestInner = 16 * 2 ** 20;
export const largestUnpackedAtOnce = 64 * 2 ** 20;

/** Why something was left out. */
export const tooMuch = 'the archive unpacks to more than 1 GiB or 100,000 entries';
export const tooDeep = 'an archive in an archive in an archive';
export const damaged = 'damaged, or cut short: what could be unpacked was scanned';
