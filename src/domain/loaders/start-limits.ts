import { escapedBytes } from '../utf8-text.ts';
import type { Assignment, Reading } from './loader.ts';

/** Linux starts no program with a variable of this many bytes, `NAME=` and the NUL behind it included. */
const tooLong = 131_073;
/** From here on it depends on limits of the host (a quarter of the stack's) what becomes of a file. */
const tooMuch = 1_048_576;

/** The rules of `startable`, for a loader that hands its variables to a new program. */
export const startRules = {
  'too-long': 'starts no program with a variable of 128 KiB or more',
  'too-much': 'may start no program with variables of 1 MiB and more, or lose some',
};

/** What the reading is worth once a program is started with it: too long a variable, and none is. */
export function startable(reading: Reading): Reading {
  if (reading.kind === 'refused') return reading;
  const last = [...new Map(reading.assignments.map((one) => [one.key, one])).values()];
  // Three bytes a letter at most: nearly every file ends here.
  if (last.every((one) => 3 * lettersOf(one) < tooLong) && sum(last, lettersOf) * 3 < tooMuch)
    return reading;
  if (sum(last, bytesOf) >= tooMuch) {
    const line = last[0]?.line ?? 1;
    return { ...reading, unsure: [...reading.unsure, { line, rule: 'too-much' }] };
  }
  const long = last.find((one) => bytesOf(one) >= tooLong);
  return long === undefined ? reading : { kind: 'refused', rule: 'too-long', line: long.line };
}

function sum(all: readonly Assignment[], lengthOf: (one: Assignment) => number): number {
  return all.reduce((total, one) => total + lengthOf(one), 0);
}

function lettersOf({ key, value }: Assignment): number {
  return key.length + value.reveal().length + 2;
}

function bytesOf({ key, value }: Assignment): number {
  return escapedBytes(key).length + escapedBytes(value.reveal()).length + 2;
}
