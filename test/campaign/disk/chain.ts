import { createHash } from 'node:crypto';

const genesisPrev = '0'.repeat(64);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Sealed {
  readonly seq?: number;
  readonly prev?: string;
  readonly hash?: string;
  readonly torn?: unknown;
}

/**
 * What is wrong with a journal, by its own arithmetic: each entry follows the last sound one. A piece
 * of a record that a fault cut short is no fault when the entry behind it says so.
 */
export function chainFaults(text: string): readonly string[] {
  const faults: string[] = [];
  let [prev, seq, torn] = [genesisPrev, 0, false];
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const entry = parse(line);
    if (entry === undefined) {
      torn = true;
      continue;
    }
    const sealed = line.slice(0, line.lastIndexOf(',"hash":"'));
    if (entry.hash !== sha256(sealed)) faults.push(`line ${at + 1} has another hash`);
    else if (entry.prev !== prev) faults.push(`line ${at + 1} does not follow the one before`);
    else if (entry.seq !== seq + 1) faults.push(`line ${at + 1} says it is ${entry.seq}`);
    if (torn && entry.torn === undefined) faults.push(`line ${at + 1} hides a torn one`);
    [prev, seq, torn] = [String(entry.hash), Number(entry.seq), false];
  }
  return torn ? [...faults, tornEnd] : faults;
}

/** The one fault that a write which failed half way may leave until the next entry names it. */
export const tornEnd = 'the last record is cut short';

function parse(line: string): Sealed | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
