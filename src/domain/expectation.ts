import type { Expectation } from './profile.ts';
import { matchesWhole } from './tame-pattern.ts';
import { coerceFlag, type Flag } from './worker/flag.ts';

interface Fault {
  readonly message: string;
  readonly remedy: string;
}

/**
 * Why a setting is not what its profile expects, or undefined; judged as the worker judges it.
 * The worker takes an unknown word for false and sends orders, so a flag must be unmistakable.
 */
export function judgeExpectation(
  key: string,
  expected: Expectation,
  text: string | undefined,
): Fault | undefined {
  if ('flag' in expected)
    return judgeFlag(key, expected.flag, text === undefined ? undefined : coerceFlag(text));
  if ('is' in expected) {
    if (text === expected.is) return undefined;
    return {
      message: `${key} is not what the profile expects`,
      remedy: `set ${key}=${expected.is}`,
    };
  }
  const matches = text === undefined ? false : matchesWhole(expected.matches, text);
  if (matches === true) return undefined;
  const why = matches === undefined ? 'is too long to be held against' : 'does not match';
  return {
    message: `${key} ${why} what the profile expects`,
    remedy: `set it to something that matches ${expected.matches}`,
  };
}

/** Why a flag, as the worker took it, is not what its profile expects; `taken` is undefined when it is not set. */
export function judgeFlag(
  key: string,
  flag: boolean | 'explicit',
  taken: Flag | undefined,
): Fault | undefined {
  const wanted = flag === 'explicit' ? 'true or false' : String(flag);
  // Where either is right, a remedy that names one of them would decide for the person.
  const line =
    flag === 'explicit' ? `${key}=true or ${key}=false, whichever is meant` : `${key}=${flag}`;
  const remedy = `write ${line}, with any comment on a line of its own`;
  if (taken === undefined) {
    return {
      message: `${key} is not set; the worker reads that as false and sends orders`,
      remedy,
    };
  }
  const { value, clear } = taken;
  if (!clear) {
    return {
      message: `${key} is neither true nor false; the worker reads it as false and sends orders`,
      remedy,
    };
  }
  if (flag === 'explicit' || value === flag) return undefined;
  return { message: `${key} reads as ${value}; the profile expects ${wanted}`, remedy };
}
